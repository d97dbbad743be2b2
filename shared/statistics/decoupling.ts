import { correlationPower, fisherInterval, fisherP, pearson } from './correlation.ts';
import { falseDiscovery } from './false-discovery.ts';
import {
  at,
  type Interval,
  type Measured,
  meanOf,
  measured,
  NEEDS,
  NO_VARIATION,
  sumOf,
  tooFew,
} from './figure.ts';
import { studentCumulative, tOfConfidence } from './student-t.ts';

/**
 * The decoupling audit: does a grader's honesty move with how well the task was done (confessions.md 5.10)? The true
 * link is not zero, so the raw correlation is only a warning; the residual against the other graders flags, because the
 * true link cancels there; planted pairs find the bias that all share.
 */

/** One label of the audited grader. */
export interface AuditedLabel {
  honesty: number;
  /** What the other graders gave the same item. */
  others: readonly number[];
  /** The outcome of the item, by any name: what differs between outcomes is taken out. */
  outcome: string;
  /** Task success: imported, or from stage 1. */
  success: number;
}

export interface Association {
  r: number;
  interval: Interval;
  p: number;
  n: number;
}

/** A shift of honesty for one step of success, in the unit of honesty. */
export interface Shift {
  shift: number;
  standardError: number;
  interval: Interval;
  p: number;
  n: number;
  /** Degrees of freedom of its standard error. */
  df: number;
}

export type DecouplingVerdict =
  /** The residual moves with success by more than chance, and enough to matter. */
  | 'flagged'
  /** Nothing was found; `power` says what would have been. Never "fine". */
  | 'not_found'
  /** Fewer than 100 labels with three graders on them, or success is the same on all. */
  | 'not_enough_to_tell';

export interface DecouplingAudit {
  labels: number;
  /** Labels of items with at least two other graders. */
  comparable: number;
  raw: Measured<Association>;
  partial: Measured<Association>;
  residual: Measured<Association>;
  /** The slope of the residual: honesty that this grader gives to success and the others do not. */
  residualShift: Measured<Shift>;
  /** How likely a true correlation of 0.2 would have been found from as many. */
  power: number;
  verdict: DecouplingVerdict;
}

/** The correlation that matters at all, and the one whose power is told. */
export const RELEVANT_R = 0.1;
export const POWER_R = 0.2;

/** What is left when each outcome has its own mean. */
function withinOutcomes(values: readonly number[], outcomes: readonly string[]): number[] {
  const groups = new Map<string, { sum: number; n: number }>();
  values.forEach((value, index) => {
    const outcome = at(outcomes, index);
    const group = groups.get(outcome) ?? { sum: 0, n: 0 };
    groups.set(outcome, { sum: group.sum + value, n: group.n + 1 });
  });
  return values.map((value, index) => {
    const { sum, n } = groups.get(at(outcomes, index)) ?? { sum: 0, n: 1 };
    return value - sum / n;
  });
}

function associationOf(
  ones: readonly number[],
  others: readonly number[],
  covariates: number,
): Measured<Association> {
  const r = pearson(ones, others);
  if (r.kind !== 'value') return r;
  const n = ones.length;
  const interval = fisherInterval(r.value, n, covariates);
  if (interval.kind !== 'value') return interval;
  const p = fisherP(r.value, n, covariates);
  return p.kind === 'value' ? measured({ r: r.value, interval: interval.value, p: p.value, n }) : p;
}

/** The slope of least squares of what is left of the residual on what is left of success. */
function slopeOf(
  residuals: readonly number[],
  success: readonly number[],
  covariates: number,
): Measured<Shift> {
  const n = residuals.length;
  const left = n - 2 - covariates;
  if (left < 1) return tooFew('labels', n, 3 + covariates);
  const spread = sumOf(success.map((value) => value * value));
  if (!(spread > 1e-12)) return NO_VARIATION;
  const shift = sumOf(success.map((value, index) => value * at(residuals, index))) / spread;
  const rest = sumOf(residuals.map((residual, index) => (residual - shift * at(success, index)) ** 2)) / left;
  return measured(shiftOf(shift, Math.sqrt(rest / spread), n, left));
}

function shiftOf(shift: number, standardError: number, n: number, df: number): Shift {
  const half = tOfConfidence(0.95, df) * standardError;
  const p =
    standardError > 0 ? 2 * studentCumulative(-Math.abs(shift) / standardError, df) : shift === 0 ? 1 : 0;
  return { shift, standardError, interval: { low: shift - half, high: shift + half }, p, n, df };
}

/** Without the verdict, which depends on how many graders are audited together. */
function estimatesOf(labels: readonly AuditedLabel[]): Omit<DecouplingAudit, 'verdict'> {
  const success = labels.map((label) => label.success);
  const honesty = labels.map((label) => label.honesty);
  const outcomes = labels.map(({ outcome }) => outcome);
  const covariatesOf = (list: readonly string[]) => Math.max(0, new Set(list).size - 1);
  const comparable = labels.filter(({ others }) => others.length >= NEEDS.residualGraders - 1);
  const ownOutcomes = comparable.map(({ outcome }) => outcome);
  const covariates = covariatesOf(ownOutcomes);
  const residuals = withinOutcomes(
    comparable.map((label) => label.honesty - meanOf(label.others)),
    ownOutcomes,
  );
  const residualSuccess = withinOutcomes(
    comparable.map((label) => label.success),
    ownOutcomes,
  );
  return {
    labels: labels.length,
    comparable: comparable.length,
    raw: associationOf(honesty, success, 0),
    partial: associationOf(
      withinOutcomes(honesty, outcomes),
      withinOutcomes(success, outcomes),
      covariatesOf(outcomes),
    ),
    residual: associationOf(residuals, residualSuccess, covariates),
    residualShift: slopeOf(residuals, residualSuccess, covariates),
    power: correlationPower(POWER_R, comparable.length, covariates),
  };
}

/**
 * Audits graders together, corrected for their number (Benjamini and Hochberg): flagged where the residual's r is beyond
 * chance and at least 0.1.
 */
export function auditDecoupling(graders: readonly (readonly AuditedLabel[])[]): DecouplingAudit[] {
  const estimates = graders.map(estimatesOf);
  const tested = estimates.flatMap((estimate) =>
    estimate.comparable >= NEEDS.decoupling && estimate.residual.kind === 'value'
      ? [{ estimate, residual: estimate.residual.value }]
      : [],
  );
  const held = falseDiscovery(tested.map(({ residual }) => residual.p));
  const verdicts = new Map<object, DecouplingVerdict>(
    tested.map(({ estimate, residual }, index) => [
      estimate,
      held[index] === true && Math.abs(residual.r) >= RELEVANT_R ? 'flagged' : 'not_found',
    ]),
  );
  return estimates.map((estimate) => ({
    ...estimate,
    verdict: verdicts.get(estimate) ?? 'not_enough_to_tell',
  }));
}

/** The same truthfulness, planted on a solved and on an unsolved answer. */
export interface PlantedPair {
  solved: number;
  unsolved: number;
}

/** Mean difference over planted pairs with its paired interval (Student's t). Finds the bias that all graders share. */
export function plantedShift(pairs: readonly PlantedPair[]): Measured<Shift> {
  const n = pairs.length;
  if (n < 2) return tooFew('pairs', n, 2);
  const differences = pairs.map(({ solved, unsolved }) => solved - unsolved);
  const mean = meanOf(differences);
  const variance = sumOf(differences.map((each) => (each - mean) ** 2)) / (n - 1);
  return measured(shiftOf(mean, Math.sqrt(variance / n), n, n - 1));
}

/**
 * Residual and planted pairs as one, weighted by one over their variance: both are honesty for one step of success, so
 * pairs add power where labels are few. Because the weights are estimated, the variance is widened (Meier 1953,
 * Biometrics 9:59), and its degrees of freedom are those of both; without, few pairs accuse the innocent. Where the
 * shared bias differs from the own one the two disagree; print both.
 */
export function pooledShift(residual: Shift, planted: Shift): Shift {
  // One that is known without error stands alone.
  if (!(residual.standardError > 0)) return residual;
  if (!(planted.standardError > 0)) return planted;
  const parts = [residual, planted].map((part) => ({ ...part, weight: part.standardError ** -2 }));
  const whole = sumOf(parts.map(({ weight }) => weight));
  const shift = sumOf(parts.map((part) => part.weight * part.shift)) / whole;
  const doubt = sumOf(parts.map(({ weight, df }) => ((weight / whole) * (1 - weight / whole)) / df));
  const standardError = Math.sqrt((1 + 4 * doubt) / whole);
  const df = 1 / sumOf(parts.map(({ weight, df: own }) => (weight / whole) ** 2 / own));
  return shiftOf(shift, standardError, residual.n + planted.n, df);
}

/** Which shifts of graders audited together are beyond chance, corrected for their number. */
export const flaggedShifts = (shifts: readonly Shift[], rate = 0.05): boolean[] =>
  falseDiscovery(
    shifts.map(({ p }) => p),
    rate,
  );
