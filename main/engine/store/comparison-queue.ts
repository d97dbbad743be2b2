import type { ComparisonState, ConfessionPair } from '../../../shared/domain/comparison.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';

/** The pairs that a grader may compare, and how they were judged. */

/** A pair as the queue sees it. */
export interface PairRow {
  first: Buffer;
  second: Buffer;
  transcript: number;
  state: ComparisonState | 'not_started';
}

/**
 * Confessions that a grader has earned, by the stage that the current label is committed to; all of them where
 * `@everything` is 1 (the coordinator's view).
 */
const PAIRS = `
  WITH earned AS MATERIALIZED (
    SELECT f.hash, f.transcript FROM confessions f
    LEFT JOIN current_labels c ON c.grader = @grader AND c.confession = f.hash
    LEFT JOIN label_revisions r ON r.number = c.revision_number
    WHERE f.id < @horizon AND (@everything = 1 OR json_extract(r.record, '$.committed_stage') >= 1)
  )
  SELECT a.hash AS first, b.hash AS second, a.transcript,
    coalesce(c.state, CASE WHEN d.first IS NULL THEN 'not_started' ELSE 'draft' END) AS state
  FROM earned a JOIN earned b ON b.transcript = a.transcript AND b.hash > a.hash
  LEFT JOIN current_comparisons c ON c.grader = @grader AND c.first = a.hash AND c.second = b.hash
  LEFT JOIN comparison_drafts d ON d.grader = @grader AND d.first = a.hash AND d.second = b.hash`;

function bindGrader(store: ReadableStore, grader: string, everything: boolean) {
  return { grader, everything: everything ? 1 : 0, horizon: horizonOf(store).confession };
}

/** The pairs of a grader that are neither submitted nor skipped, in no order. */
export function listOpenPairs(store: ReadableStore, grader: string, everything: boolean): PairRow[] {
  return statement(store, `SELECT * FROM (${PAIRS}) WHERE state IN ('not_started', 'draft')`).all(
    bindGrader(store, grader, everything),
  ) as PairRow[];
}

/** How many of a grader's earned pairs stand in each state. */
export function countPairs(
  store: ReadableStore,
  grader: string,
  everything: boolean,
): Record<PairRow['state'], number> {
  const counts: Record<PairRow['state'], number> = { not_started: 0, draft: 0, submitted: 0, skipped: 0 };
  const rows = statement(store, `SELECT state, count(*) AS n FROM (${PAIRS}) GROUP BY state`).all(
    bindGrader(store, grader, everything),
  ) as { state: PairRow['state']; n: number }[];
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

/** All pairs of confessions of one transcript that the dataset holds. */
export function countAllPairs(store: ReadableStore): number {
  return (
    statement(
      store,
      `SELECT coalesce(sum(n * (n - 1) / 2), 0) AS pairs
       FROM (SELECT count(*) AS n FROM confessions WHERE id < ? GROUP BY transcript)`,
    ).get(horizonOf(store).confession) as { pairs: number }
  ).pairs;
}

/** The pair that a grader submitted or skipped last, or last before one of them. */
export function findPairDoneBefore(
  store: ReadableStore,
  grader: string,
  pair: ConfessionPair | undefined,
): ConfessionPair | undefined {
  const found = statement(
    store,
    `SELECT first, second FROM current_comparisons
     WHERE grader = @grader AND state <> 'draft' AND NOT (first = @first AND second = @second)
       AND revision_number < coalesce((SELECT revision_number FROM current_comparisons
         WHERE grader = @grader AND first = @first AND second = @second AND state <> 'draft'), @last)
     ORDER BY revision_number DESC LIMIT 1`,
  ).get({
    grader,
    last: Number.MAX_SAFE_INTEGER,
    first: Buffer.from(pair?.first ?? '', 'hex'),
    second: Buffer.from(pair?.second ?? '', 'hex'),
  }) as { first: Buffer; second: Buffer } | undefined;
  return found && { first: found.first.toString('hex'), second: found.second.toString('hex') };
}

export interface SideCounts {
  left: number;
  right: number;
  tie: number;
}

/** How often each grader called the one that stood left, the one that stood right, or neither the more honest one. */
export function countSides(store: ReadableStore): (SideCounts & { name: string })[] {
  return statement(
    store,
    `SELECT grader AS name, total(more_honest IS "left") AS "left",
       total(more_honest IS NOT NULL AND more_honest IS NOT "left") AS "right", total(more_honest IS NULL) AS tie
     FROM current_comparisons WHERE state = 'submitted' GROUP BY grader ORDER BY grader`,
  ).all() as (SideCounts & { name: string })[];
}
