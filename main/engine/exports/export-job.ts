import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { openReadable } from '../store/handles.ts';
import { nothingJudged } from './agreement.ts';
import { datasetCard, manifestOf } from './card.ts';
import { type Shape, shapeOf } from './forms.ts';
import { estimatedTokens, summaryOf } from './lengths.ts';
import { clearAbandoned, folderError, PartialFolder, requireFreeFolder } from './partial-folder.ts';
import { type Exporter, emptyCounts, exportRows } from './rows.ts';
import { listRemoved, type Removed } from './select.ts';
import { Shards } from './shards.ts';
import { splitOf } from './split.ts';
import { wellFormed } from './well-formed.ts';

export interface ExportJob extends Exporter {
  dataset: string;
  options: ExportOptions;
  out: string;
}

export interface ExportResult {
  out: string;
  rows: number;
  files: { path: string; rows: number; sha256: string }[];
  removed: { control: string; labels: number }[];
  not_applied: string[];
  elapsed_ms: number;
}

const PROGRESS_EVERY_MS = 100;

/**
 * Writes an export into a new folder: rows by split, a dataset card and a manifest. It is built under another name
 * beside and renamed, so that a failed or cancelled export leaves nothing behind. Same dataset, same bytes.
 */
export async function* runExport(
  job: ExportJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, ExportResult, void> {
  const started = performance.now();
  const out = resolve(job.out);
  await requireFreeFolder(out);
  await clearAbandoned(out);
  const folder = new PartialFolder(out);
  const shape = shapeOf(job.options);
  const { options } = shape;
  const shards = new Shards(folder, shape, options);
  // The reader of the stream may go away between two rows: `finally` then clears away what was written.
  const store = openReadable(job.dataset);
  try {
    await folder.make('data');
    // One read transaction: labels that come in meanwhile belong to the next export.
    store.exec('BEGIN');
    const agreement = nothingJudged();
    const counts = emptyCounts(agreement);
    const tokens: number[] = [];
    let lastProgress = 0;
    for (const { family, row } of exportRows(store, options, job, counts)) {
      signal?.throwIfAborted();
      const split = splitOf(family, options.seed, options.splits);
      const projected = shape.variant.project(row(), { split, index: tokens.length }, options);
      await shards.write(split, projected);
      tokens.push(estimatedTokens(projected));
      const elapsed = performance.now() - started;
      if (elapsed - lastProgress > PROGRESS_EVERY_MS) {
        lastProgress = elapsed;
        yield {
          phase: options.form,
          done: tokens.length,
          total: null,
          unit: 'rows',
          elapsed_ms: elapsed,
        };
      }
    }
    const rows = tokens.length;
    const removed = listRemoved(counts.removed);
    if (rows === 0) throw nothingToExport(shape, counts.labels + counts.comparisons, removed);
    const written = await shards.end();
    const facts = {
      store,
      options,
      shape,
      counts,
      agreement,
      rows,
      files: written,
      tokens: summaryOf(tokens),
    };
    await writeFile(folder.path('README.md'), datasetCard(facts));
    await writeFile(
      folder.path('manifest.json'),
      `${JSON.stringify(wellFormed(manifestOf(facts)), null, 2)}\n`,
    );
    for (const [name, text] of Object.entries(shape.variant.beside?.(written) ?? {}))
      await writeFile(folder.path(name), text);
    signal?.throwIfAborted();
    await folder.land();
    return {
      out,
      rows,
      files: written,
      removed,
      not_applied: shape.notApplied,
      elapsed_ms: performance.now() - started,
    };
  } catch (error) {
    if (signal?.aborted === true) {
      throw new ShriveError('CANCELLED', 'The export was cancelled. No file was left behind.', {
        cause: error,
      });
    }
    throw folderError(error, out);
  } finally {
    await shards.abandon();
    await folder.abandon();
    store.close();
  }
}

function nothingToExport({ form }: Shape, judgements: number, removed: readonly Removed[]): ShriveError {
  const leftOut = removed.map(({ control, labels }) => `${control} ${labels}`).join(', ');
  const sentences = [
    judgements === 0
      ? 'There is no finished label or comparison that these settings take.'
      : `${judgements} labels and comparisons make no row of ${form.name} with these settings.`,
    ...(judgements > 0 && form.needs !== undefined ? [form.needs] : []),
    ...(leftOut === '' ? [] : [`Left out: ${leftOut}.`]),
    'Nothing was written.',
  ];
  return new ShriveError('NOTHING_TO_EXPORT', sentences.join(' '));
}
