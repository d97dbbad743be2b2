import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { ROLES } from '../domain/vocabulary.ts';
import { base, Progress, Rejected } from './base.ts';

const AddedExisting = z.object({ added: z.int(), existing: z.int() });

export const ImportedCounts = z.object({ transcripts: AddedExisting, confessions: AddedExisting });

/** Files of a folder that are of no format that is read, each with the reason; the first 200 of them. */
const NotTaken = {
  not_taken: z.array(z.object({ file: z.string(), reason: z.string() })),
  not_taken_count: z.int(),
};

/** What a file holds, or a folder of files, read to its end, nothing written. */
export const FilePreview = z.object({
  file: z.string(),
  /** How many files it is: of a folder those that were read. */
  files: z.int(),
  ...NotTaken,
  bytes: z.int(),
  format: z.string(),
  format_title: z.string(),
  /** The keys or bytes by which it was recognised. */
  recognised_by: z.array(z.string()),
  /** `UTF-8`, `UTF-8 with BOM`, and `gzip` before it where it is packed. */
  encoding: z.string(),
  line_ends: z.enum(['LF', 'CRLF', 'mixed', 'none']),
  records: z.int(),
  longest_line_bytes: z.int(),
  /** What the dataset would gain, and what it has already (also from earlier in the file). */
  ...ImportedCounts.shape,
  rejected_count: z.int(),
  /** The first 200 of them. */
  rejected: z.array(Rejected),
  /** One record as it stands (confessions masked for blind graders) and as Shrive reads it. */
  example: z
    .object({
      line: z.int(),
      source: z.string(),
      transcript_id: z.string(),
      messages: z.array(z.object({ role: z.enum(ROLES), peek: z.string(), calls: z.array(z.string()) })),
      /** For a blind grader ids alone: `form` and `claims` are null. */
      confessions: z.array(
        z.object({
          confession_id: z.string(),
          form: z.enum(['report', 'text']).nullable(),
          claims: z.int().nullable(),
        }),
      ),
      metadata_keys: z.array(z.string()),
    })
    .nullable(),
  elapsed_ms: z.number(),
});
export type FilePreview = z.infer<typeof FilePreview>;

export const ImportRun = z.object({
  id: z.string(),
  ...ImportedCounts.shape,
  rejected: z.array(Rejected),
  rejected_count: z.int(),
  /** Where the rejected lines were written, with the reasons; null where there were none. */
  rejects_file: z.string().nullable(),
  files: z.array(
    z.object({ file: z.string(), format: z.string(), bytes: z.int(), sha256: z.string(), records: z.int() }),
  ),
  ...NotTaken,
  started_at: z.string(),
  elapsed_ms: z.number(),
});
export type ImportRun = z.infer<typeof ImportRun>;

export const imports = {
  formats: base.output(
    z.array(z.object({ name: z.string(), title: z.string(), extensions: z.array(z.string()) })),
  ),
  /** Reads one file, or all of a folder, to its end and says what it holds. Cancel by leaving the stream. */
  preview: base
    .input(z.object({ file: z.string().min(1), format: z.string().optional() }))
    .output(eventIterator(Progress, FilePreview)),
  /**
   * Imports files, and folders with all that is in them, as one run: all of it or nothing. A record that cannot be read refuses the run
   * (RECORDS_REJECTED) unless `skip_invalid`, which writes the rejected lines to a file beside the source.
   */
  run: base
    .input(
      z.object({
        files: z.array(z.string().min(1)).min(1),
        format: z.string().optional(),
        skip_invalid: z.boolean(),
      }),
    )
    .output(eventIterator(Progress, ImportRun)),
  runs: base.output(z.array(ImportRun.omit({ rejected: true }))),
};
