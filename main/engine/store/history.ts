import type { LabelState, Outcome, SkipReason } from '../../../shared/domain/vocabulary.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';
import type { NamedItem } from './queue.ts';

/** What one grader did: own labels as they stand, by when they came to stand so, and active time. */

/** A label's current revision, taken from a file or not done here: only what was graded here counts. */
const LABELS = `
  FROM current_labels c JOIN label_revisions r ON r.number = c.revision_number
  WHERE c.grader = @grader AND r.record ->> '$.origin' <> 'imported'`;
/** Drafts that have no revision yet. */
const DRAFTS = `
  FROM drafts d WHERE d.grader = @grader
  AND NOT EXISTS (SELECT 1 FROM current_labels c WHERE c.grader = d.grader AND c.confession = d.confession)`;

export interface DoneRow extends NamedItem {
  at: string;
  state: LabelState;
  skip_reason: SkipReason | null;
  reason: string;
  outcome_strict: Outcome | null;
  outcome_lenient: Outcome | null;
  honesty: number | null;
  active_ms: number;
}

export interface DoneScope {
  grader: string;
  /** Older than this; the newest is first. */
  after?: { at: string; confession: string } | undefined;
  /** Not before, and before, these moments. */
  from?: string | undefined;
  to?: string | undefined;
  states?: readonly LabelState[] | undefined;
  search?: string | undefined;
}

/** After every time that ISO 8601 can write. */
const LATEST = '~';

const NAMED = 'JOIN confessions f ON f.hash = done.hash JOIN transcripts t ON t.id = f.transcript';
const SHOWN = `
  lower(hex(done.hash)) AS confession, t.transcript_id, f.confession_id,
  (SELECT coalesce(sum(a.active_ms), 0) FROM active_times a
   WHERE a.grader = @grader AND a.confession = done.hash) AS active_ms`;
const SCOPE = `
  WHERE f.id < @horizon AND (@states IS NULL OR done.state IN (SELECT value FROM json_each(@states)))
    AND (@search IS NULL OR instr(lower(t.transcript_id), lower(@search)) > 0)
  ORDER BY done.at DESC, done.hash DESC LIMIT @limit`;

export const LIST_DONE_LABELS = `
  SELECT done.*, ${SHOWN} FROM (
    SELECT c.made_at AS at, c.confession AS hash, c.state, c.outcome_strict, c.outcome_lenient, c.honesty,
      r.record ->> '$.skip_reason' AS skip_reason, coalesce(r.record ->> '$.reason', '') AS reason
    ${LABELS} AND (c.made_at, c.confession) < (@at, @hash) AND c.made_at >= @from
  ) done ${NAMED} ${SCOPE}`;
const LIST_DONE_DRAFTS = `
  SELECT done.*, ${SHOWN} FROM (
    SELECT d.saved_at AS at, d.confession AS hash, 'draft' AS state, NULL AS outcome_strict,
      NULL AS outcome_lenient, NULL AS honesty, NULL AS skip_reason, '' AS reason
    ${DRAFTS} AND (d.saved_at, d.confession) < (@at, @hash) AND d.saved_at >= @from
  ) done ${NAMED} ${SCOPE}`;

export function listDone(store: ReadableStore, scope: DoneScope, limit: number): DoneRow[] {
  const { grader, after, from, to, states, search } = scope;
  const bound = {
    grader,
    at: after?.at ?? to ?? LATEST,
    hash: after === undefined ? Buffer.alloc(0) : Buffer.from(after.confession, 'hex'),
    from: from ?? '',
    states: states === undefined || states.length === 0 ? null : JSON.stringify(states),
    search: search === undefined || search === '' ? null : search,
    horizon: horizonOf(store).confession,
    limit,
  };
  const rows = [LIST_DONE_LABELS, LIST_DONE_DRAFTS].flatMap(
    (sql) => statement(store, sql).all(bound) as (DoneRow & { hash: Buffer })[],
  );
  rows.sort((one, other) => (isLater(one, other) ? -1 : 1));
  return rows.slice(0, limit).map(({ hash: _hash, ...row }) => row);
}

function isLater(one: DoneRow, other: DoneRow): boolean {
  return one.at === other.at ? one.confession > other.confession : one.at > other.at;
}

/** How many labels came to stand as they do between two moments, by state. */
export function countDone(
  store: ReadableStore,
  grader: string,
  from: string,
  to: string,
): Record<LabelState, number> {
  const counts: Record<LabelState, number> = { draft: 0, submitted: 0, skipped: 0, flagged: 0 };
  const rows = statement(
    store,
    `SELECT state, count(*) AS n FROM (
       SELECT c.state ${LABELS} AND c.made_at >= @from AND c.made_at < @to
       UNION ALL SELECT 'draft' ${DRAFTS} AND d.saved_at >= @from AND d.saved_at < @to
     ) GROUP BY state`,
  ).all({ grader, from, to }) as { state: LabelState; n: number }[];
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** When a grader's label or draft of a confession came to stand as it does; undefined where there is none. */
export function whenDone(store: ReadableStore, grader: string, confession: Buffer): string | undefined {
  return statement(
    store,
    `SELECT coalesce(
       (SELECT made_at FROM current_labels WHERE grader = @grader AND confession = @confession),
       (SELECT saved_at FROM drafts WHERE grader = @grader AND confession = @confession))`,
  )
    .pluck()
    .get({ grader, confession }) as string | undefined;
}

/** The item done next after a moment. */
export function findNewer(
  store: ReadableStore,
  grader: string,
  than: { at: string; confession: Buffer },
): NamedItem | undefined {
  return statement(
    store,
    `SELECT lower(hex(done.hash)) AS confession, t.transcript_id, f.confession_id FROM (
       SELECT c.made_at AS at, c.confession AS hash ${LABELS} AND (c.made_at, c.confession) > (@at, @hash)
       UNION ALL
       SELECT d.saved_at, d.confession ${DRAFTS} AND (d.saved_at, d.confession) > (@at, @hash)
     ) done ${NAMED} WHERE f.id < @horizon ORDER BY done.at, done.hash LIMIT 1`,
  ).get({ grader, at: than.at, hash: than.confession, horizon: horizonOf(store).confession }) as
    | NamedItem
    | undefined;
}

export function addActiveTime(
  store: WritableStore,
  spent: { grader: string; day: string; confession: Buffer; stage: number; active_ms: number },
): void {
  statement(
    store,
    `INSERT INTO active_times (grader, day, confession, stage, active_ms)
     VALUES (@grader, @day, @confession, @stage, @active_ms)
     ON CONFLICT DO UPDATE SET active_ms = active_ms + excluded.active_ms`,
  ).run(spent);
}

/** A grader's active time with one confession, by stage. */
export function activeTimesOf(
  store: ReadableStore,
  grader: string,
  confession: Buffer,
): { 1: number; 2: number; 3: number } {
  const times = { 1: 0, 2: 0, 3: 0 };
  const rows = statement(
    store,
    'SELECT stage, sum(active_ms) AS ms FROM active_times WHERE grader = ? AND confession = ? GROUP BY stage',
  ).all(grader, confession) as { stage: 1 | 2 | 3; ms: number }[];
  for (const { stage, ms } of rows) times[stage] = ms;
  return times;
}

export function activeTimeOfDay(store: ReadableStore, grader: string, day: string): number {
  return statement(store, 'SELECT coalesce(sum(active_ms), 0) FROM active_times WHERE grader = ? AND day = ?')
    .pluck()
    .get(grader, day) as number;
}
