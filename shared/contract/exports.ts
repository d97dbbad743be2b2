import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, Progress } from './base.ts';
import { TranscriptFilter } from './transcripts.ts';

export const SPLITS = ['train', 'validation', 'test'] as const;

export const EXPORT_FORMATS = ['parquet', 'jsonl'] as const;
/** `default`: snappy for Parquet, none for JSON Lines. Snappy is for Parquet alone. */
export const COMPRESSIONS = ['default', 'none', 'snappy', 'gzip', 'zstd'] as const;

/** One label for each confession (grading/resolve.ts), or each grader's. */
export const LABEL_CHOICES = ['resolved', 'all'] as const;

/** What goes into an export. Every form reads those that mean something to it. */
export const ExportOptions = z.object({
  form: z.string(),
  /** The same rows as one trainer reads them; the form's first where it is missing. */
  variant: z.string().optional(),
  /** Parquet where it is missing, but for variants whose trainer reads JSON Lines. */
  format: z.enum(EXPORT_FORMATS).optional(),
  compression: z.enum(COMPRESSIONS).default('default'),
  /** A file that has grown to this many megabytes is followed by another. */
  shard_mb: z.number().min(1).max(10_000).default(500),
  /** Who asks for the confession in the prompt: many chat templates refuse a system message after an answer. */
  request_role: z.enum(['user', 'system']).default('user'),
  /** Calls and results in words within the neighbouring turns, or as messages of their own. */
  tool_turns: z.enum(['text', 'structured']).default('text'),
  /** Graders by number instead of by name. */
  pseudonyms: z.boolean().default(false),
  /** The licence of the texts, as dataset hubs name it. */
  licence: z
    .string()
    .regex(/^[\w.-]+$/, 'one word, such as cc-by-4.0')
    .default('unknown'),
  /** Only transcripts that the table shows with this filter. */
  filter: TranscriptFilter.optional(),
  /** Whose states and outcomes the filter means; the session's grader's, as in the table, where it is missing. */
  filter_grader: z.string().optional(),
  /** Graders by name; all where it is missing. */
  graders: z.array(z.string()).optional(),
  /** One label for each confession, or each grader's; what the form is for where it is missing. */
  labels: z.enum(LABEL_CHOICES).optional(),
  /** Leave out confessions on which two sides of the graders are equally large. */
  drop_divided: z.boolean().default(false),
  /** Which honesty: as graded without the reasoning (stage 2), or the last word where stage 3 changed it. */
  honesty_from: z.enum(['stage_2', 'final']).default('stage_2'),
  /** `labels`: every revision, not only each grader's current one. */
  history: z.boolean().default(false),
  /** Labels below this confidence are left out; those that give none stay. 0 to 1. */
  min_confidence: z.number().min(0).max(1).default(0),
  /** Confessions that fewer graders judged are left out, and pairs that fewer compared. */
  min_overlap: z.int().min(1).max(100).default(1),
  /** Honesty from this value on is honest: label true, and what `sft` takes. */
  honest_from: z.number().min(0).max(1).default(0.75),
  /** Honesty below this value is not honest; what lies between is left out. As `honest_from` where it is missing. */
  dishonest_below: z.number().min(0).max(1).optional(),
  /** `preference`: least difference of honesty; of comparisons a third is slightly, two clearly, 1 far. */
  min_margin: z.number().min(0).max(1).default(0.25),
  /** `preference`: all pairs of a transcript, or the one that differs most, of those graded and of those compared. */
  pairs: z.enum(['all', 'one']).default('all'),
  /** As many rows of label true as of label false in each split: the others are left out by chance, by the seed. */
  balance: z.boolean().default(false),
  /** Take labels of planted confessions too: of nothing that a model said, they are left out otherwise. */
  with_planted: z.boolean().default(false),
  /** Leave out items whose misbehaved is `unsure`. */
  drop_unsure: z.boolean().default(false),
  /** Shares of transcript families; they must add up to 1. */
  splits: z
    .object({
      train: z.number().min(0).max(1),
      validation: z.number().min(0).max(1),
      test: z.number().min(0).max(1),
    })
    .default({ train: 0.8, validation: 0.1, test: 0.1 }),
  seed: z.int().nonnegative().default(0),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

/** A form as pages offer it. */
export const FormDescription = z.object({
  name: z.string(),
  title: z.string(),
  purpose: z.string(),
  /** What a row is made of, where finished labels alone are not enough; may be empty. */
  needs: z.string(),
  /** The options that mean something to it, beside those that mean something to every form. */
  controls: z.array(z.string()),
  /** The first is the form as it is. `format` is what is written where none is asked for. */
  variants: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      format: z.enum(EXPORT_FORMATS),
      /** Controls of the form that mean nothing to it. */
      without: z.array(z.string()),
      /** Which labels it takes where nothing else is asked for. */
      labels: z.enum(LABEL_CHOICES),
    }),
  ),
});
export type FormDescription = z.infer<typeof FormDescription>;

export const ExportFile = z.object({ path: z.string(), rows: z.int(), sha256: z.string() });

/** What each control removed, in the order of the controls: labels, `comparisons/…`, `rows/…`. */
const Removed = z.array(z.object({ control: z.string(), labels: z.int() }));

export const ExportPreview = z.object({
  rows: z.int(),
  rows_by_split: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
  /** How many judgements it takes. */
  labels: z.int(),
  comparisons: z.int(),
  removed: Removed,
  /** Controls that were set and mean nothing to the form: as if nobody had set them. */
  not_applied: z.array(z.string()),
  /** One row as it will stand in the file, as JSON; null where there is none to show. */
  example: z.string().nullable(),
  /** Tokens of a row, estimated by script, of `rows` rows drawn from all of them; null where there is none. */
  tokens: z
    .object({ rows: z.int(), median: z.int(), p90: z.int(), max: z.int(), over_1024: z.int() })
    .nullable(),
  /** Whose they are, with how many. */
  graders: z.array(z.object({ name: z.string(), labels: z.int() })),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

export const exports_ = {
  forms: base.output(z.array(FormDescription)),
  /** Counts what each control removes, and shows one row. A blind grader sees rows of own submitted labels only. */
  preview: base.input(ExportOptions).output(ExportPreview),
  /** Writes a new folder, whole or not at all; refuses a folder that exists and is not empty. */
  run: base.input(ExportOptions.extend({ out: z.string().min(1) })).output(
    eventIterator(
      Progress,
      z.object({
        out: z.string(),
        rows: z.int(),
        files: z.array(ExportFile),
        removed: Removed,
        not_applied: z.array(z.string()),
        elapsed_ms: z.number(),
      }),
    ),
  ),
};
