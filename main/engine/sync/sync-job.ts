import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { SyncRun } from '../../../shared/contract/syncing.ts';
import { now } from '../clock.ts';
import { findFact } from '../store/dataset.ts';
import { fileError } from '../store/file-error.ts';
import { inTransaction, openWritable, type WritableStore } from '../store/handles.ts';
import { LOG_NAMES, type LogName } from '../store/logs.ts';
import { findSent, isBundleRead, recordBundle, setSent } from '../store/syncing.ts';
import { BadBundle, BUNDLE_EXTENSION, type BundleLine, readBundle, writeBundle } from './bundle-file.ts';
import { linesToSend } from './lines-to-send.ts';
import { takeBundle } from './take-bundle.ts';

export interface SyncJob {
  dataset: string;
  folder: string;
  device: string;
}

/** Lines of one file: what a synchronised folder carries well. */
const MAX_LINES = 5_000;
const NAME_FILE = 'shrive-folder';

/**
 * The folder of a dataset within the shared one, and the name that it was given when it was first used: by it a dataset
 * remembers what it has sent there, wherever the folder is mounted.
 */
async function placeIn(folder: string, dataset: string): Promise<{ place: string; name: string }> {
  const shared = await stat(folder).catch(() => undefined);
  if (shared?.isDirectory() !== true) {
    throw new ShriveError(
      'FILE_NOT_FOUND',
      `There is no folder ${folder}. Make it, or connect the drive it is on.`,
      {
        where: { file: folder },
      },
    );
  }
  const place = join(folder, `shrive-${dataset}`);
  await mkdir(place, { recursive: true });
  const file = join(place, NAME_FILE);
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${randomUUID()}\n`);
    await handle.close();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  }
  return { place, name: (await readFile(file, 'utf8')).trim() };
}

interface Taken {
  added: Record<LogName, number>;
  received: Set<string>;
  read: number;
  waiting: number;
  refused: SyncRun['refused'];
}

/** One file: taken, waiting for one that must come before it, or refused with a reason. */
async function takeFile(
  store: WritableStore,
  place: string,
  file: string,
  dataset: string,
  person: string | undefined,
  taken: Taken,
): Promise<'taken' | 'waiting' | 'refused'> {
  try {
    const { lines, sha256 } = await readBundle(join(place, file), dataset);
    const added = takeBundle(store, lines, person);
    for (const log of LOG_NAMES) taken.added[log] += added[log];
    for (const line of lines) if ('revision' in line) taken.received.add(line.revision.hash);
    recordBundle(store, file, sha256, now());
    return 'taken';
  } catch (error) {
    if (!(error instanceof BadBundle)) throw error;
    if (error.isPartial) return 'waiting';
    taken.refused.push({ file, reason: error.message });
    return 'refused';
  }
}

/** Reads what is new in the folder, files that wait for others again after those have come. */
async function* takeAll(
  store: WritableStore,
  place: string,
  dataset: string,
  person: string | undefined,
  signal: AbortSignal | undefined,
  started: number,
): AsyncGenerator<Progress, Taken> {
  const taken: Taken = {
    added: { labels: 0, comparisons: 0, adjudications: 0, notes: 0 },
    received: new Set(),
    read: 0,
    waiting: 0,
    refused: [],
  };
  const files = (await readdir(place)).filter(
    (name) => name.endsWith(BUNDLE_EXTENSION) && !name.startsWith('.'),
  );
  let open_ = files.filter((name) => !isBundleRead(store, name)).sort();
  const total = open_.length;
  for (let before = -1; open_.length > 0 && open_.length !== before; ) {
    before = open_.length;
    const waiting: string[] = [];
    for (const file of open_) {
      signal?.throwIfAborted();
      const result = await takeFile(store, place, file, dataset, person, taken);
      if (result === 'taken') taken.read += 1;
      if (result === 'waiting') waiting.push(file);
      const elapsed_ms = performance.now() - started;
      yield { phase: 'reading', done: taken.read, total, unit: 'labels', elapsed_ms };
    }
    open_ = waiting;
  }
  taken.waiting = open_.length;
  return taken;
}

function* pieces(lines: readonly BundleLine[]): Generator<BundleLine[]> {
  // What belongs to revisions goes with the last of them: signatures are over what has come by then.
  for (let from = 0; from < lines.length; from += MAX_LINES) yield lines.slice(from, from + MAX_LINES);
}

/**
 * Exchanges revisions with a shared folder: reads the files that are new, then lays down what the folder has not seen.
 * May be broken off anywhere: what was read is read, and what was laid down twice is taken once.
 */
export async function* runSync(
  job: SyncJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, SyncRun, void> {
  const started = performance.now();
  const store = openWritable(job.dataset, { mustExist: true });
  try {
    const dataset = findFact(store, 'id') ?? '';
    const person = findFact(store, 'package_for');
    const { place, name } = await placeIn(job.folder, dataset);
    const taken = yield* takeAll(store, place, dataset, person, signal, started);
    const toSend = inTransaction(store, () =>
      linesToSend(store, findSent(store, name), taken.received, person),
    );
    let written = 0;
    const hasRevisions = LOG_NAMES.some((log) => toSend.counts[log] > 0);
    for (const lines of hasRevisions ? pieces(toSend.lines) : []) {
      signal?.throwIfAborted();
      const header = { dataset, device: job.device, made_at: now() };
      const file = await writeBundle(place, header, lines);
      recordBundle(store, file, Buffer.alloc(32), now());
      written += 1;
      const elapsed_ms = performance.now() - started;
      yield { phase: 'writing', done: written, total: null, unit: 'labels', elapsed_ms };
    }
    setSent(store, name, toSend.sent);
    const sumOther = ({ labels: _, ...rest }: Record<LogName, number>) =>
      Object.values(rest).reduce((sum, n) => sum + n, 0);
    return {
      folder: place,
      labels: { added: taken.added.labels, sent: toSend.counts.labels },
      other: { added: sumOther(taken.added), sent: sumOther(toSend.counts) },
      bundles: { read: taken.read, waiting: taken.waiting, written },
      refused: taken.refused,
      elapsed_ms: performance.now() - started,
    };
  } catch (error) {
    if (signal?.aborted === true)
      throw new ShriveError('CANCELLED', 'Stopped. What had come in is kept.', { cause: error });
    throw fileError(error, job.folder);
  } finally {
    store.close();
  }
}
