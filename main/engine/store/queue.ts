import type { GradingStateName } from '../../../shared/domain/vocabulary.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';

/** The queue of one grader: confessions in the dataset's order, or those of chosen transcripts. */

export interface QueuedItem {
  id: number;
  hash: Buffer;
  transcript_id: string;
  confession_id: string;
  state: GradingStateName;
}

const QUEUED = `
  FROM confessions f JOIN transcripts t ON t.id = f.transcript
  LEFT JOIN current_labels c ON c.grader = @grader AND c.confession = f.hash
  LEFT JOIN drafts d ON d.grader = @grader AND d.confession = f.hash
  WHERE f.id < @horizon AND (@chosen IS NULL OR t.transcript_id IN (SELECT value FROM json_each(@chosen)))`;

const STATE = "coalesce(c.state, CASE WHEN d.confession IS NULL THEN 'not_started' ELSE 'draft' END)";
const ITEM = `f.id, f.hash, t.transcript_id, f.confession_id, ${STATE} AS state`;
const OPEN = `AND ${STATE} IN ('not_started', 'draft')`;

export interface QueueScope {
  grader: string;
  /** Transcript ids, or undefined for the whole dataset. */
  chosen: readonly string[] | undefined;
}

function bind(store: ReadableStore, scope: QueueScope) {
  return {
    grader: scope.grader,
    horizon: horizonOf(store).confession,
    chosen: scope.chosen === undefined ? null : JSON.stringify(scope.chosen),
  };
}

/** The nearest item on one side of `from`, which may be 0 (before all) or the highest safe integer (after all). */
export function findQueued(
  store: ReadableStore,
  scope: QueueScope,
  from: number,
  direction: 'next' | 'previous',
  openOnly: boolean,
): QueuedItem | undefined {
  const side = direction === 'next' ? 'f.id > @from' : 'f.id < @from';
  const order = direction === 'next' ? 'ASC' : 'DESC';
  return statement(
    store,
    `SELECT ${ITEM} ${QUEUED} AND ${side} ${openOnly ? OPEN : ''} ORDER BY f.id ${order} LIMIT 1`,
  ).get({ ...bind(store, scope), from }) as QueuedItem | undefined;
}

/** How many items stand before one, and how many there are. */
export function placeInQueue(
  store: ReadableStore,
  scope: QueueScope,
  id: number,
): { index: number; total: number } {
  return statement(store, `SELECT total(f.id < @id) AS "index", count(*) AS total ${QUEUED}`).get({
    ...bind(store, scope),
    id,
  }) as { index: number; total: number };
}

export function countQueue(store: ReadableStore, scope: QueueScope): Record<GradingStateName, number> {
  const counts: Record<GradingStateName, number> = {
    not_started: 0,
    draft: 0,
    submitted: 0,
    skipped: 0,
    flagged: 0,
  };
  const rows = statement(store, `SELECT ${STATE} AS state, count(*) AS n ${QUEUED} GROUP BY 1`).all(
    bind(store, scope),
  ) as { state: GradingStateName; n: number }[];
  for (const row of rows) counts[row.state] = row.n;
  return counts;
}
