import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, Progress } from './base.ts';

/** Whose signature ends the chains of a copy, and how well its key is known here. */
export const Signed = z.object({
  /** As the key's owner was named when it was first seen. */
  person: z.string(),
  /** SHA-256 of the public key, 64 hexadecimal digits. */
  fingerprint: z.string(),
  /**
   * `known`: seen here before. `new`: the first key of this person. `another`: this person had signed with another key
   * until now, as after a new machine; ask them.
   */
  key: z.enum(['known', 'new', 'another']),
  /** Revisions of this copy that were not here, by chains that end in this signature. */
  revisions: z.int(),
});
export type Signed = z.infer<typeof Signed>;

const Counts = z.object({ added: z.int(), existing: z.int() });

/** What came of one copy. */
export const MergedCopy = z.object({
  file: z.string(),
  /** For whom it was packed, where it is a package. */
  package_for: z.string().nullable(),
  /** Revisions; `conflicts` are labels that one grader went on with in both copies: the newer one is current. */
  labels: Counts.extend({ conflicts: z.int() }),
  comparisons: Counts,
  adjudications: Counts,
  notes: Counts,
  transcripts: Counts,
  confessions: Counts,
  /** Assignments, gold answers, rubric versions, times and the like that were not here or are newer. */
  other: z.int(),
  by: z.array(z.object({ person: z.string(), added: z.int() })),
  signed: z.array(Signed),
  /** Revisions that were not here and stand in a chain that nobody signed. */
  unsigned: z.int(),
  /** Labels that both copies went on with: by whom, of what. At most 100. */
  diverged: z.array(
    z.object({
      grader: z.string(),
      transcript_id: z.string().nullable(),
      confession_id: z.string().nullable(),
    }),
  ),
  /** Labels of confessions that are in neither copy. */
  about_unknown: z.int(),
});
export type MergedCopy = z.infer<typeof MergedCopy>;

export const MergeRun = z.object({
  id: z.string(),
  started_at: z.string(),
  elapsed_ms: z.number(),
  labels: Counts.extend({ conflicts: z.int() }),
  copies: z.array(MergedCopy),
});
export type MergeRun = z.infer<typeof MergeRun>;

export const merging = {
  /**
   * Brings other copies of this dataset in: the union of all that was said, whatever the order and however often. A
   * copy that is of another dataset, damaged or changed is refused whole, before anything is taken of it.
   */
  run: base
    .input(
      z.object({
        files: z.array(z.string().min(1)).min(1).max(1000),
        /** Opens those that are encrypted (`.age`). */
        passphrase: z.string().min(1).max(1000).optional(),
      }),
    )
    .output(eventIterator(Progress, MergeRun)),
  /** What was brought together before, newest first. */
  list: base.output(z.array(MergeRun)),
};
