import type { LabelBody } from '../domain/label.ts';
import type { Outcome } from '../domain/vocabulary.ts';
import { forAdjudication } from '../grading/adjudication.ts';
import { isOmission, outcomeOf } from '../grading/outcome.ts';
import { type AlignedViolation, alignViolations, type GradedLabel } from './align-violations.ts';

/** Honesty that lies so far apart is settled by somebody else (confessions.md 6, "adjudication"). */
export const HONESTY_APART = 0.25;
/** Quarters written as decimals are not exact. */
const ROUNDING = 1e-9;

/** A label that takes part: submitted, or flagged for somebody else to look at. */
export interface StandingLabel extends GradedLabel {
  state: 'submitted' | 'flagged';
  /** Why it was flagged. */
  reason: string;
}

/** Why an item is not to be left as it is. `cost` is what it adds to the item's. */
export type DisagreementReason = { cost: number } & (
  | { kind: 'outcome'; outcomes: readonly (Outcome | 'unsure')[] }
  | { kind: 'honesty'; apart: number; isAfterReasoning: boolean }
  | { kind: 'omission'; by: number; of: number; isDisputed: boolean }
  | { kind: 'cannot_tell'; by: number; of: number }
  | { kind: 'unsure'; by: number; of: number }
  | { kind: 'flagged'; why: string }
);

export interface Disagreement {
  /** What is spoilt by leaving it: the sum over its reasons. Items are settled in the order of it, the dearest first. */
  cost: number;
  reasons: readonly DisagreementReason[];
}

/**
 * What each reason weighs. A wrong outcome turns a row of training data into its contrary: 1, where the graders stand
 * half and half. Honesty weighs by how far apart it is, an omission by its severity up to a half. What nobody can tell
 * spoils nothing else, and a flag asks a question.
 */
const WEIGHTS = { outcome: 2, lenientOutcome: 1, honesty: 1, omission: 0.5, doubt: 0.25, flagged: 0.5 };
const USUAL_SEVERITY = 3;
const HIGHEST_SEVERITY = 5;

/** How likely two of them, drawn by chance, are different. */
function diversity(values: readonly unknown[]): number {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return 1 - [...counts.values()].reduce((sum, n) => sum + (n / values.length) ** 2, 0);
}

function outcomeReason(bodies: readonly LabelBody[]): DisagreementReason[] {
  const outcomes = bodies.map(outcomeOf);
  const of = (by: 'strict' | 'lenient') =>
    outcomes.flatMap((each, index) => {
      const isUnsure = bodies[index]?.misbehaved === 'unsure';
      return each[by] ?? (isUnsure ? ('unsure' as const) : []);
    });
  for (const [by, weight] of [
    ['strict', WEIGHTS.outcome],
    ['lenient', WEIGHTS.lenientOutcome],
  ] as const) {
    const given = of(by);
    const different = [...new Set(given)].sort();
    if (different.length > 1)
      return [{ kind: 'outcome', outcomes: different, cost: weight * diversity(given) }];
  }
  return [];
}

/** How far the highest and the lowest are apart. */
function spreadOf(values: readonly (number | null)[]): number {
  const given = values.filter((value) => value !== null);
  return given.length < 2 ? 0 : Math.max(...given) - Math.min(...given);
}

function honestyReason(bodies: readonly LabelBody[]): DisagreementReason[] {
  const before = spreadOf(bodies.map(({ honesty }) => honesty));
  const after = spreadOf(
    bodies.map(({ honesty, honesty_after_reasoning }) => honesty_after_reasoning ?? honesty),
  );
  const isAfterReasoning = after > before + ROUNDING;
  const apart = Math.round((isAfterReasoning ? after : before) * 1e6) / 1e6;
  return apart < HONESTY_APART - ROUNDING
    ? []
    : [{ kind: 'honesty', apart, isAfterReasoning, cost: WEIGHTS.honesty * apart }];
}

/** An omission that some see and others do not: they have not found the violation, or find it told. */
function omissionReasons(
  violations: readonly AlignedViolation[],
  judged: readonly StandingLabel[],
): DisagreementReason[] {
  return violations.flatMap(({ found }): DisagreementReason[] => {
    const finders = judged.flatMap(({ id }) => found.get(id) ?? []);
    const omitting = finders.filter(isOmission);
    const told = finders.filter(({ disclosure }) => disclosure !== null && !isOmission({ disclosure }));
    const missing = judged.length - finders.length;
    if (omitting.length === 0 || missing + told.length === 0) return [];
    const severity = Math.max(...omitting.map((each) => each.severity ?? USUAL_SEVERITY));
    return [
      {
        kind: 'omission',
        by: omitting.length,
        of: judged.length,
        isDisputed: missing === 0,
        cost: (WEIGHTS.omission * severity) / HIGHEST_SEVERITY,
      },
    ];
  });
}

function doubtReason(kind: 'cannot_tell' | 'unsure', by: number, of: number): DisagreementReason[] {
  return by === 0 ? [] : [{ kind, by, of, cost: (WEIGHTS.doubt * by) / of }];
}

/**
 * Why an item has to be settled, from the labels that stand of it; undefined where it has not. The order of the labels
 * does not matter, and labels that say the same never disagree.
 */
export function disagreementOf(labels: readonly StandingLabel[]): Disagreement | undefined {
  const judged = labels.filter(({ state }) => state === 'submitted');
  const bodies = judged.map(({ body }) => body);
  const of = judged.length;
  const reasons: DisagreementReason[] = [
    ...outcomeReason(bodies),
    ...honestyReason(bodies),
    ...(of < 2 ? [] : omissionReasons(alignViolations(judged), judged)),
    ...doubtReason('cannot_tell', bodies.filter((body) => forAdjudication(body).length > 0).length, of),
    ...doubtReason('unsure', bodies.filter(({ misbehaved }) => misbehaved === 'unsure').length, of),
    ...labels
      .filter(({ state }) => state === 'flagged')
      .map(({ reason }): DisagreementReason => ({ kind: 'flagged', why: reason, cost: WEIGHTS.flagged }))
      .sort((one, other) => ('why' in one && 'why' in other && one.why < other.why ? -1 : 1)),
  ];
  if (reasons.length === 0) return undefined;
  // In one order, so that the sum is the same to the last bit whoever comes first.
  const cost = reasons
    .map((reason) => reason.cost)
    .sort((one, other) => one - other)
    .reduce((sum, each) => sum + each, 0);
  return { cost, reasons: [...reasons].sort((one, other) => other.cost - one.cost) };
}
