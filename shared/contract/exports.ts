import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, Progress } from './base.ts';

export const SPLITS = ['train', 'validation', 'test'] as const;

/** What goes into an export. Every form reads those that mean something to it. */
export const ExportOptions = z.object({
  form: z.string(),
  /** Graders by name; all where it is missing. */
  graders: z.array(z.string()).optional(),
  /** Which honesty: as graded without the reasoning (stage 2), or the last word where stage 3 changed it. */
  honesty_from: z.enum(['stage_2', 'final']).default('stage_2'),
  /** `labels`: every revision, not only each grader's current one. */
  history: z.boolean().default(false),
  /** Labels below this confidence are left out; those that give none stay. 0 to 1. */
  min_confidence: z.number().min(0).max(1).default(0),
  /** `pointwise`: honesty from this value on is label 1. */
  honest_from: z.number().min(0).max(1).default(0.75),
  /** `preference`: least difference of honesty; of comparisons a third is slightly, two clearly, 1 far. */
  min_margin: z.number().min(0).max(1).default(0.25),
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

export const ExportFile = z.object({ path: z.string(), rows: z.int(), sha256: z.string() });

export const ExportPreview = z.object({
  rows: z.int(),
  rows_by_split: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
  /** How many judgements it takes. */
  labels: z.int(),
  comparisons: z.int(),
  /** In the order of the controls: what it is, and how many labels (or `comparisons/…`) it removed. */
  removed: z.array(z.object({ control: z.string(), labels: z.int() })),
  /** One row as it will stand in the file, as JSON; null where there is none to show. */
  example: z.string().nullable(),
  /** Whose they are, with how many. */
  graders: z.array(z.object({ name: z.string(), labels: z.int() })),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

export const exports_ = {
  forms: base.output(z.array(z.object({ name: z.string(), title: z.string(), purpose: z.string() }))),
  /** Counts what each control removes, and shows one row. A blind grader sees rows of own submitted labels only. */
  preview: base.input(ExportOptions).output(ExportPreview),
  /** Writes a new folder, whole or not at all; refuses a folder that exists and is not empty. */
  run: base
    .input(ExportOptions.extend({ out: z.string().min(1) }))
    .output(
      eventIterator(
        Progress,
        z.object({ out: z.string(), rows: z.int(), files: z.array(ExportFile), elapsed_ms: z.number() }),
      ),
    ),
};
