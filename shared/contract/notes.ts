import * as z from 'zod';
import { Hash } from '../domain/label.ts';
import { MAX_NOTE_LENGTH } from '../domain/note.ts';
import { base } from './base.ts';

/** A note on an item as it stands now. */
export const Note = z.object({
  note: z.uuidv7(),
  author: z.string(),
  text: z.string(),
  /** The note it answers; that one may have been withdrawn. */
  reply_to: z.uuidv7().nullable(),
  /** When it was last written. */
  at: z.string(),
  is_edited: z.boolean(),
  /** By this session's person: only they can change or withdraw it. */
  is_own: z.boolean(),
});
export type Note = z.infer<typeof Note>;

const Text = z.string().trim().min(1).max(MAX_NOTE_LENGTH);
const Notes = z.object({
  notes: z.array(Note),
  /** Whether those of others are in here: before a grader has submitted the item they are not, nor how many there are. */
  has_all: z.boolean(),
});
export type Notes = z.infer<typeof Notes>;

/** What people say to each other about an item: append-only, merged like labels. */
export const notes = {
  /** In the order they were begun. */
  list: base.input(z.object({ confession: Hash })).output(Notes),
  add: base
    .input(z.object({ confession: Hash, text: Text, reply_to: z.uuidv7().nullable().default(null) }))
    .output(Notes),
  edit: base.input(z.object({ confession: Hash, note: z.uuidv7(), text: Text })).output(Notes),
  /** It is not shown any more; what was said stays in the log. */
  withdraw: base.input(z.object({ confession: Hash, note: z.uuidv7() })).output(Notes),
};
