import { basename } from 'node:path';
import type { Progress, Rejected } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { now } from '../clock.ts';
import type { ScoreOptions } from '../joins/joined.ts';
import { Joiner } from '../joins/joiner.ts';
import { Targets } from '../joins/targets.ts';
import { countTranscripts } from '../store/dataset.ts';
import { fileError } from '../store/file-error.ts';
import { openWritable, type WritableStore } from '../store/handles.ts';
import { beginImportRun, discardImportRun, findRunningImport, landImportRun } from '../store/import-runs.ts';
import { iterateTranscripts } from '../store/transcripts.ts';
import { ConfessionFinder, type ConfessionPlaces } from './find-confessions.ts';
import { type GivenFile, Recogniser } from './given-files.ts';
import { Importer } from './importer.ts';
import { rejectionOf } from './open-input.ts';
import { RejectsFile } from './rejects-file.ts';
import { sealedRejection } from './sealed-rejection.ts';

export interface ImportJob extends ConfessionPlaces {
  /** Of the run that this will be. */
  id: string;
  dataset: string;
  /** As they were given, folders too: rejects are written beside the first. */
  given: string[];
  files: GivenFile[];
  format: string | undefined;
  /** How the records of a shape that no format has are read. */
  mapping: Mapping | undefined;
  skip_invalid: boolean;
  scores: ScoreOptions;
  /** Keeps what stood in a bad record out of the answer: a blind grader must not see it. The rejects file has it. */
  blind: boolean;
}

/** Progress is told at most this often. */
const PROGRESS_EVERY_MS = 100;
/** Rejects handed back with the result; all of them are in the rejects file. */
const MAX_REJECTS_RETURNED = 1_000;

/**
 * Imports files into a dataset as one run: all of it or nothing. Streams: memory holds a batch and the longest line.
 * A cancel, an error or a rejected record (unless `skip_invalid`) leaves the dataset as it was.
 */
export async function* runImport(
  job: ImportJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, ImportRun, void> {
  const started = performance.now();
  const startedAt = now();
  const { id } = job;
  const finder = new ConfessionFinder(job);
  let lastTurns = 0;
  const store = openWritable(job.dataset, { mustExist: true });
  let run: number | undefined;
  const rejects = new RejectsFile(job.given[0] ?? job.dataset, job.dataset);
  try {
    run = beginImportRun(store, id, startedAt);
    if (run === undefined) throw anotherImport(store);
    const importer = new Importer(store, run);
    const joiner = new Joiner(store, importer.joinDesk());
    let isJoin = false;
    const rejected: Rejected[] = [];
    let rejectedCount = 0;
    let failedCount = 0;
    const files: ImportRun['files'] = [];
    let lastProgress = 0;
    const recogniser = new Recogniser(job, new Targets(store));
    for (const [index, given] of job.files.entries()) {
      signal?.throwIfAborted();
      const { file } = given;
      const input = await recogniser.open(given, signal);
      if (input === undefined) continue;
      isJoin ||= input.isJoin;
      for await (const record of input.records) {
        signal?.throwIfAborted();
        const found = 'transcript' in record ? finder.find(record.transcript) : record;
        const rejection = 'read' in found ? importer.take(found.read) : rejectionOf(found, joiner);
        if ('recognised' in found && found.recognised !== undefined) lastTurns += 1;
        if (rejection !== undefined) {
          rejectedCount += 1;
          // What failed at the provider cannot be mended here: it is listed, and stops nothing.
          const isFailed = 'failed' in record;
          if (isFailed) failedCount += 1;
          const reject: Rejected = { file, line: record.line, ...rejection };
          if (rejected.length < MAX_REJECTS_RETURNED)
            rejected.push({ ...reject, ...(job.blind && sealedRejection(rejection)) });
          if (job.skip_invalid || isFailed) await rejects.write(reject, record.source());
        }
        if (importer.isBatchFull) importer.flush();
        const elapsed = performance.now() - started;
        if (elapsed - lastProgress > PROGRESS_EVERY_MS) {
          lastProgress = elapsed;
          yield {
            phase:
              job.files.length > 1
                ? `${basename(file)} (${index + 1} of ${job.files.length})`
                : basename(file),
            done: record.bytes_done,
            total: input.facts.bytes > 0 ? input.facts.bytes : null,
            unit: 'bytes',
            records: importer.taken,
            elapsed_ms: elapsed,
          };
        }
      }
      files.push({
        file,
        format: input.name,
        bytes: input.facts.bytes,
        sha256: await input.sha256(),
        records: input.facts.records,
      });
    }
    const notTaken = recogniser.facts;
    if (rejectedCount > failedCount && !job.skip_invalid) throw refused(rejected, rejectedCount);
    importer.finish();
    await rejects.end();
    const report: Omit<ImportRun, 'rejected'> = {
      id,
      ...importer.counts,
      rejected_count: rejectedCount,
      rejects_file: rejects.path,
      confession_request: { pattern: job.confession_request, recognised: lastTurns },
      ...(isJoin && { not_named: notNamed(store, joiner.named) }),
      files,
      ...notTaken,
      started_at: startedAt,
      elapsed_ms: performance.now() - started,
    };
    signal?.throwIfAborted();
    landImportRun(store, run, report);
    run = undefined;
    return { ...report, rejected };
  } catch (error) {
    await rejects.remove();
    if (signal?.aborted === true) {
      throw new ShriveError('CANCELLED', 'The import was cancelled. The dataset is as it was.', {
        cause: error,
      });
    }
    throw fileError(error, job.dataset);
  } finally {
    // Also when the reader of the stream goes away: then `return` resumes here.
    if (run !== undefined) giveUp(store, run);
    store.close();
  }
}

const MAX_NOT_NAMED_SHOWN = 100;

/** The transcripts that no line of a joined file was about. */
function notNamed(store: WritableStore, named: ReadonlySet<number>): NonNullable<ImportRun['not_named']> {
  const transcript_ids: string[] = [];
  for (const { id, transcript_id } of iterateTranscripts(store)) {
    if (transcript_ids.length >= MAX_NOT_NAMED_SHOWN) break;
    if (!named.has(id)) transcript_ids.push(transcript_id);
  }
  return { count: countTranscripts(store) - named.size, transcript_ids };
}

/** On a full or failing disk even that may fail: then the rows stay invisible, and are deleted later. */
function giveUp(store: WritableStore, run: number): void {
  try {
    discardImportRun(store, run);
  } catch (error) {
    if (!(fileError(error, '') instanceof ShriveError)) throw error;
  }
}

function anotherImport(store: WritableStore): ShriveError {
  const running = findRunningImport(store);
  return new ShriveError(
    'IMPORT_RUNNING',
    `Another import into this dataset is under way since ${running?.started_at ?? 'a moment'}. Wait for it, or cancel it there.`,
  );
}

function refused(rejected: Rejected[], count: number): ShriveError {
  const [first] = rejected;
  const where =
    first === undefined
      ? {}
      : { where: { file: first.file, line: Math.max(1, first.line), path: first.path } };
  const many = count === 1 ? 'One record could not be taken' : `${count} records could not be taken`;
  const at =
    first === undefined
      ? ''
      : ` ${count === 1 ? 'It is' : 'The first is'} ${basename(first.file)}, line ${first.line}: ${first.reason}`;
  return new ShriveError(
    'RECORDS_REJECTED',
    `${many}. Nothing was imported; the dataset is as it was.${at} Mend the file, or import the rest and leave these out (--skip-invalid).`,
    { ...where, details: { rejected: rejected.slice(0, 100), rejected_count: count } },
  );
}
