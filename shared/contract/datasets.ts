import * as z from 'zod';
import { base } from './base.ts';

export const LabelCounts = z.object({
  draft: z.int(),
  submitted: z.int(),
  skipped: z.int(),
  flagged: z.int(),
});

export const DatasetInfo = z.object({
  path: z.string(),
  name: z.string(),
  id: z.string(),
  created_at: z.string(),
  transcripts: z.int(),
  confessions: z.int(),
  labels: LabelCounts,
  /** Graders with labels here, by name. */
  graders: z.array(z.object({ name: z.string(), submitted: z.int(), draft: z.int() })),
  rubric: z.string(),
  file_bytes: z.int(),
  read_only: z.boolean(),
  /** For whom it was packed, where it is a package of the work of one grader. */
  package_for: z.string().nullable(),
});
export type DatasetInfo = z.infer<typeof DatasetInfo>;

/** A dataset opened before on this machine, with what it held when it was last looked at. */
export const RecentDataset = z.object({
  path: z.string(),
  name: z.string(),
  opened_at: z.string(),
  transcripts: z.int(),
  confessions: z.int(),
  /** Of the grader of these settings. */
  submitted: z.int(),
  draft: z.int(),
  other_graders: z.int(),
  /** Why it cannot be opened now, in a sentence; null where it can. */
  problem: z.string().nullable(),
  is_sample: z.boolean(),
  is_practice: z.boolean(),
});
export type RecentDataset = z.infer<typeof RecentDataset>;

export const CheckResult = z.object({ ok: z.boolean(), problems: z.array(z.string()) });

export const datasets = {
  /** Opens a dataset in this session. Fails if it is missing, damaged, from a newer version or not ours. */
  open: base.input(z.object({ path: z.string().min(1) })).output(DatasetInfo),
  /** Makes a new, empty dataset and opens it; never overwrites. */
  create: base.input(z.object({ path: z.string().min(1) })).output(DatasetInfo),
  /** Opens the grader's own copy of the sample, making it where it does not exist. */
  openSample: base.output(DatasetInfo),
  /**
   * Opens the grader's own copy of the worked cases, making it where it does not exist. With a path, makes a new one
   * there and never overwrites.
   */
  openPractice: base.input(z.object({ path: z.string().min(1).optional() })).output(DatasetInfo),
  close: base.output(z.object({})),
  /** The open dataset; null where none is open. */
  current: base.output(DatasetInfo.nullable()),
  recent: base.output(z.array(RecentDataset)),
  /** Takes a dataset off the list of recent ones; the file stays. */
  forget: base.input(z.object({ path: z.string() })).output(z.object({})),
  check: base.output(CheckResult),
  /** Copies the open dataset with SQLite's online backup; without a path, beside it with today's date. */
  backup: base
    .input(z.object({ path: z.string().optional() }))
    .output(z.object({ path: z.string(), sha256: z.string() })),
  /**
   * Puts a copy of a backup in the place of a dataset, which need not be there. What was there is kept under the name
   * that comes back. Fails with DATASET_LOCKED where the dataset is open anywhere, here included.
   */
  restore: base
    .input(z.object({ path: z.string().min(1), backup: z.string().min(1) }))
    .output(z.object({ path: z.string(), sha256: z.string(), kept: z.string().nullable() })),
};
