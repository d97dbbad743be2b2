import { at, meanOf, sumOf } from './figure.ts';

/** The terms of prediction-powered inference: how far the judge is used, and how sure the estimate is (see ppi.ts). */
export interface PpiTerms {
  labels: readonly number[];
  predictions: readonly number[];
  unlabelled: readonly number[];
  /** Of the labelled, with a mean of 1. */
  weights: readonly number[];
}

/** Over n, as numpy's std and ppi_py have it. */
function populationVariance(values: readonly number[]): number {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)) / values.length;
}

/** Weights with a mean of 1. */
export function weightsOf(items: readonly { weight?: number }[]): number[] {
  const weights = items.map(({ weight = 1 }) => weight);
  const mean = meanOf(weights);
  return weights.map((weight) => weight / mean);
}

const weighted = (values: readonly number[], weights: readonly number[]): number[] =>
  values.map((value, index) => value * at(weights, index));

/**
 * λ* = Cov(Y, f)/((1 + n/N) Var f), clipped to [0, 1]: the covariance over n, the variance of all predictions over
 * n + N − 1, both about the estimate at λ = 1, which matters only where there are weights.
 */
export function tunedLambda({ labels, predictions, unlabelled, weights }: PpiTerms): number {
  const [n, m] = [labels.length, unlabelled.length];
  const pilot =
    meanOf(unlabelled) +
    meanOf(
      weighted(
        labels.map((label, i) => label - at(predictions, i)),
        weights,
      ),
    );
  const ofLabels = weighted(
    labels.map((label) => label - pilot),
    weights,
  );
  const ofPredictions = weighted(
    predictions.map((prediction) => prediction - pilot),
    weights,
  );
  const [meanLabel, meanPrediction] = [meanOf(ofLabels), meanOf(ofPredictions)];
  const covariance =
    sumOf(ofLabels.map((label, i) => (label - meanLabel) * (at(ofPredictions, i) - meanPrediction))) / n;
  const all = [...ofPredictions, ...unlabelled.map((prediction) => prediction - pilot)];
  const variance = (populationVariance(all) * all.length) / (all.length - 1);
  if (!(variance > 0)) return 0;
  return Math.max(0, Math.min(1, covariance / ((1 + n / m) * variance)));
}

/** θ̂ = λ·mean(f̃) + mean(Y − λf), the labelled weighted. */
export function estimateAt(lambda: number, { labels, predictions, unlabelled, weights }: PpiTerms): number {
  const rectifier = labels.map((label, i) => label - lambda * at(predictions, i));
  return lambda * meanOf(unlabelled) + meanOf(weighted(rectifier, weights));
}

/** The family of each item; without, each item is one. */
export interface PpiFamilies {
  labelled: readonly string[];
  unlabelled: readonly string[];
}

/** What one number of a list contributes to the error of its mean. */
function errorsOf(values: readonly number[]): number[] {
  const mean = meanOf(values);
  return values.map((value) => (value - mean) / values.length);
}

/** Squares of what families contribute together: items of one family err alike, labelled or not. */
function varianceByFamily(
  rectifier: readonly number[],
  scores: readonly number[],
  families: PpiFamilies,
): number {
  const sums = new Map<string, number>();
  const add = (errors: readonly number[], names: readonly string[]) => {
    errors.forEach((error, index) => {
      const family = at(names, index);
      sums.set(family, (sums.get(family) ?? 0) + error);
    });
  };
  add(errorsOf(rectifier), families.labelled);
  add(errorsOf(scores), families.unlabelled);
  return sumOf([...sums.values()].map((sum) => sum * sum));
}

/** λ²Var(f̃)/N + Var(Y − λf)/n, or the same by families (cluster-robust, Liang and Zeger 1986). */
export function varianceAt(
  lambda: number,
  { labels, predictions, unlabelled, weights }: PpiTerms,
  families: PpiFamilies | undefined,
): number {
  const rectifier = weighted(
    labels.map((label, i) => label - lambda * at(predictions, i)),
    weights,
  );
  const scores = unlabelled.map((prediction) => lambda * prediction);
  if (families !== undefined) return varianceByFamily(rectifier, scores, families);
  return populationVariance(scores) / scores.length + populationVariance(rectifier) / labels.length;
}
