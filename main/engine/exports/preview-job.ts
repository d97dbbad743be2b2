import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions, ExportPreview } from '../../../shared/contract/exports.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { openReadable, type ReadableStore } from '../store/handles.ts';
import type { ExportRow, RowPlace } from './form.ts';
import { shapeOf } from './forms.ts';
import { estimatedTokens, summaryOf } from './lengths.ts';
import { type Exporter, emptyCounts, exportRows } from './rows.ts';
import { listRemoved } from './select.ts';
import { splitOf } from './split.ts';

const MAX_EXAMPLE_STRING = 300;
/** Counting reads no texts; how long rows are is judged by so many of them. */
const MEASURED_ROWS = 200;

/** So many of what comes by, each as likely as any other, and the same ones each time. */
class Sample<Each> {
  readonly taken: Each[] = [];
  readonly #size: number;
  #seen = 0;
  #state = 1;

  constructor(size: number) {
    this.#size = size;
  }

  take(each: Each): void {
    this.#seen += 1;
    if (this.taken.length < this.#size) {
      this.taken.push(each);
      return;
    }
    // Numbers of Park and Miller: good enough to choose by, and without chance.
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    const place = this.#state % this.#seen;
    if (place < this.#size) this.taken[place] = each;
  }
}

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
  const { variant, options, notApplied } = shapeOf(job.options);
  const measured = new Sample<ExportRow & { place: RowPlace }>(MEASURED_ROWS);
  const counts = emptyCounts();
  const rowsBySplit = { train: 0, validation: 0, test: 0 };
  let example: string | null = null;
  let rows = 0;
  const projected = ({ row, place }: ExportRow & { place: RowPlace }) =>
    variant.project(row(), place, options);
  for (const each of exportRows(store, options, job, counts)) {
    signal?.throwIfAborted();
    const split = splitOf(each.family, options.seed, options.splits);
    const row = { ...each, place: { split, index: rows } };
    rows += 1;
    rowsBySplit[split] += 1;
    measured.take(row);
    example ??= stringifyKeepingDigits(shortened(projected(row)), 2);
  }
  const tokens: number[] = [];
  // Taken out one by one: each holds the texts of its transcript once they are read.
  for (let row = measured.taken.pop(); row !== undefined; row = measured.taken.pop()) {
    signal?.throwIfAborted();
    tokens.push(estimatedTokens(projected(row)));
  }
  return {
    rows,
    rows_by_split: rowsBySplit,
    labels: counts.labels,
    comparisons: counts.comparisons,
    removed: listRemoved(counts.removed),
    not_applied: notApplied,
    example,
    tokens: summaryOf(tokens),
    graders: [...counts.graders].map(([name, labels]) => ({ name, labels })),
  };
}
