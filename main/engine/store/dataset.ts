import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** Facts about the dataset itself: its id, when it was made, its rubric. */
export function findFact(store: ReadableStore, key: string): string | undefined {
  return (
    statement(store, 'SELECT value FROM dataset WHERE key = ?').get(key) as { value: string } | undefined
  )?.value;
}

export function setFact(store: WritableStore, key: string, value: string): void {
  statement(
    store,
    'INSERT INTO dataset (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  ).run(key, value);
}

/**
 * The first numbers that belong to an import under way: rows from there on are not there for anybody yet.
 * `Infinity` cannot be bound, so "none" is the highest safe integer.
 */
export interface Horizon {
  transcript: number;
  confession: number;
  judgeScore: number;
}

export function horizonOf(store: ReadableStore): Horizon {
  const row = statement(
    store,
    `SELECT first_transcript AS transcript, first_confession AS confession, first_judge_score AS judgeScore
     FROM import_runs WHERE state = 'running' ORDER BY number LIMIT 1`,
  ).get() as Horizon | undefined;
  const none = Number.MAX_SAFE_INTEGER;
  return row ?? { transcript: none, confession: none, judgeScore: none };
}

/** Counts what has landed. While nothing is under way from a whole index, which SQLite does without a look at a row. */
function countLanded(store: ReadableStore, table: 'transcripts' | 'confessions', horizon: number): number {
  const isAll = horizon === Number.MAX_SAFE_INTEGER;
  const counted = statement(store, `SELECT count(*) FROM ${table}${isAll ? '' : ' WHERE id < ?'}`).pluck();
  return (isAll ? counted.get() : counted.get(horizon)) as number;
}

export function countTranscripts(store: ReadableStore): number {
  return countLanded(store, 'transcripts', horizonOf(store).transcript);
}

/** Without planted ones: they are nothing that a model said, and their number is nobody's to know. */
export function countConfessions(store: ReadableStore): number {
  const { confession: horizon } = horizonOf(store);
  const planted = statement(
    store,
    `SELECT count(*) FROM planted_confessions p CROSS JOIN confessions f ON f.hash = p.confession WHERE f.id < ?`,
  )
    .pluck()
    .get(horizon) as number;
  return countLanded(store, 'confessions', horizon) - planted;
}
