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

export function countTranscripts(store: ReadableStore): number {
  const { transcript } = horizonOf(store);
  return (
    statement(store, 'SELECT count(*) AS n FROM transcripts WHERE id < ?').get(transcript) as { n: number }
  ).n;
}

export function countConfessions(store: ReadableStore): number {
  const { confession } = horizonOf(store);
  return (
    statement(store, 'SELECT count(*) AS n FROM confessions WHERE id < ?').get(confession) as { n: number }
  ).n;
}
