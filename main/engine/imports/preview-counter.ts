import { ShriveError } from '../../../shared/contract/errors.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import type { ReadConfession, ReadTranscript, Rejection } from '../formats/format.ts';
import { confessionHash, transcriptHash } from '../hash.ts';
import { Joiner } from '../joins/joiner.ts';
import { type Meant, Targets } from '../joins/targets.ts';
import { openReadable, type ReadableStore } from '../store/handles.ts';
import { SeenInFile } from '../store/seen-in-file.ts';
import { findTranscript, listConfessions, listJudgeScores } from '../store/transcripts.ts';
import {
  confessionConflict,
  type KnownConfession,
  metadataIdentity,
  transcriptConflict,
} from './conflicts.ts';
import { unusableName } from './unusable-name.ts';

/** Counts what would be added, to the dataset as it is and to what came earlier in the file. */
export class PreviewCounter {
  readonly counts = {
    transcripts: { added: 0, existing: 0 },
    confessions: { added: 0, existing: 0 },
    judge_scores: { added: 0, existing: 0 },
  };
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
    const changing = read.changing_metadata;
    const metadata = metadataIdentity(stringifyKeepingDigits(read.metadata), changing);
    const stored = this.#store === undefined ? undefined : findTranscript(this.#store, id);
    const known =
      this.#seen.transcript(id) ??
      (stored && { hash: stored.hash, metadata: metadataIdentity(stored.metadata, changing) });
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
    for (const each of read.confessions) this.#countConfession(id, hash, each, confessions);
    return undefined;
  }

  #countConfession(
    id: string,
    hash: Buffer,
    { confession, judge_scores }: ReadConfession,
    known: ReadonlyMap<string, KnownConfession>,
  ): void {
    const before = known.get(confession.id);
    this.counts.confessions[before === undefined ? 'added' : 'existing'] += 1;
    const scores = new Map(before?.scores ?? []);
    for (const { judge, score } of judge_scores) {
      this.counts.judge_scores[scores.has(judge) ? 'existing' : 'added'] += 1;
      scores.set(judge, score);
    }
    this.#seen.addConfession(id, { id: confession.id, hash: confessionHash(id, hash, confession), scores });
  }

  /** What lines of joined files may be about; undefined where no dataset is open. */
  targets(): Targets | undefined {
    return this.#store === undefined ? undefined : new Targets(this.#store);
  }

  /** Counts what is joined to transcripts of the dataset. Fails where none is open. */
  joiner(): Joiner {
    const store = this.#store;
    if (store === undefined)
      throw new ShriveError(
        'DATASET_NOT_OPEN',
        'These belong to transcripts. Open the dataset that holds the transcripts first.',
      );
    const known = ({ transcript_id: id, id: number }: Meant['transcript']) =>
      this.#knownConfessions(id, number);
    return new Joiner(store, {
      known,
      take: (transcript, read) =>
        this.#countConfession(transcript.transcript_id, transcript.hash, read, known(transcript)),
      addScore: (transcript, id, judge, score) => {
        const before = known(transcript).get(id);
        if (before === undefined) return;
        this.counts.judge_scores[before.scores.has(judge) ? 'existing' : 'added'] += 1;
        const scores = new Map([...before.scores, [judge, score]]);
        this.#seen.addConfession(transcript.transcript_id, { id, hash: before.hash, scores });
      },
    });
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
