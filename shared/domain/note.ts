import * as z from 'zod';
import { Hash } from './label.ts';

export const MAX_NOTE_LENGTH = 20_000;

/** One revision of a note that people exchange about an item: append-only, chained, merged by union like labels. */
export const NoteRevision = z.strictObject({
  id: z.uuidv7(),
  /** The note itself; its revisions share it. */
  note: z.uuidv7(),
  /** The confession it is about, by content hash. */
  confession: Hash,
  author: z.string().min(1).max(200),
  /** One more than any seen for this note when it was made. */
  revision: z.int().positive(),
  /** Plain text; null where the author withdrew it. */
  text: z.string().min(1).max(MAX_NOTE_LENGTH).nullable(),
  /** The note it answers. */
  reply_to: z.uuidv7().nullable(),
  created_at: z.string(),
  device: z.string().min(1),
  /** `hash` of this author's previous note revision on this device, null for the first. */
  previous_hash: Hash.nullable(),
  /** SHA-256 of the canonical JSON (RFC 8785) of everything above. */
  hash: Hash,
});
export type NoteRevision = z.infer<typeof NoteRevision>;
