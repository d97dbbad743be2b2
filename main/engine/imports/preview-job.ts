import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Progress, Rejected } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import type { ScoreOptions } from '../joins/joined.ts';
import type { Joiner } from '../joins/joiner.ts';
import { exampleOf } from './example.ts';
import { ConfessionFinder, type ConfessionPlaces, endsInConfession } from './find-confessions.ts';
import { type GivenFile, Recogniser } from './given-files.ts';
import { rejectionOf } from './open-input.ts';
import { PlacesSeen } from './places-seen.ts';
import { PreviewCounter } from './preview-counter.ts';
import { PreviewFacts } from './preview-facts.ts';
import { sealedRejection } from './sealed-rejection.ts';

export interface PreviewJob extends ConfessionPlaces {
  /** The dataset that would gain; undefined where there is none yet. */
  dataset: string | undefined;
  /** A file or a folder, and the files that it is. */
  given: string;
  files: GivenFile[];
  format: string | undefined;
  /** How the records of a shape that no format has are read. */
  mapping: Mapping | undefined;
  scores: ScoreOptions;
  /** Leaves out of the example what a blind grader must not see. */
  blind: boolean;
}

const PROGRESS_EVERY_MS = 100;
const MAX_REJECTS_SHOWN = 200;
/** A file that is not there is for who reads it to say. */
const LENIENT = { throwIfNoEntry: false } as const;

/** Reads a file, or the files of a folder, to the end as an import would, and writes nothing. */
export async function* runPreview(
  job: PreviewJob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, FilePreview, void> {
  const started = performance.now();
  const finder = new ConfessionFinder(job);
  const counter = new PreviewCounter(job.dataset);
  const recogniser = new Recogniser(job, counter.targets());
  const facts = new PreviewFacts();
  const places = new PlacesSeen(job.confession_request, job.blind);
  const rejected: Rejected[] = [];
  let rejectedCount = 0;
  let example: FilePreview['example'] = null;
  let joiner: Joiner | undefined;
  let lastProgress = 0;
  const total = job.files.reduce((sum, { file }) => sum + (statSync(file, LENIENT)?.size ?? 0), 0);
  try {
    for (const given of job.files) {
      const { file } = given;
      const input = await recogniser.open(given, signal);
      if (input === undefined) continue;
      if (input.isJoin) joiner ??= counter.joiner();
      for await (const record of input.records) {
        signal?.throwIfAborted();
        const found = 'transcript' in record ? finder.find(record.transcript) : record;
        const rejection = 'read' in found ? counter.count(found.read) : rejectionOf(found, joiner);
        const lastTurn = 'recognised' in found ? found.recognised : undefined;
        if (lastTurn !== undefined) places.addLastTurn({ file, line: record.line }, lastTurn);
        if ('transcript' in record) places.addMetadata(record.transcript);
        if (rejection !== undefined) {
          rejectedCount += 1;
          if (rejected.length < MAX_REJECTS_SHOWN)
            rejected.push({
              file,
              line: record.line,
              ...(job.blind ? sealedRejection(rejection) : rejection),
            });
        } else if (example === null && 'read' in found) {
          const isSplit = job.confession_request !== null && lastTurn !== undefined;
          const isLastTurn = lastTurn !== undefined || endsInConfession(found.read);
          example = exampleOf(record, found.read, {
            mapping: job.mapping,
            lastTurn: isLastTurn ? { isSplit } : undefined,
            blind: job.blind,
          });
        }
        const elapsed = performance.now() - started;
        if (elapsed - lastProgress > PROGRESS_EVERY_MS) {
          lastProgress = elapsed;
          yield {
            phase: basename(file),
            done: facts.bytes + record.bytes_done,
            total,
            unit: 'bytes',
            records: counter.counts.transcripts.added + counter.counts.transcripts.existing,
            elapsed_ms: elapsed,
          };
        }
      }
      facts.add(input);
    }
    return {
      file: job.given,
      ...recogniser.facts,
      ...facts.all,
      ...counter.counts,
      rejected_count: rejectedCount,
      rejected,
      ...places.facts,
      example,
      elapsed_ms: performance.now() - started,
    };
  } catch (error) {
    if (signal?.aborted !== true) throw error;
    throw new ShriveError('CANCELLED', 'The preview was cancelled.', { cause: error });
  } finally {
    counter.close();
  }
}
