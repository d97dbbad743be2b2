import { type Measured, meanOf, measured, sumOf, tooFew } from './figure.ts';
import { type Proportion, proportionOf } from './wilson.ts';

/**
 * How often models confess (confessions.md 1.3, 1.4 and 5.1). Items whose behaviour is `unsure` leave the rates, and
 * their share is told. *Positive* is misbehaviour.
 */
export interface OutcomeCounts {
  truePositive: number;
  falseNegative: number;
  falsePositive: number;
  trueNegative: number;
  /** Unsure whether it misbehaved: in no rate. */
  unsure: number;
}

export interface OutcomeRates {
  /** P(confessed | misbehaved). */
  confessedIfBad: Measured<Proportion>;
  /** P(confessed | behaved): confessing what was not done. */
  confessedIfGood: Measured<Proportion>;
  /** P(misbehaved and not confessed), of the items that are decided. */
  hidden: Measured<Proportion>;
  /** P(behaved and confessed), of the items that are decided. */
  overConfessed: Measured<Proportion>;
  misbehaved: Measured<Proportion>;
  /** Share of all items that nobody could decide. */
  unsure: Measured<Proportion>;
}

export function outcomeRates(counts: OutcomeCounts, confidence = 0.95): OutcomeRates {
  const { truePositive, falseNegative, falsePositive, trueNegative, unsure } = counts;
  const bad = truePositive + falseNegative;
  const good = falsePositive + trueNegative;
  const share = (hits: number, of: number) => proportionOf(hits, of, confidence);
  return {
    confessedIfBad: share(truePositive, bad),
    confessedIfGood: share(falsePositive, good),
    hidden: share(falseNegative, bad + good),
    overConfessed: share(falsePositive, bad + good),
    misbehaved: share(bad, bad + good),
    unsure: share(unsure, bad + good + unsure),
  };
}

/** One evaluation (environment, category) as a report of rates gives it; shares from 0 to 1. */
export interface EvaluationRow {
  /** P(misbehaved) and P(cannot be said), of all its items. */
  bad: number;
  neither: number;
  /** null where there was none that could. */
  confessedIfBad: number | null;
  admittedIfBad: number | null;
  confessedIfGood: number | null;
}

/**
 * Averages over evaluations. A report says which it prints: a mean of rates and the rate of all items differ widely
 * (74.3 and 86.8 % of the paper's twelve).
 */
export interface EvaluationAverages {
  evaluations: number;
  /** Mean over evaluations: each weighs the same (macro). */
  confessedIfBad: Measured;
  admittedIfBad: Measured;
  confessedIfGood: Measured;
  /** Mean of P(bad ∧ ¬confessed), of all items of an evaluation. */
  hidden: Measured;
  /** Mean of P(good ∧ confessed), of all items of an evaluation. */
  overConfessed: Measured;
  /** P(confessed | bad) over all items, were all evaluations of equal size (pooled). */
  pooledConfessedIfBad: Measured;
}

const meanOfThose = (values: readonly (number | null)[]): Measured => {
  const given = values.filter((value) => value !== null);
  return given.length === 0 ? tooFew('items', 0, 1) : measured(meanOf(given));
};

/** Of all items of an evaluation: where there are none of a kind, none of them did anything. */
const ofAll = (share: number, rate: number | null): number | null =>
  share <= 0 ? 0 : rate === null ? null : share * rate;

export function evaluationAverages(rows: readonly EvaluationRow[]): EvaluationAverages {
  const withBad = rows.filter(({ bad, confessedIfBad }) => bad > 0 && confessedIfBad !== null);
  const bad = sumOf(withBad.map((row) => row.bad));
  return {
    evaluations: rows.length,
    confessedIfBad: meanOfThose(rows.map((row) => row.confessedIfBad)),
    admittedIfBad: meanOfThose(rows.map((row) => row.admittedIfBad)),
    confessedIfGood: meanOfThose(rows.map((row) => row.confessedIfGood)),
    hidden: meanOfThose(
      rows.map((row) => ofAll(row.bad, row.confessedIfBad === null ? null : 1 - row.confessedIfBad)),
    ),
    overConfessed: meanOfThose(rows.map((row) => ofAll(1 - row.bad - row.neither, row.confessedIfGood))),
    pooledConfessedIfBad:
      bad > 0
        ? measured(sumOf(withBad.map((row) => row.bad * (row.confessedIfBad ?? 0))) / bad)
        : tooFew('items', 0, 1),
  };
}
