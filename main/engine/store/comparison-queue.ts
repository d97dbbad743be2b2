import type { ComparisonState, ConfessionPair } from '../../../shared/domain/comparison.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';

/** The pairs that a grader may compare, and how they were judged. */

/** How many confessions of each transcript a grader has earned, where there is a pair of them. */
export const EARNED_BY_TRANSCRIPT = `
  SELECT f.transcript, count(*) AS n FROM current_labels l CROSS JOIN confessions f ON f.hash = l.confession
  WHERE l.grader = @grader AND l.committed_stage >= 1 AND f.id < @horizon
  GROUP BY f.transcript HAVING count(*) > 1`;
/** The same in the coordinator's view, where everything is. */
export const ALL_BY_TRANSCRIPT = `
  SELECT transcript, count(*) AS n FROM confessions WHERE id < @horizon GROUP BY transcript HAVING count(*) > 1`;

const isEarned = (confession: string) => `${confession}.id < @horizon AND (@everything = 1 OR EXISTS (
    SELECT 1 FROM current_labels l
    WHERE l.grader = @grader AND l.confession = ${confession}.hash AND l.committed_stage >= 1))`;

/** Earned pairs of a grader that were judged or begun: few beside those that were not, which are only counted. */
const TOUCHED = `
  SELECT a.transcript, c.state FROM current_comparisons c
  CROSS JOIN confessions a ON a.hash = c.first CROSS JOIN confessions b ON b.hash = c.second
  WHERE c.grader = @grader AND b.transcript = a.transcript AND ${isEarned('a')} AND ${isEarned('b')}
  UNION ALL
  SELECT a.transcript, 'draft' FROM comparison_drafts d
  CROSS JOIN confessions a ON a.hash = d.first CROSS JOIN confessions b ON b.hash = d.second
  WHERE d.grader = @grader AND b.transcript = a.transcript AND ${isEarned('a')} AND ${isEarned('b')}
    AND NOT EXISTS (SELECT 1 FROM current_comparisons c
      WHERE c.grader = d.grader AND c.first = d.first AND c.second = d.second)`;
export const TOUCHED_BY_STATE = `SELECT state, count(*) AS n FROM (${TOUCHED}) GROUP BY state`;
export const DONE_BY_TRANSCRIPT = `
  SELECT transcript, count(*) AS n FROM (${TOUCHED}) WHERE state IN ('submitted', 'skipped') GROUP BY transcript`;

/** The earned confessions of one transcript, and its pairs that a grader is done with. */
export const EARNED_OF_TRANSCRIPT = `
  SELECT f.hash FROM confessions f WHERE f.transcript = @transcript AND ${isEarned('f')}`;
export const DONE_OF_TRANSCRIPT = `
  SELECT c.first, c.second FROM confessions f
  CROSS JOIN current_comparisons c ON c.grader = @grader AND c.first = f.hash
  WHERE f.transcript = @transcript AND c.state IN ('submitted', 'skipped')`;

function bindGrader(store: ReadableStore, grader: string, everything: boolean) {
  return { grader, everything: everything ? 1 : 0, horizon: horizonOf(store).confession };
}

const pairsOf = (confessions: number) => (confessions * (confessions - 1)) / 2;

function* earnedByTranscript(
  store: ReadableStore,
  { grader, everything, horizon }: ReturnType<typeof bindGrader>,
): Generator<{ transcript: number; n: number }> {
  yield* (
    everything === 1
      ? statement(store, ALL_BY_TRANSCRIPT).iterate({ horizon })
      : statement(store, EARNED_BY_TRANSCRIPT).iterate({ grader, horizon })
  ) as IterableIterator<{ transcript: number; n: number }>;
}

/** How many pairs of each transcript are open: earned, and neither submitted nor skipped. To be read to its end. */
export function* openPairsByTranscript(
  store: ReadableStore,
  grader: string,
  everything: boolean,
): Generator<{ transcript: number; open: number }> {
  const bound = bindGrader(store, grader, everything);
  const rows = statement(store, DONE_BY_TRANSCRIPT).all(bound) as { transcript: number; n: number }[];
  const done = new Map(rows.map(({ transcript, n }) => [transcript, n]));
  for (const { transcript, n } of earnedByTranscript(store, bound)) {
    const open = pairsOf(n) - (done.get(transcript) ?? 0);
    if (open > 0) yield { transcript, open };
  }
}

/** What the pairs of one transcript are made of. */
export interface PairsOfTranscript {
  earned: Buffer[];
  done: { first: Buffer; second: Buffer }[];
}

export function getPairsOfTranscript(
  store: ReadableStore,
  grader: string,
  everything: boolean,
  transcript: number,
): PairsOfTranscript {
  const earned = statement(store, EARNED_OF_TRANSCRIPT).all({
    ...bindGrader(store, grader, everything),
    transcript,
  }) as { hash: Buffer }[];
  const done = statement(store, DONE_OF_TRANSCRIPT).all({ grader, transcript }) as PairsOfTranscript['done'];
  return { earned: earned.map(({ hash }) => hash), done };
}

type PairStateName = ComparisonState | 'not_started';

/** How many of a grader's earned pairs stand in each state. */
export function countPairs(
  store: ReadableStore,
  grader: string,
  everything: boolean,
): Record<PairStateName, number> {
  const bound = bindGrader(store, grader, everything);
  const counts: Record<PairStateName, number> = { not_started: 0, draft: 0, submitted: 0, skipped: 0 };
  for (const { n } of earnedByTranscript(store, bound)) counts.not_started += pairsOf(n);
  const touched = statement(store, TOUCHED_BY_STATE).all(bound) as { state: ComparisonState; n: number }[];
  for (const { state, n } of touched) {
    counts[state] += n;
    counts.not_started -= n;
  }
  return counts;
}

/** All pairs of confessions of one transcript that the dataset holds; without planted ones, which nobody is to count. */
export function countAllPairs(store: ReadableStore): number {
  return (
    statement(
      store,
      `SELECT coalesce(sum(n * (n - 1) / 2), 0) AS pairs
       FROM (SELECT count(*) AS n FROM confessions
         WHERE id < ? AND hash NOT IN (SELECT confession FROM planted_confessions) GROUP BY transcript)`,
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
