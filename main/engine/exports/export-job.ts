import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { openReadable } from '../store/handles.ts';
import { datasetCard, manifestOf } from './card.ts';
import { folderError, PartialFolder, requireFreeFolder } from './partial-folder.ts';
import { emptyCounts, exportRows } from './rows.ts';
import { type Split, splitOf } from './split.ts';

export interface ExportJob {
  dataset: string;
  options: ExportOptions;
  out: string;
  /** A blind grader's name: only own labels go out. */
  blind_grader: string | undefined;
}

export interface ExportResult {
  out: string;
  rows: number;
  files: { path: string; rows: number; sha256: string }[];
  elapsed_ms: number;
}

const PROGRESS_EVERY_MS = 100;
const BUFFER_BYTES = 1 << 20;

/** A JSON Lines file being written: rows and checksum are counted on the way. */
class RowsFile {
  rows = 0;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #pending = '';

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(row: unknown): Promise<void> {
    this.rows += 1;
    this.#pending += `${stringifyKeepingDigits(row)}\n`;
    if (this.#pending.length >= BUFFER_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    this.#hash.update(bytes);
    await this.#file.writeFile(bytes);
  }

  async end(): Promise<string> {
    await this.#flush();
    await this.#file.sync();
    await this.#file.close();
    return this.#hash.digest('hex');
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
  }
}

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
  const { options } = job;
  await requireFreeFolder(out);
  const folder = new PartialFolder(out);
  const files = new Map<Split, RowsFile>();
  // The reader of the stream may go away between two rows: `finally` then clears away what was written.
  const store = openReadable(job.dataset);
  try {
    await folder.make('data');
    // One read transaction: labels that come in meanwhile belong to the next export.
    store.exec('BEGIN');
    const counts = emptyCounts();
    let rows = 0;
    let lastProgress = 0;
    for (const { family, row } of exportRows(store, options, job.blind_grader, counts)) {
      signal?.throwIfAborted();
      const split = splitOf(family, options.seed, options.splits);
      let file = files.get(split);
      if (file === undefined) {
        file = new RowsFile(await open(folder.path('data', `${split}.jsonl`), 'wx'));
        files.set(split, file);
      }
      await file.write(row());
      rows += 1;
      const elapsed = performance.now() - started;
      if (elapsed - lastProgress > PROGRESS_EVERY_MS) {
        lastProgress = elapsed;
        yield { phase: options.form, done: rows, total: null, unit: 'rows', elapsed_ms: elapsed };
      }
    }
    if (rows === 0) throw nothingToExport(counts.labels + counts.comparisons);
    const written: ExportResult['files'] = [];
    for (const split of ['train', 'validation', 'test'] as const) {
      const file = files.get(split);
      if (file === undefined) continue;
      written.push({ path: `data/${split}.jsonl`, rows: file.rows, sha256: await file.end() });
      files.delete(split);
    }
    const facts = { store, options, counts, rows, files: written };
    await writeFile(folder.path('README.md'), datasetCard(facts));
    await writeFile(folder.path('manifest.json'), `${JSON.stringify(manifestOf(facts), null, 2)}\n`);
    signal?.throwIfAborted();
    await folder.land();
    return { out, rows, files: written, elapsed_ms: performance.now() - started };
  } catch (error) {
    if (signal?.aborted === true) {
      throw new ShriveError('CANCELLED', 'The export was cancelled. No file was left behind.', {
        cause: error,
      });
    }
    throw folderError(error, out);
  } finally {
    for (const file of files.values()) await file.abandon();
    await folder.abandon();
    store.close();
  }
}

function nothingToExport(judgements: number): ShriveError {
  return new ShriveError(
    'NOTHING_TO_EXPORT',
    judgements === 0
      ? 'There is no finished label or comparison that these settings take. Nothing was written.'
      : `${judgements} labels and comparisons make no row of this form: pairs need two graded confessions of one transcript whose honesty differs, or a comparison that is no tie. Nothing was written.`,
  );
}
