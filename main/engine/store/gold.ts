import type { GoldAnswer } from '../../../shared/domain/gold.ts';
import type { LabelBody, LabelRevision } from '../../../shared/domain/label.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** A gold answer as it is kept. */
export interface StoredGold extends GoldAnswer {
  feedback: boolean;
}

interface GoldRow {
  body: string;
  reason: string;
  source: string;
  feedback: 0 | 1;
}

function fromRow({ body, reason, source, feedback }: GoldRow): StoredGold {
  return { body: JSON.parse(body) as LabelBody, reason, source, feedback: feedback === 1 };
}

export function findGold(store: ReadableStore, confession: Buffer): StoredGold | undefined {
  const row = statement(
    store,
    'SELECT body, reason, source, feedback FROM gold_answers WHERE confession = ?',
  ).get(confession) as GoldRow | undefined;
  return row === undefined ? undefined : fromRow(row);
}

/** Keeps the right answer for a confession, in place of the one that was there. */
export function putGold(store: WritableStore, confession: Buffer, gold: StoredGold, at: string): void {
  statement(
    store,
    `INSERT OR REPLACE INTO gold_answers (confession, body, reason, source, feedback, created_at)
     VALUES (@confession, @body, @reason, @source, @feedback, @at)`,
  ).run({
    confession,
    body: JSON.stringify(gold.body),
    reason: gold.reason,
    source: gold.source,
    feedback: gold.feedback ? 1 : 0,
    at,
  });
}

export interface ListedGold extends StoredGold {
  hash: Buffer;
  transcript_id: string;
  confession_id: string;
}

/** Gold answers of confessions that are here, in the dataset's order. */
export function listGold(store: ReadableStore, offset: number, limit: number): ListedGold[] {
  const rows = statement(
    store,
    `SELECT f.hash, t.transcript_id, f.confession_id, g.body, g.reason, g.source, g.feedback
     FROM gold_answers g JOIN confessions f ON f.hash = g.confession JOIN transcripts t ON t.id = f.transcript
     ORDER BY f.id LIMIT ? OFFSET ?`,
  ).all(limit, offset) as (GoldRow & Omit<ListedGold, keyof StoredGold>)[];
  return rows.map(({ hash, transcript_id, confession_id, ...row }) => ({
    hash,
    transcript_id,
    confession_id,
    ...fromRow(row),
  }));
}

export function countGold(store: ReadableStore): number {
  const row = statement(
    store,
    'SELECT count(*) AS n FROM gold_answers g JOIN confessions f ON f.hash = g.confession',
  ).get() as { n: number };
  return row.n;
}

export interface ComparedGold extends ListedGold {
  own: LabelBody;
}

/** Gold answers with feedback beside this grader's submitted labels, in the dataset's order. */
export function listCompared(store: ReadableStore, grader: string): ComparedGold[] {
  const rows = statement(
    store,
    `SELECT f.hash, t.transcript_id, f.confession_id, g.body, g.reason, g.source, g.feedback, r.record
     FROM current_labels c JOIN gold_answers g ON g.confession = c.confession
     JOIN label_revisions r ON r.number = c.revision_number
     JOIN confessions f ON f.hash = c.confession JOIN transcripts t ON t.id = f.transcript
     WHERE c.grader = ? AND c.state = 'submitted' AND g.feedback = 1 ORDER BY f.id`,
  ).all(grader) as (GoldRow & { record: string } & Omit<ListedGold, keyof StoredGold>)[];
  return rows.map(({ hash, transcript_id, confession_id, record, ...row }) => ({
    hash,
    transcript_id,
    confession_id,
    own: (JSON.parse(record) as LabelRevision).body,
    ...fromRow(row),
  }));
}

/** Keeps that a grader was shown the right answer; the first time counts. */
export function recordGoldSeen(store: WritableStore, grader: string, confession: Buffer, at: string): void {
  statement(store, 'INSERT OR IGNORE INTO gold_seen (grader, confession, at) VALUES (?, ?, ?)').run(
    grader,
    confession,
    at,
  );
}

export function hasSeenGold(store: ReadableStore, grader: string, confession: Buffer): boolean {
  return (
    statement(store, 'SELECT 1 FROM gold_seen WHERE grader = ? AND confession = ?').get(
      grader,
      confession,
    ) !== undefined
  );
}

/** Whether there was one to take away. */
export function deleteGold(store: WritableStore, confession: Buffer): boolean {
  return statement(store, 'DELETE FROM gold_answers WHERE confession = ?').run(confession).changes > 0;
}
