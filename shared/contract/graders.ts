import * as z from 'zod';
import { base } from './base.ts';

/** Somebody who was given work here, or said something. */
export const KnownGrader = z.object({
  name: z.string(),
  /** Items given and not taken back, and how many of those are submitted. */
  given: z.int(),
  submitted: z.int(),
  /** Labels submitted in all, also of what was not given. */
  labels: z.int(),
  /** The key of their last signature; null where nothing of theirs is signed here. */
  key: z.object({ fingerprint: z.string(), signed_at: z.string() }).nullable(),
});
export type KnownGrader = z.infer<typeof KnownGrader>;

export const graders = {
  /** Who is here, by name. The coordinator's alone. */
  list: base.output(z.array(KnownGrader)),
};
