import { statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { ENCRYPTED_EXTENSION, type WrittenPackage } from '../../../shared/contract/packages.ts';
import { newId, now } from '../clock.ts';
import { Importer } from '../imports/importer.ts';
import { LogTaker } from '../merge/take-logs.ts';
import { storedTranscript } from '../merge/take-transcripts.ts';
import { layDown } from '../queue/lay-down.ts';
import { findFact, setFact } from '../store/dataset.ts';
import { fileError } from '../store/file-error.ts';
import { inTransaction, openReadable, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { beginImportRun, landImportRun } from '../store/import-runs.ts';
import { createDataset } from '../store/open.ts';
import {
  countGiven,
  iterateGivenTranscripts,
  listGivenAssignments,
  listGivenConfessions,
  listOwn,
  listOwnKeys,
  listOwnSignatures,
  listShownGold,
} from '../store/packing.ts';
import { iterateUnited, uniteExposure, uniteRow } from '../store/union.ts';
import { plainMetadata } from '../transcripts/withheld.ts';
import { decryptFile, encryptFile } from './age-file.ts';

export interface PackageJob {
  dataset: string;
  grader: string;
  out: string;
  passphrase: string | undefined;
  /** Of the grader's order. */
  seed: number;
}

const PROGRESS_EVERY_MS = 100;

/** What of the metadata could tell: by its name, or because it says how the work was rewarded or what was planted. */
const TOLD_BY_RESEARCHERS = /reward|score|gold|target|planted|outcome|grade|misbehav|violation/i;

/** What a blind grader is shown of the metadata; the rest stays with the coordinator. */
function metadataFor(stored: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(plainMetadata(stored, true)).filter(([key]) => !TOLD_BY_RESEARCHERS.test(key)),
  );
}

/** The facts that make a package a copy of its dataset, and tell for whom and when it was made. */
function setFacts(from: ReadableStore, to: WritableStore, grader: string): void {
  for (const key of ['id', 'created_at', 'rubric']) {
    const value = findFact(from, key);
    if (value !== undefined) setFact(to, key, value);
  }
  setFact(to, 'package_for', grader);
  setFact(to, 'packed_at', now());
}

function* packTranscripts(from: ReadableStore, to: WritableStore, grader: string): Generator<number> {
  const run = beginImportRun(to, newId(), now());
  if (run === undefined) throw new Error('a new dataset has an import under way');
  const importer = new Importer(to, run);
  for (const transcript of iterateGivenTranscripts(from, grader)) {
    const read = storedTranscript(from, transcript, listGivenConfessions(from, grader, transcript.id));
    const rejection = importer.take({
      ...read,
      confessions: read.confessions.map(({ confession }) => ({ confession, judge_scores: [] })),
      metadata: metadataFor(transcript.metadata),
    });
    if (rejection !== undefined) throw new Error(`a stored transcript was rejected: ${rejection.reason}`);
    if (importer.isBatchFull) importer.flush();
    yield importer.taken;
  }
  importer.finish();
  landImportRun(to, run, null);
}

/** The grader's own chains, whole: they go on in the package where they stand. */
function packOwn(from: ReadableStore, to: WritableStore, grader: string): void {
  const taker = new LogTaker(to, from, grader);
  for (const log of ['labels', 'comparisons', 'notes'] as const) for (const _ of taker.take(log));
  inTransaction(to, () => {
    for (const row of listOwnKeys(from, grader)) uniteRow(to, 'signing_keys', row);
    for (const row of listOwnSignatures(from, grader)) uniteRow(to, 'chain_signatures', row);
    for (const row of iterateUnited(from, 'rubrics')) uniteRow(to, 'rubrics', row);
    for (const row of listGivenAssignments(from, grader)) uniteRow(to, 'assignments', row);
    for (const row of listShownGold(from, grader)) uniteRow(to, 'gold_answers', row);
    for (const table of ['active_times', 'gold_seen'] as const)
      for (const row of listOwn(from, grader, table)) uniteRow(to, table, row);
    for (const row of listOwn(from, grader, 'exposures')) uniteExposure(to, row);
  });
}

function nothingGiven(grader: string): ShriveError {
  return new ShriveError(
    'NOTHING_TO_EXPORT',
    `${grader} was given nothing yet, so there is nothing to pack. Give them work first (npx shrive assign, or the Team page).`,
  );
}

function alreadyThere(path: string): ShriveError {
  return new ShriveError(
    'FILE_EXISTS',
    `${basename(path)} is there already and was not touched. Choose another name, or take it away first.`,
    { where: { file: path } },
  );
}

/** Writes the package beside its place and puts it there whole: a cancel or a failure leaves nothing. */
export async function* runPackage(
  job: PackageJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, WrittenPackage, void> {
  const started = performance.now();
  const { grader, passphrase } = job;
  const isEncrypted = passphrase !== undefined;
  const path =
    isEncrypted && !job.out.endsWith(ENCRYPTED_EXTENSION) ? job.out + ENCRYPTED_EXTENSION : job.out;
  const partial = `${path}.${newId()}.partial`;
  const from = openReadable(job.dataset);
  let to: WritableStore | undefined;
  try {
    const { items, transcripts } = countGiven(from, grader);
    if (items === 0) throw nothingGiven(grader);
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) throw alreadyThere(path);
    await mkdir(dirname(path), { recursive: true });
    to = createDataset(partial).store as WritableStore;
    setFacts(from, to, grader);
    let lastProgress = 0;
    for (const done of packTranscripts(from, to, grader)) {
      signal?.throwIfAborted();
      const elapsed = performance.now() - started;
      if (elapsed - lastProgress < PROGRESS_EVERY_MS) continue;
      lastProgress = elapsed;
      yield { phase: 'packing', done, total: transcripts, unit: 'transcripts', elapsed_ms: elapsed };
    }
    packOwn(from, to, grader);
    layDown(to, grader, { mode: 'assigned', seed: job.seed, transcriptIds: undefined });
    to.pragma('wal_checkpoint(TRUNCATE)');
    to.close();
    to = undefined;
    signal?.throwIfAborted();
    if (isEncrypted) await encryptFile(partial, path, passphrase);
    else await rename(partial, path);
    return {
      path,
      grader,
      items,
      transcripts,
      bytes: statSync(path).size,
      encrypted: isEncrypted,
      elapsed_ms: performance.now() - started,
    };
  } catch (error) {
    if (signal?.aborted === true)
      throw new ShriveError('CANCELLED', 'Packing was cancelled. Nothing was written.', { cause: error });
    throw fileError(error, path);
  } finally {
    to?.close();
    from.close();
    for (const end of ['', '-wal', '-shm']) await rm(`${partial}${end}`, { force: true });
  }
}

/** Writes what an encrypted package holds. Its key takes a second of arithmetic, which nobody else should wait for. */
// biome-ignore lint/correctness/useYield: a job is a generator, also one without progress.
export async function* runUnlock(job: {
  from: string;
  to: string;
  passphrase: string;
}): AsyncGenerator<Progress, void, void> {
  try {
    await decryptFile(job.from, job.to, job.passphrase);
  } catch (error) {
    throw fileError(error, job.from);
  }
}
