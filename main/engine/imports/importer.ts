import { hasReasoning, isToolError } from '../../../shared/domain/transcript.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import type { ReadConfession, ReadTranscript, Rejection } from '../formats/format.ts';
import { confessionHash, transcriptHash } from '../hash.ts';
import type { JoinDesk } from '../joins/joiner.ts';
import { PrintWriter } from '../store/confession-prints.ts';
import { ContentWriter } from '../store/contents.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { storeConfession, storeMessages } from '../store/transcript-body.ts';
import {
  findJudgeScoreEvenUnlanded,
  findTranscriptEvenUnlanded,
  highestNumber,
  indexTranscriptWords,
  insertConfession,
  insertJudgeScore,
  insertTranscript,
  type JudgeScore,
  listConfessionsEvenUnlanded,
  type StoredConfession,
  type StoredTranscript,
} from '../store/transcripts.ts';
import {
  confessionConflict,
  type KnownConfession,
  type KnownTranscript,
  metadataIdentity,
  transcriptConflict,
} from './conflicts.ts';
import { familyOf } from './family.ts';
import { searchText } from './search-text.ts';
import { unusableName } from './unusable-name.ts';

/** A batch is written when it holds this much: one short transaction, so that a label never waits long. */
const BATCH_BYTES = 512 * 1024;
const BATCH_TRANSCRIPTS = 500;

type NumberedTranscript = KnownTranscript & { id: number; metadata: string };
type NumberedConfession = KnownConfession & { id: number; scores: Map<string, number> };

/**
 * Takes transcripts one by one into a run: finds what is there already, names conflicts, gives numbers and writes
 * batches. Knows no file format.
 */
export class Importer {
  readonly #store: WritableStore;
  readonly #run: number;
  readonly #contents: ContentWriter;
  readonly #prints: PrintWriter;
  #nextTranscript: number;
  #nextConfession: number;
  #transcripts: { row: StoredTranscript; text: string }[] = [];
  #confessions: StoredConfession[] = [];
  #scores: { confession: number; score: JudgeScore }[] = [];
  readonly #pendingTranscripts = new Map<string, NumberedTranscript>();
  readonly #pendingConfessions = new Map<number, Map<string, NumberedConfession>>();
  readonly counts = {
    transcripts: { added: 0, existing: 0 },
    confessions: { added: 0, existing: 0 },
    judge_scores: { added: 0, existing: 0 },
  };

  constructor(store: WritableStore, run: number) {
    this.#store = store;
    this.#run = run;
    this.#contents = new ContentWriter(store);
    this.#prints = new PrintWriter(store);
    this.#nextTranscript = highestNumber(store, 'transcripts') + 1;
    this.#nextConfession = highestNumber(store, 'confessions') + 1;
  }

  get taken(): number {
    return this.counts.transcripts.added + this.counts.transcripts.existing;
  }

  get isBatchFull(): boolean {
    return (
      this.#contents.pendingBytes >= BATCH_BYTES ||
      this.#transcripts.length >= BATCH_TRANSCRIPTS ||
      this.#confessions.length >= BATCH_TRANSCRIPTS ||
      this.#pendingConfessions.size >= BATCH_TRANSCRIPTS
    );
  }

  /** Takes one transcript with its confessions, or says why not: then nothing of it is taken. */
  take(read: ReadTranscript): Rejection | undefined {
    const unusable = unusableName(read);
    if (unusable !== undefined) return unusable;
    const hash = transcriptHash(read.messages);
    const transcriptId = read.id ?? hash.toString('hex');
    const metadata = stringifyKeepingDigits(read.metadata);
    const known = this.#findTranscript(transcriptId);
    if (known !== undefined) {
      const isSame =
        known.metadata === metadata ||
        metadataIdentity(known.metadata, read.changing_metadata) ===
          metadataIdentity(metadata, read.changing_metadata);
      const conflict = transcriptConflict(transcriptId, known, hash, isSame);
      if (conflict !== undefined) return conflict;
    }
    const knownConfessions =
      known === undefined ? new Map<string, NumberedConfession>() : this.#knownConfessions(known.id);
    for (const [index, read_] of read.confessions.entries()) {
      const conflict = confessionConflict(
        index,
        read_,
        knownConfessions,
        confessionHash(transcriptId, hash, read_.confession),
      );
      if (conflict !== undefined) return conflict;
    }
    const id = known?.id ?? this.#addTranscript(read, transcriptId, hash, metadata);
    this.counts.transcripts[known === undefined ? 'added' : 'existing'] += 1;
    for (const confession of read.confessions)
      this.#takeConfession(id, transcriptId, hash, confession, knownConfessions);
    if (knownConfessions.size > 0) this.#pendingConfessions.set(id, knownConfessions);
    return undefined;
  }

  #findTranscript(transcriptId: string): NumberedTranscript | undefined {
    return (
      this.#pendingTranscripts.get(transcriptId) ?? findTranscriptEvenUnlanded(this.#store, transcriptId)
    );
  }

  #knownConfessions(transcript: number): Map<string, NumberedConfession> {
    const pending = this.#pendingConfessions.get(transcript);
    if (pending !== undefined) return pending;
    const known = new Map<string, NumberedConfession>();
    for (const row of listConfessionsEvenUnlanded(this.#store, transcript)) {
      known.set(row.confession_id, {
        id: row.id,
        hash: row.hash,
        scores: new StoredScores(this.#store, row.id),
      });
    }
    return known;
  }

  #addTranscript(read: ReadTranscript, transcriptId: string, hash: Buffer, metadata: string): number {
    const id = this.#nextTranscript++;
    const { messages } = read;
    const row: StoredTranscript = {
      id,
      transcript_id: transcriptId,
      hash,
      family: familyOf(read, transcriptId),
      content: storeMessages(this.#contents, messages),
      message_count: messages.length,
      call_count: messages.reduce((sum, message) => sum + (message.tool_calls?.length ?? 0), 0),
      error_count: messages.filter(isToolError).length,
      has_reasoning: hasReasoning(messages) ? 1 : 0,
      model: plainText(read.metadata.model),
      environment: plainText(read.metadata.environment),
      target_violation: read.target_violation ?? null,
      metadata,
    };
    this.#transcripts.push({ row, text: searchText(messages) });
    this.#pendingTranscripts.set(transcriptId, { id, hash, metadata });
    return id;
  }

  #takeConfession(
    transcript: number,
    transcriptId: string,
    transcriptHash_: Buffer,
    { confession, judge_scores }: ReadConfession,
    known: Map<string, NumberedConfession>,
  ): void {
    let entry = known.get(confession.id);
    this.counts.confessions[entry === undefined ? 'added' : 'existing'] += 1;
    if (entry === undefined) {
      entry = {
        id: this.#nextConfession++,
        hash: confessionHash(transcriptId, transcriptHash_, confession),
        scores: new Map(),
      };
      known.set(confession.id, entry);
      this.#confessions.push({
        id: entry.id,
        hash: entry.hash,
        transcript,
        confession_id: confession.id,
        content: storeConfession(this.#contents, confession),
        has_reasoning: confession.reasoning === undefined ? 0 : 1,
      });
      this.#prints.add(entry.id, confession);
    }
    for (const score of judge_scores) this.#takeScore(entry, score);
  }

  #takeScore(entry: NumberedConfession, score: JudgeScore): void {
    const isThere = entry.scores.has(score.judge);
    this.counts.judge_scores[isThere ? 'existing' : 'added'] += 1;
    if (isThere) return;
    entry.scores.set(score.judge, score.score);
    this.#scores.push({ confession: entry.id, score });
  }

  /** Where confessions and scores for transcripts of the dataset are put. */
  joinDesk(): JoinDesk {
    const known = ({ id }: { id: number }) => {
      const there = this.#knownConfessions(id);
      this.#pendingConfessions.set(id, there);
      return there;
    };
    return {
      known,
      take: (transcript, read) =>
        this.#takeConfession(
          transcript.id,
          transcript.transcript_id,
          transcript.hash,
          read,
          known(transcript),
        ),
      addScore: (transcript, id, judge, score) => {
        const entry = known(transcript).get(id);
        if (entry !== undefined) this.#takeScore(entry, { judge, score });
      },
    };
  }

  /** Writes the batch in one short transaction. */
  flush(): void {
    this.#contents.prepareFlush();
    inTransaction(this.#store, () => {
      this.#contents.flush();
      for (const { row, text } of this.#transcripts) {
        insertTranscript(this.#store, { ...row, import_run: this.#run });
        indexTranscriptWords(this.#store, row.id, text);
      }
      for (const row of this.#confessions) insertConfession(this.#store, { ...row, import_run: this.#run });
      for (const { confession, score } of this.#scores) insertJudgeScore(this.#store, confession, score);
    });
    this.#transcripts = [];
    this.#confessions = [];
    this.#scores = [];
    this.#pendingTranscripts.clear();
    this.#pendingConfessions.clear();
    if (this.#prints.isFull) this.#prints.write();
  }

  /** Writes all that is left. */
  finish(): void {
    this.flush();
    this.#prints.write();
  }
}

/** A confession's scores in the dataset, looked up one by one as they are asked for. */
class StoredScores extends Map<string, number> {
  readonly #store: WritableStore;
  readonly #confession: number;

  constructor(store: WritableStore, confession: number) {
    super();
    this.#store = store;
    this.#confession = confession;
  }

  override get(judge: string): number | undefined {
    return super.get(judge) ?? findJudgeScoreEvenUnlanded(this.#store, this.#confession, judge);
  }

  override has(judge: string): boolean {
    return this.get(judge) !== undefined;
  }
}

/** A value for a column that pages filter by: short, and such that SQLite gives back what it got. */
function plainText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value).slice(0, 500).toWellFormed()
    : null;
}
