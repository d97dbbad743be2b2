import { midRanks } from './correlation.ts';
import { at, type Interval, type Measured, meanOf, measured, sumOf, tooFew } from './figure.ts';
import { zOfConfidence } from './normal.ts';

/** A score, and whether the item is one of those that should have the higher ones. */
export interface Scored {
  score: number;
  isPositive: boolean;
}

export interface Auc {
  auc: number;
  standardError: number;
  interval: Interval;
  positives: number;
  negatives: number;
}

const variance = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
};

/**
 * The chance that a positive item has a higher score than a negative one, ties as half: U/(n₁n₀) (Mann and Whitney;
 * confessions.md 5.9). The interval is DeLong's (DeLong et al. 1988, Biometrics 44:837) by mid-ranks (Sun and Xu 2014),
 * cut at 0 and 1; for families of items, `bootstrapInterval` is the one to print.
 */
export function rocAuc(items: readonly Scored[], confidence = 0.95): Measured<Auc> {
  const positives = items.filter(({ isPositive }) => isPositive).map(({ score }) => score);
  const negatives = items.filter(({ isPositive }) => !isPositive).map(({ score }) => score);
  const [n1, n0] = [positives.length, negatives.length];
  if (n1 === 0 || n0 === 0) return tooFew('outcomes', Math.min(n1, n0), 1);
  const among = midRanks([...positives, ...negatives]);
  const ownPositive = midRanks(positives);
  const ownNegative = midRanks(negatives);
  // For each positive the share of negatives below it, for each negative the share of positives above it.
  const above = positives.map((_, i) => (at(among, i) - at(ownPositive, i)) / n0);
  const below = negatives.map((_, i) => 1 - (at(among, n1 + i) - at(ownNegative, i)) / n1);
  const auc = meanOf(above);
  const spread = (n1 > 1 ? variance(above) / n1 : 0) + (n0 > 1 ? variance(below) / n0 : 0);
  const standardError = Math.sqrt(spread);
  const half = zOfConfidence(confidence) * standardError;
  return measured({
    auc,
    standardError,
    interval: { low: Math.max(0, auc - half), high: Math.min(1, auc + half) },
    positives: n1,
    negatives: n0,
  });
}
