import type { Confession } from '../../../shared/domain/confession.ts';
import type { Message } from '../../../shared/domain/transcript.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';
import { loadConfession, loadMessages } from './transcript-body.ts';

/** A transcript's row, its messages left out. */
export interface StoredTranscript {
  id: number;
  transcript_id: string;
  hash: Buffer;
  family: string;
  content: number;
  message_count: number;
  call_count: number;
  error_count: number;
  has_reasoning: 0 | 1;
  model: string | null;
  environment: string | null;
  target_violation: string | null;
  metadata: string;
}

export interface StoredConfession {
  id: number;
  hash: Buffer;
  transcript: number;
  confession_id: string;
  content: number;
  has_reasoning: 0 | 1;
}

const TRANSCRIPT_COLUMNS = `id, transcript_id, hash, family, content, message_count, call_count, error_count,
  has_reasoning, model, environment, target_violation, metadata`;
const CONFESSION_COLUMNS = 'id, hash, transcript, confession_id, content, has_reasoning';

/** By its own id, rows of an import under way included: for the importer. */
export function findTranscriptEvenUnlanded(
  store: ReadableStore,
  transcriptId: string,
): StoredTranscript | undefined {
  return statement(store, `SELECT ${TRANSCRIPT_COLUMNS} FROM transcripts WHERE transcript_id = ?`).get(
    transcriptId,
  ) as StoredTranscript | undefined;
}

export function findTranscript(store: ReadableStore, transcriptId: string): StoredTranscript | undefined {
  const found = findTranscriptEvenUnlanded(store, transcriptId);
  return found !== undefined && found.id < horizonOf(store).transcript ? found : undefined;
}

export function findTranscriptByNumber(store: ReadableStore, id: number): StoredTranscript | undefined {
  return statement(store, `SELECT ${TRANSCRIPT_COLUMNS} FROM transcripts WHERE id = ?`).get(id) as
    | StoredTranscript
    | undefined;
}

/** All that have landed, in the order they came. Streams. */
export function* iterateTranscripts(store: ReadableStore): Generator<StoredTranscript> {
  const rows = store
    .prepare(`SELECT ${TRANSCRIPT_COLUMNS} FROM transcripts WHERE id < ? ORDER BY id`)
    .iterate(horizonOf(store).transcript);
  for (const row of rows as IterableIterator<StoredTranscript>) yield row;
}

export function getMessages(
  store: ReadableStore,
  transcript: StoredTranscript,
  from?: number,
  count?: number,
): Message[] {
  return loadMessages(store, transcript.content, from, count);
}

export function insertTranscript(store: WritableStore, row: StoredTranscript & { import_run: number }): void {
  statement(
    store,
    `INSERT INTO transcripts (${TRANSCRIPT_COLUMNS}, import_run)
     VALUES (@id, @transcript_id, @hash, @family, @content, @message_count, @call_count, @error_count,
       @has_reasoning, @model, @environment, @target_violation, @metadata, @import_run)`,
  ).run(row);
}

/** Makes a transcript findable by its words; `text` is not kept. */
export function indexTranscriptWords(store: WritableStore, id: number, text: string): void {
  statement(store, 'INSERT INTO transcript_words (rowid, text) VALUES (?, ?)').run(id, text);
}

/** Of a transcript, in the order they came; rows of an import under way included for the importer. */
export function listConfessionsEvenUnlanded(store: ReadableStore, transcript: number): StoredConfession[] {
  return statement(
    store,
    `SELECT ${CONFESSION_COLUMNS} FROM confessions WHERE transcript = ? ORDER BY id`,
  ).all(transcript) as StoredConfession[];
}

export function listConfessions(store: ReadableStore, transcript: number): StoredConfession[] {
  const { confession } = horizonOf(store);
  return listConfessionsEvenUnlanded(store, transcript).filter((row) => row.id < confession);
}

/** By its hash, with the transcript it belongs to. */
export function findConfession(
  store: ReadableStore,
  hash: Buffer,
): { confession: StoredConfession; transcript: StoredTranscript } | undefined {
  const confession = statement(
    store,
    `SELECT ${CONFESSION_COLUMNS} FROM confessions WHERE hash = ? AND id < ?`,
  ).get(hash, horizonOf(store).confession) as StoredConfession | undefined;
  if (confession === undefined) return undefined;
  const transcript = findTranscriptByNumber(store, confession.transcript);
  return transcript === undefined ? undefined : { confession, transcript };
}

/** Whether a confession has landed here, one below the horizon: labels may come from a copy that has more. */
export function hasConfession(store: ReadableStore, hash: Buffer, horizon: number): boolean {
  return (
    statement(store, 'SELECT 1 FROM confessions WHERE hash = ? AND id < ?').get(hash, horizon) !== undefined
  );
}

export function getConfession(store: ReadableStore, row: StoredConfession): Confession {
  return loadConfession(store, row.content, row.confession_id);
}

export function insertConfession(store: WritableStore, row: StoredConfession & { import_run: number }): void {
  statement(
    store,
    `INSERT INTO confessions (${CONFESSION_COLUMNS}, import_run)
     VALUES (@id, @hash, @transcript, @confession_id, @content, @has_reasoning, @import_run)`,
  ).run(row);
}

export interface JudgeScore {
  judge: string;
  score: number;
}

export function listJudgeScores(store: ReadableStore, confession: number): JudgeScore[] {
  return statement(
    store,
    'SELECT judge, score FROM judge_scores WHERE confession = ? AND id < ? ORDER BY judge',
  ).all(confession, horizonOf(store).judgeScore) as JudgeScore[];
}

export function findJudgeScoreEvenUnlanded(
  store: ReadableStore,
  confession: number,
  judge: string,
): number | undefined {
  return (
    statement(store, 'SELECT score FROM judge_scores WHERE confession = ? AND judge = ?').get(
      confession,
      judge,
    ) as { score: number } | undefined
  )?.score;
}

export function insertJudgeScore(
  store: WritableStore,
  confession: number,
  { judge, score }: JudgeScore,
): void {
  statement(store, 'INSERT INTO judge_scores (confession, judge, score) VALUES (?, ?, ?)').run(
    confession,
    judge,
    score,
  );
}

/** The highest number given in a table so far, 0 where there is none. */
export function highestNumber(store: ReadableStore, table: 'transcripts' | 'confessions'): number {
  return (statement(store, `SELECT coalesce(max(id), 0) AS id FROM ${table}`).get() as { id: number }).id;
}
