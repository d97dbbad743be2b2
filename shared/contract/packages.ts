import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, Progress } from './base.ts';

export const WrittenPackage = z.object({
  path: z.string(),
  grader: z.string(),
  /** Confessions to grade, and the transcripts they are of. */
  items: z.int(),
  transcripts: z.int(),
  bytes: z.int(),
  encrypted: z.boolean(),
  elapsed_ms: z.number(),
});
export type WrittenPackage = z.infer<typeof WrittenPackage>;

/** As age writes it: any program that reads age files opens a package with its passphrase. */
export const ENCRYPTED_EXTENSION = '.age';

export const packages = {
  /**
   * Writes a dataset for one grader: the items that they were given, the rubric and the right answers that are shown
   * after a submit; no label of anybody else, no judge score, nothing in the metadata that could tell. With a
   * passphrase the file is encrypted (age, scrypt). The coordinator's alone; never over a file that is there.
   */
  write: base
    .input(
      z.object({
        grader: z.string().trim().min(1).max(200),
        /** A path that ends in `.shrive`; `.age` is added where it is encrypted. */
        out: z.string().min(1),
        passphrase: z.string().min(1).max(1000).optional(),
      }),
    )
    .output(eventIterator(Progress, WrittenPackage)),
  /**
   * Opens an encrypted package with its passphrase: writes the dataset beside it, without `.age`, for its owner alone to
   * read, and gives its path. Where that is there already, it is left as it is and its path given: work may be in it.
   */
  unlock: base
    .input(z.object({ file: z.string().min(1), passphrase: z.string().min(1).max(1000) }))
    .output(z.object({ path: z.string(), existed: z.boolean() })),
};
