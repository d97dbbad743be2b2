import { type ReadableStore, statement } from './handles.ts';

/** The append-only logs of a dataset: where each lies, and the column that names whose chain a revision is in. */
export const LOGS = {
  labels: { table: 'label_revisions', person: 'grader' },
  comparisons: { table: 'comparison_revisions', person: 'grader' },
  adjudications: { table: 'adjudication_revisions', person: 'adjudicator' },
  notes: { table: 'note_revisions', person: 'author' },
} as const;

export type LogName = keyof typeof LOGS;
export const LOG_NAMES = Object.keys(LOGS) as LogName[];

/** What revisions of all logs have in common. */
export interface Chained {
  id: string;
  previous_hash: string | null;
  hash: string;
  device: string;
  created_at: string;
}

/** The hash of a person's newest revision on a device: what the next one is chained to. */
export function findChainEnd(
  store: ReadableStore,
  log: LogName,
  person: string,
  device: string,
): string | null {
  const { table, person: column } = LOGS[log];
  const row = statement(
    store,
    `SELECT hash FROM ${table} WHERE ${column} = ? AND device = ? ORDER BY number DESC LIMIT 1`,
  ).get(person, device) as { hash: Buffer } | undefined;
  return row?.hash.toString('hex') ?? null;
}

/** Every revision of a log as it was made, in the order it was added here. Streams. */
export function* iterateLog<Revision extends Chained>(
  store: ReadableStore,
  log: LogName,
): Generator<Revision> {
  const rows = store.prepare(`SELECT record FROM ${LOGS[log].table} ORDER BY number`).iterate();
  for (const row of rows as IterableIterator<{ record: string }>) yield JSON.parse(row.record) as Revision;
}

/** A revision that names one before it which is not here. */
export interface BrokenLink {
  id: string;
  person: string;
}

/**
 * Revisions whose predecessor in the same chain is missing. A chain may fork (the same person on one device in two
 * copies of the dataset), so each must only name one that is there.
 */
export function listBrokenLinks(store: ReadableStore, log: LogName, limit: number): BrokenLink[] {
  const { table, person } = LOGS[log];
  return statement(
    store,
    `SELECT r.id, r.${person} AS person FROM ${table} r
     WHERE r.previous_hash IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM ${table} p WHERE p.hash = r.previous_hash AND p.${person} = r.${person} AND p.device = r.device)
     ORDER BY r.number LIMIT ?`,
  ).all(limit) as BrokenLink[];
}
