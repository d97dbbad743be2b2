import { hostname } from 'node:os';
import { inTransaction, type ReadableStore, statement, type WritableStore } from './handles.ts';

/** An import under way in this dataset. */
export interface RunningImport {
  number: number;
  id: string;
  host: string;
  process: number;
  started_at: string;
}

export function findRunningImport(store: ReadableStore): RunningImport | undefined {
  return statement(
    store,
    "SELECT number, id, host, process, started_at FROM import_runs WHERE state = 'running' LIMIT 1",
  ).get() as RunningImport | undefined;
}

/** An import on another machine, of which nobody here can tell whether it lives, is taken for dead after this long. */
const LONGEST_IMPORT_MS = 24 * 60 * 60_000;

/** Whether whoever began an import may still be at it; `activeHere` are the ids of those of this process. */
function mayStillRun(run: RunningImport, activeHere: ReadonlySet<string>): boolean {
  if (run.host !== hostname()) return Date.now() - Date.parse(run.started_at) < LONGEST_IMPORT_MS;
  if (run.process === process.pid) return activeHere.has(run.id);
  try {
    process.kill(run.process, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const FIRST_NUMBERS = `
  coalesce((SELECT max(id) FROM blocks), 0) + 1,
  coalesce((SELECT max(id) FROM contents), 0) + 1,
  coalesce((SELECT max(id) FROM transcripts), 0) + 1,
  coalesce((SELECT max(id) FROM confessions), 0) + 1,
  coalesce((SELECT max(id) FROM judge_scores), 0) + 1`;

/** Begins a run; its rows are invisible until it lands. Returns undefined where another one is under way. */
export function beginImportRun(store: WritableStore, id: string, startedAt: string): number | undefined {
  return inTransaction(store, () => {
    if (findRunningImport(store) !== undefined) return undefined;
    const { lastInsertRowid } = statement(
      store,
      `INSERT INTO import_runs (id, state, started_at, host, process,
         first_block, first_content, first_transcript, first_confession, first_judge_score)
       SELECT @id, 'running', @startedAt, @host, @process, ${FIRST_NUMBERS}`,
    ).run({ id, startedAt, host: hostname(), process: process.pid });
    return Number(lastInsertRowid);
  });
}

/** Makes all rows of a run visible, in one small write. Without a report it is not listed among the imports (a merge has one of its own). Which machine it ran on is nobody's business from then on. */
export function landImportRun(store: WritableStore, number: number, report: object | null): void {
  statement(
    store,
    "UPDATE import_runs SET state = 'landed', host = '', process = 0, report = ? WHERE number = ? AND state = 'running'",
  ).run(report === null ? null : JSON.stringify(report), number);
}

const DISCARD_BATCH = 2_000;

/**
 * Gives a run up: deletes what it wrote, in short transactions, newest rows first, and the run itself last. May be
 * broken off at any point and begun again.
 */
export function discardImportRun(store: WritableStore, number: number): void {
  const first = statement(store, 'SELECT * FROM import_runs WHERE number = ?').get(number) as
    | Record<
        'first_block' | 'first_content' | 'first_transcript' | 'first_confession' | 'first_judge_score',
        number
      >
    | undefined;
  if (first === undefined) return;
  const deleteFrom = (table: string, key: string, from: number) => {
    const remove = statement(
      store,
      `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${key} >= ? ORDER BY ${key} DESC LIMIT ${DISCARD_BATCH})`,
    );
    while (inTransaction(store, () => remove.run(from).changes) === DISCARD_BATCH);
  };
  deleteFrom('judge_scores', 'id', first.first_judge_score);
  deleteFrom('confessions', 'id', first.first_confession);
  deleteFrom('transcript_words', 'rowid', first.first_transcript);
  deleteFrom('transcripts', 'id', first.first_transcript);
  deleteFrom('contents', 'id', first.first_content);
  deleteFrom('blocks', 'id', first.first_block);
  inTransaction(store, () => statement(store, 'DELETE FROM import_runs WHERE number = ?').run(number));
}

/** Clears away an import that has not landed, whoever began it: for a copy of a dataset. */
export function discardRunningImport(store: WritableStore): void {
  const running = findRunningImport(store);
  if (running !== undefined) discardImportRun(store, running.number);
}

/** Clears away what an import left whose process has died, or that could not clear away after itself. */
export function discardDeadImport(store: WritableStore, activeHere: ReadonlySet<string>): void {
  const running = findRunningImport(store);
  if (running !== undefined && !mayStillRun(running, activeHere)) discardImportRun(store, running.number);
}

export function listImportReports(store: ReadableStore): unknown[] {
  const rows = statement(
    store,
    "SELECT report FROM import_runs WHERE state = 'landed' AND report IS NOT NULL ORDER BY number DESC LIMIT 200",
  ).all() as { report: string }[];
  return rows.map((row) => JSON.parse(row.report) as unknown);
}
