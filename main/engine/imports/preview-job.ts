import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Progress, Rejected } from '../../../shared/contract/base.ts';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { FilePreview } from '../../../shared/contract/imports.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import type { ReadTranscript, Rejection } from '../formats/format.ts';
import { openSource } from '../formats/index.ts';
import { confessionHash, transcriptHash } from '../hash.ts';
import { openReadable, type ReadableStore } from '../store/handles.ts';
import { SeenInFile } from '../store/seen-in-file.ts';
import { findTranscript, listConfessions, listJudgeScores } from '../store/transcripts.ts';
import {
  confessionConflict,
  type KnownConfession,
  metadataIdentity,
  transcriptConflict,
} from './conflicts.ts';
import { exampleOf } from './example.ts';
import { ConfessionFinder, type ConfessionPlaces } from './find-confessions.ts';
import { type GivenFile, Recogniser } from './given-files.ts';
import { PlacesSeen } from './places-seen.ts';
import { PreviewFacts } from './preview-facts.ts';
import { sealedRejection } from './sealed-rejection.ts';
import { unusableName } from './unusable-name.ts';

export interface PreviewJob extends ConfessionPlaces {
  /** The dataset that would gain; undefined where there is none yet. */
  dataset: string | undefined;
  /** A file or a folder, and the files that it is. */
  given: string;
  files: GivenFile[];
  format: string | undefined;
  /** How the records of a shape that no format has are read. */
  mapping: Mapping | undefined;
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
  const recogniser = new Recogniser(job.format, job.mapping);
  const facts = new PreviewFacts();
  const places = new PlacesSeen(job.confession_request, job.blind);
  const rejected: Rejected[] = [];
  let rejectedCount = 0;
  let example: FilePreview['example'] = null;
  let lastProgress = 0;
  const total = job.files.reduce((sum, { file }) => sum + (statSync(file, LENIENT)?.size ?? 0), 0);
  try {
    for (const given of job.files) {
      const { file } = given;
      const recognised = await recogniser.recognise(given);
      if (recognised === undefined) continue;
      const source = await openSource(file);
      for await (const record of recognised.reader.read(source, signal)) {
        signal?.throwIfAborted();
        const found = 'rejected' in record ? record : finder.find(record.transcript);
        const rejection = 'rejected' in found ? found.rejected : counter.count(found.read);
        const lastTurn = 'recognised' in found ? found.recognised : undefined;
        if (lastTurn !== undefined) places.addLastTurn(record.line, lastTurn);
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
          const isSplit = job.confession_request !== null;
          example = exampleOf(record, found.read, {
            mapping: job.mapping,
            lastTurn: lastTurn && { isSplit },
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
      facts.add(recognised, source.facts);
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

/** Counts what would be added, to the dataset as it is and to what came earlier in the file. */
class PreviewCounter {
  readonly counts = { transcripts: { added: 0, existing: 0 }, confessions: { added: 0, existing: 0 } };
  readonly #store: ReadableStore | undefined;
  readonly #seen = new SeenInFile();

  constructor(dataset: string | undefined) {
    this.#store = dataset === undefined ? undefined : openReadable(dataset);
  }

  /** Counts a transcript, or says why it would be refused. */
  count(read: ReadTranscript): Rejection | undefined {
    const unusable = unusableName(read);
    if (unusable !== undefined) return unusable;
    const hash = transcriptHash(read.messages);
    const id = read.id ?? hash.toString('hex');
    // Metadata is compared by its hash, which is all that is kept of what came earlier in the file.
    const metadata = metadataIdentity(stringifyKeepingDigits(read.metadata));
    const stored = this.#store === undefined ? undefined : findTranscript(this.#store, id);
    const known =
      this.#seen.transcript(id) ??
      (stored && { hash: stored.hash, metadata: metadataIdentity(stored.metadata) });
    const confessions = this.#knownConfessions(id, stored?.id);
    const conflict =
      (known === undefined ? undefined : transcriptConflict(id, known, hash, known.metadata === metadata)) ??
      read.confessions
        .map((each, index) =>
          confessionConflict(index, each, confessions, confessionHash(id, hash, each.confession)),
        )
        .find((each) => each !== undefined);
    if (conflict !== undefined) return conflict;
    this.counts.transcripts[known === undefined ? 'added' : 'existing'] += 1;
    this.#seen.addTranscript(id, hash, metadata);
    for (const { confession, judge_scores } of read.confessions) {
      const before = confessions.get(confession.id);
      this.counts.confessions[before === undefined ? 'added' : 'existing'] += 1;
      const scores = new Map([
        ...(before?.scores ?? []),
        ...judge_scores.map(({ judge, score }) => [judge, score] as const),
      ]);
      this.#seen.addConfession(id, { id: confession.id, hash: confessionHash(id, hash, confession), scores });
    }
    return undefined;
  }

  #knownConfessions(transcriptId: string, stored: number | undefined): Map<string, KnownConfession> {
    const known = new Map<string, KnownConfession>();
    if (this.#store !== undefined && stored !== undefined) {
      for (const row of listConfessions(this.#store, stored)) {
        const scores = new Map(
          listJudgeScores(this.#store, row.id).map(({ judge, score }) => [judge, score]),
        );
        known.set(row.confession_id, { hash: row.hash, scores });
      }
    }
    for (const { id, hash, scores } of this.#seen.confessionsOf(transcriptId))
      known.set(id, { hash, scores });
    return known;
  }

  close(): void {
    this.#seen.close();
    this.#store?.close();
  }
}
