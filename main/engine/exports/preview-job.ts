import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions, ExportPreview } from '../../../shared/contract/exports.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { openReadable, type ReadableStore } from '../store/handles.ts';
import { shapeOf } from './forms.ts';
import { estimatedTokens, summaryOf } from './lengths.ts';
import { type Exporter, emptyCounts, exportRows } from './rows.ts';
import { splitOf } from './split.ts';

const MAX_EXAMPLE_STRING = 300;
/** Counting reads no texts; how long rows are is judged by the first of them. */
const MEASURED_ROWS = 200;

/** A value for looking at: long strings cut. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > MAX_EXAMPLE_STRING ? `${value.slice(0, MAX_EXAMPLE_STRING)}…` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

export interface ExportPreviewJob extends Exporter {
  dataset: string;
  options: ExportOptions;
}

/** Counts the rows that an export would write, and makes the first of them. There is no progress to tell. */
// biome-ignore lint/correctness/useYield: a job is a generator, also one without progress.
export async function* runExportPreview(
  job: ExportPreviewJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, ExportPreview, void> {
  const store = openReadable(job.dataset);
  try {
    return previewRows(store, job, signal);
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new ShriveError('CANCELLED', 'The preview was cancelled.', { cause: error });
  } finally {
    store.close();
  }
}

function previewRows(
  store: ReadableStore,
  job: ExportPreviewJob,
  signal: AbortSignal | undefined,
): ExportPreview {
  const { options } = job;
  const { variant } = shapeOf(options);
  const tokens: number[] = [];
  const counts = emptyCounts();
  const rowsBySplit = { train: 0, validation: 0, test: 0 };
  let example: string | null = null;
  let rows = 0;
  for (const { family, row } of exportRows(store, options, job, counts)) {
    signal?.throwIfAborted();
    const split = splitOf(family, options.seed, options.splits);
    const index = rows;
    rows += 1;
    rowsBySplit[split] += 1;
    if (index >= MEASURED_ROWS) continue;
    const projected = variant.project(row(), { split, index }, options);
    tokens.push(estimatedTokens(projected));
    example ??= stringifyKeepingDigits(shortened(projected), 2);
  }
  return {
    rows,
    rows_by_split: rowsBySplit,
    labels: counts.labels,
    comparisons: counts.comparisons,
    removed: [...counts.removed].map(([control, labels]) => ({ control, labels })),
    example,
    tokens: summaryOf(tokens),
    graders: [...counts.graders].map(([name, labels]) => ({ name, labels })),
  };
}
