import { basename } from 'node:path';
import type { Progress } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { MergedCopy, MergeRun } from '../../../shared/contract/merging.ts';
import { newId, now } from '../clock.ts';
import { Importer } from '../imports/importer.ts';
import { findFact } from '../store/dataset.ts';
import { fileError } from '../store/file-error.ts';
import { inTransaction, openWritable, type ReadableStore, type WritableStore } from '../store/handles.ts';
import { beginImportRun, discardImportRun, landImportRun } from '../store/import-runs.ts';
import { LOG_NAMES } from '../store/logs.ts';
import {
  iterateExposures,
  iterateUnited,
  recordMerge,
  UNITED,
  type UnitedName,
  uniteExposure,
  uniteRow,
} from '../store/union.ts';
import { openCopy } from './open-copy.ts';
import { LogTaker } from './take-logs.ts';
import { takeTranscripts, uniteScores } from './take-transcripts.ts';
import { verifyCopy } from './verify-copy.ts';

export interface MergeJob {
  dataset: string;
  files: string[];
  /** Opens those that are encrypted. */
  passphrase: string | undefined;
}

const PROGRESS_EVERY_MS = 100;

/** Tells progress of steps now and then, and stops where it is asked to. */
class Pace {
  readonly #started = performance.now();
  readonly #signal: AbortSignal | undefined;
  #last = 0;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  get elapsed(): number {
    return performance.now() - this.#started;
  }

  *walk(steps: Generator<void>, phase: string): Generator<Progress> {
    let done = 0;
    for (const _ of steps) {
      this.#signal?.throwIfAborted();
      done += 1;
      if (this.elapsed - this.#last < PROGRESS_EVERY_MS) continue;
      this.#last = this.elapsed;
      yield { phase, done, total: null, unit: 'transcripts', elapsed_ms: this.elapsed };
    }
  }
}

/** Takes the transcripts of a copy as one import run: all or none. */
function* takeAsRun(
  ours: WritableStore,
  theirs: ReadableStore,
  pace: Pace,
  phase: string,
): Generator<Progress, Importer['counts']> {
  const run = beginImportRun(ours, newId(), now());
  if (run === undefined) {
    throw new ShriveError(
      'IMPORT_RUNNING',
      'An import into this dataset is under way. Wait for it, and merge then.',
    );
  }
  let isLanded = false;
  try {
    const importer = new Importer(ours, run);
    yield* pace.walk(takeTranscripts(ours, theirs, importer), phase);
    const { transcripts, confessions, judge_scores } = importer.counts;
    if (transcripts.added + confessions.added + judge_scores.added > 0) {
      landImportRun(ours, run, null);
      isLanded = true;
    }
    return importer.counts;
  } finally {
    if (!isLanded) discardImportRun(ours, run);
  }
}

function uniteAll(ours: WritableStore, theirs: ReadableStore): number {
  return inTransaction(ours, () => {
    let changed = 0;
    for (const name of Object.keys(UNITED) as UnitedName[]) {
      for (const row of iterateUnited(theirs, name)) if (uniteRow(ours, name, row)) changed += 1;
    }
    for (const row of iterateExposures(theirs)) if (uniteExposure(ours, row)) changed += 1;
    return changed;
  });
}

async function* mergeCopy(
  ours: WritableStore,
  file: string,
  passphrase: string | undefined,
  pace: Pace,
): AsyncGenerator<Progress, MergedCopy> {
  const name = basename(file);
  const copy = await openCopy(file, passphrase);
  try {
    const theirs = copy.store;
    yield* pace.walk(verifyCopy(file, ours, theirs), `checking ${name}`);
    const phase = `merging ${name}`;
    const counts = yield* takeAsRun(ours, theirs, pace, phase);
    yield* pace.walk(uniteScores(ours, theirs), phase);
    const logs = new LogTaker(ours, theirs);
    for (const log of LOG_NAMES) yield* pace.walk(logs.take(log), phase);
    // Keys come last: whether one was known was asked of how they stood before.
    const other = uniteAll(ours, theirs);
    return {
      file,
      package_for: findFact(theirs, 'package_for') ?? null,
      ...logs.report(),
      transcripts: counts.transcripts,
      confessions: counts.confessions,
      other,
    };
  } finally {
    copy.close();
  }
}

/**
 * Brings copies of a dataset into it, one after the other. Each is read through first and refused whole where something
 * is wrong with it; what is taken is the union, so that a merge that was broken off is only done again.
 */
export async function* runMerge(
  job: MergeJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, MergeRun, void> {
  const startedAt = now();
  const pace = new Pace(signal);
  const ours = openWritable(job.dataset, { mustExist: true });
  try {
    const copies: MergedCopy[] = [];
    for (const file of job.files) {
      try {
        copies.push(yield* mergeCopy(ours, file, job.passphrase, pace));
      } catch (error) {
        throw fileError(error, file);
      }
    }
    const total = { added: 0, existing: 0, conflicts: 0 };
    for (const { labels } of copies) {
      total.added += labels.added;
      total.existing += labels.existing;
      total.conflicts += labels.conflicts;
    }
    const report = { id: newId(), started_at: startedAt, elapsed_ms: pace.elapsed, labels: total, copies };
    recordMerge(ours, report.id, startedAt, report);
    return report;
  } catch (error) {
    if (signal?.aborted === true) {
      throw new ShriveError(
        'CANCELLED',
        'The merge was cancelled. What was taken until then is whole; merging again takes the rest.',
        { cause: error },
      );
    }
    throw fileError(error, job.dataset);
  } finally {
    ours.close();
  }
}
