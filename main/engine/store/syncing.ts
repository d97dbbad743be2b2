import { findFact, setFact } from './dataset.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';
import { LOG_NAMES, LOGS, type LogName } from './logs.ts';

/** Which files of shared folders were read, and what of this dataset lies in them. */

export function isBundleRead(store: ReadableStore, name: string): boolean {
  return statement(store, 'SELECT 1 FROM synced_bundles WHERE name = ?').get(name) !== undefined;
}

export function recordBundle(store: WritableStore, name: string, sha256: Buffer, at: string): void {
  statement(store, 'INSERT OR IGNORE INTO synced_bundles (name, sha256, at) VALUES (?, ?, ?)').run(
    name,
    sha256,
    at,
  );
}

/** The number of the last revision of each log that the folder has of us; 0 before the first time. */
export type SentTo = Record<LogName, number>;

const sentFact = (folder: string) => `sent:${folder}`;

/** By the name that the folder has of itself. */
export function findSent(store: ReadableStore, folder: string): SentTo {
  const stored = findFact(store, sentFact(folder));
  const sent = stored === undefined ? {} : (JSON.parse(stored) as Partial<SentTo>);
  return Object.fromEntries(LOG_NAMES.map((log) => [log, sent[log] ?? 0])) as SentTo;
}

export function setSent(store: WritableStore, folder: string, sent: SentTo): void {
  setFact(store, sentFact(folder), JSON.stringify(sent));
}

/** Revisions of a log after a number, of one person or of all, as they were made, in the order they were added. */
export function listRevisionsAfter(
  store: ReadableStore,
  log: LogName,
  after: number,
  person: string | undefined,
): { number: number; record: string }[] {
  const { table, person: column } = LOGS[log];
  return statement(
    store,
    `SELECT number, record FROM ${table} WHERE number > @after AND (@person IS NULL OR ${column} = @person)
     ORDER BY number`,
  ).all({ after, person: person ?? null }) as { number: number; record: string }[];
}

export function highestRevisionNumber(store: ReadableStore, log: LogName): number {
  return statement(store, `SELECT coalesce(max(number), 0) FROM ${LOGS[log].table}`).pluck().get() as number;
}

export function hasRevisionHash(store: ReadableStore, log: LogName, hash: string): boolean {
  return (
    statement(store, `SELECT 1 FROM ${LOGS[log].table} WHERE hash = ?`).get(Buffer.from(hash, 'hex')) !==
    undefined
  );
}
