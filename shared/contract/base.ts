import { oc } from '@orpc/contract';
import * as z from 'zod';
import { declaredErrors } from './errors.ts';

/** What every procedure of the contract is built from: it may fail with any of the declared errors. */
export const base = oc.errors(declaredErrors);

/** Progress of long work. `total` is null while it is not known; `unit` names what is counted. */
export const Progress = z.object({
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  unit: z.enum(['bytes', 'transcripts', 'rows', 'labels', 'pages', 'parts']),
  /** Records seen so far, where `unit` is bytes. */
  records: z.number().optional(),
  elapsed_ms: z.number(),
});
export type Progress = z.infer<typeof Progress>;

/** A record that could not be taken: where it stood, what was expected and what stood there. */
export const Rejected = z.object({
  file: z.string(),
  line: z.int().nonnegative(),
  path: z.string(),
  /** One sentence for people. */
  reason: z.string(),
  expected: z.string(),
  /** What stood there, cut to 200 UTF-16 units. */
  found: z.string(),
});
export type Rejected = z.infer<typeof Rejected>;
