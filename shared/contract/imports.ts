import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { ROLES } from '../domain/vocabulary.ts';
import { FoundPath, Mapping, Proposal } from '../mapping/mapping.ts';
import { base, Progress, Rejected } from './base.ts';

const AddedExisting = z.object({ added: z.int(), existing: z.int() });

export const ImportedCounts = z.object({
  transcripts: AddedExisting,
  confessions: AddedExisting,
  /** Runs of earlier versions do not say. */
  judge_scores: AddedExisting.optional(),
});

/** A judge's scale, mapped to 0 to 1 by the two ends that are named; where less is better, `zero` is the greater. */
export const ScoreScale = z
  .object({ zero: z.number(), one: z.number() })
  .refine(({ zero, one }) => zero !== one, 'its two ends are the same');

/** Files of a folder that are of no format that is read, each with the reason; the first 200 of them. */
const NotTaken = {
  not_taken: z.array(z.object({ file: z.string(), reason: z.string() })),
  not_taken_count: z.int(),
};

/** Where else confessions are than in `confessions`. Works for every format. */
const confessionPlaces = {
  /**
   * A pattern (RE2, case does not matter) of the message that asks for a confession: where one is followed by the last
   * turn of the assistant, the transcript ends before it and the turn is its confession. Null: nothing is split off.
   */
  confession_request: z.string().min(1).max(500).nullable().optional(),
  /** Path of a field in the metadata that holds the confession, as `metadata.confession`. */
  confession_field: z.string().min(1).max(500).optional(),
};

/** What is to be said of judge scores that are joined by id. */
const scoresSaid = {
  /** Where the file does not name the judge. */
  judge: z.string().min(1).max(200).optional(),
  /** The judge's score that becomes 0, and the one that becomes 1; 0 and 1 without it. */
  scale: ScoreScale.optional(),
};

/** One record as it stands (confessions masked for blind graders) and as Shrive reads it. */
export const ImportExample = z.object({
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
});

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
  /** Whether it adds to transcripts that are there (confessions, judge scores) and brings none. */
  is_joined: z.boolean(),
  rejected_count: z.int(),
  /** The first 200 of them. */
  rejected: z.array(Rejected),
  /** Last turns that answer a request for a confession. */
  confession_request: z.object({
    /** With which the counts above are made; null: nothing is split off. */
    pattern: z.string().nullable(),
    /** Transcripts that end with such an answer, split off or not. */
    recognised: z.int(),
    /** The first five of them, and the file in which each stands; `confession` is null for a blind grader. */
    examples: z.array(
      z.object({ file: z.string(), line: z.int(), request: z.string(), confession: z.string().nullable() }),
    ),
  }),
  /** Paths in the metadata that hold reports, the commonest first; none for a blind grader. */
  confession_fields: z.array(z.object({ path: z.string(), count: z.int() })),
  example: ImportExample.nullable(),
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
  /** How many transcripts end with an answer to a request for a confession; runs of earlier versions do not say. */
  confession_request: z.object({ pattern: z.string().nullable(), recognised: z.int() }).optional(),
  /** Of a file joined by id: the transcripts that no line was about, the first hundred by name. */
  not_named: z.object({ count: z.int(), transcript_ids: z.array(z.string()) }).optional(),
  files: z.array(
    z.object({ file: z.string(), format: z.string(), bytes: z.int(), sha256: z.string(), records: z.int() }),
  ),
  ...NotTaken,
  started_at: z.string(),
  elapsed_ms: z.number(),
});
export type ImportRun = z.infer<typeof ImportRun>;

/** The first records of a file of any shape, and what their fields are likely to be. */
export const MappingSuggestion = z.object({
  /** As they stand, masked for blind graders as the preview's example is. */
  records: z.array(z.object({ line: z.int(), source: z.string() })),
  paths: z.array(FoundPath),
  proposals: z.array(Proposal),
  /** Null where no conversation was found. */
  mapping: Mapping.nullable(),
  /** How the first record reads with the mapping that was asked about, else with the suggested one. */
  first: z
    .union([z.object({ example: ImportExample }), z.object({ rejected: Rejected.omit({ file: true }) })])
    .nullable(),
});
export type MappingSuggestion = z.infer<typeof MappingSuggestion>;

export const KeptMapping = z.object({
  mapping: Mapping,
  /** The file that keeps it, for `import --map`. */
  path: z.string(),
});
export type KeptMapping = z.infer<typeof KeptMapping>;

export const imports = {
  formats: base.output(
    z.array(z.object({ name: z.string(), title: z.string(), extensions: z.array(z.string()) })),
  ),
  /** Looks at the first records of a file that is of no known format. */
  suggestMapping: base
    .input(z.object({ file: z.string().min(1), mapping: Mapping.optional() }))
    .output(MappingSuggestion),
  /** The mappings of this person, by name. */
  mappings: base.output(z.array(KeptMapping)),
  /** Keeps a mapping under its name, in place of one of that name. */
  keepMapping: base.input(Mapping).output(KeptMapping),
  /**
   * Reads one file, or all of a folder, to its end and says what it holds. Cancel by leaving the stream. Without a
   * `confession_request` the usual pattern is tried, and what it recognises is counted as split off: the page asks
   * whether it should be.
   */
  preview: base
    .input(
      z.object({
        file: z.string().min(1),
        format: z.string().optional(),
        mapping: Mapping.optional(),
        ...confessionPlaces,
        ...scoresSaid,
      }),
    )
    .output(eventIterator(Progress, FilePreview)),
  /**
   * Imports files, and folders with all that is in them, as one run: all of it or nothing. A record that cannot be read
   * refuses the run (RECORDS_REJECTED) unless `skip_invalid`, which writes the rejected lines to a file beside the
   * source. Without a `confession_request` nothing is split off.
   */
  run: base
    .input(
      z.object({
        files: z.array(z.string().min(1)).min(1),
        format: z.string().optional(),
        /** How records of an unknown shape are read; `format` does not count then. */
        mapping: Mapping.optional(),
        skip_invalid: z.boolean(),
        ...confessionPlaces,
        ...scoresSaid,
      }),
    )
    .output(eventIterator(Progress, ImportRun)),
  runs: base.output(z.array(ImportRun.omit({ rejected: true }))),
};
