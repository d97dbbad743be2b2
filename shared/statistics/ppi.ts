import { at, type Interval, type Measured, meanOf, measured, NO_VARIATION, sumOf, tooFew } from './figure.ts';
import { zOfConfidence } from './normal.ts';

/**
 * Rates over the whole corpus from few labels and many judge scores: prediction-powered inference (Angelopoulos et al.
 * 2023, Science 382:669) with the weight of the predictions tuned (PPI++, arXiv 2311.01453), as in the package ppi_py.
 * Valid only if the labelled are a random sample, or weighted by one over their probability of selection; disagreement
 * queues and gold are left out (confessions.md 5.9).
 */

/** An item that a person labelled and the judge scored. */
export interface LabelledItem {
  label: number;
  prediction: number;
  /** 1/probability of having been selected; 1 for all of a plain random sample. */
  weight?: number;
}

export interface PredictionPowered {
  estimate: number;
  standardError: number;
  interval: Interval;
  /** How far the judge is used: 0 not at all, 1 fully. */
  lambda: number;
  labelled: number;
  unlabelled: number;
  /** How many labels alone would give the same interval. */
  effectiveLabels: number;
}

export interface PpiOptions {
  /** Fixed, or tuned for the least variance where undefined. */
  lambda?: number | undefined;
  confidence?: number;
}

/** Over n, as numpy's std and ppi_py have it. */
function populationVariance(values: readonly number[]): number {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)) / values.length;
}

/** Weights with a mean of 1. */
function weightsOf(items: readonly { weight?: number }[]): number[] {
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
function tunedLambda(
  labels: number[],
  predictions: number[],
  unlabelled: readonly number[],
  weights: number[],
): number {
  const [n, m] = [labels.length, unlabelled.length];
  const pilot =
    meanOf([...unlabelled]) +
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

function varianceAt(
  lambda: number,
  labels: number[],
  predictions: number[],
  unlabelled: readonly number[],
  weights: number[],
): number {
  const rectifier = weighted(
    labels.map((label, i) => label - lambda * at(predictions, i)),
    weights,
  );
  return (
    (lambda ** 2 * populationVariance(unlabelled)) / unlabelled.length +
    populationVariance(rectifier) / labels.length
  );
}

function powered(
  estimate: number,
  lambda: number,
  variance: number,
  plainVariance: number,
  [labelled, unlabelled]: [number, number],
  confidence: number,
): Measured<PredictionPowered> {
  const standardError = Math.sqrt(variance);
  const half = zOfConfidence(confidence) * standardError;
  return measured({
    estimate,
    standardError,
    interval: { low: estimate - half, high: estimate + half },
    lambda,
    labelled,
    unlabelled,
    effectiveLabels: variance > 0 ? (labelled * plainVariance) / variance : labelled,
  });
}

/**
 * The mean of a label over the corpus, a rate where labels are 0 and 1: θ̂ = λ·mean(f̃) + mean(Y − λf), Var =
 * λ²Var(f̃)/N + Var(Y − λf)/n. The interval is not cut at 0 and 1.
 */
export function ppiMean(
  labelled: readonly LabelledItem[],
  unlabelled: readonly number[],
  { lambda, confidence = 0.95 }: PpiOptions = {},
): Measured<PredictionPowered> {
  if (labelled.length < 2) return tooFew('labels', labelled.length, 2);
  if (unlabelled.length < 2) return tooFew('scores', unlabelled.length, 2);
  const labels = labelled.map(({ label }) => label);
  const predictions = labelled.map(({ prediction }) => prediction);
  const weights = weightsOf(labelled);
  const used = lambda ?? tunedLambda(labels, predictions, unlabelled, weights);
  const estimate =
    used * meanOf(unlabelled) +
    meanOf(
      weighted(
        labels.map((label, i) => label - used * at(predictions, i)),
        weights,
      ),
    );
  return powered(
    estimate,
    used,
    varianceAt(used, labels, predictions, unlabelled, weights),
    varianceAt(0, labels, predictions, unlabelled, weights),
    [labelled.length, unlabelled.length],
    confidence,
  );
}

/** One part of a ratio, of the labelled and of the judge: misbehaved and confessed of misbehaved, say. */
export interface RatioItem {
  part: number;
  whole: number;
}

export interface LabelledRatioItem {
  label: RatioItem;
  prediction: RatioItem;
  weight?: number;
}

/** The ratio of two means at a given use of the predictions. */
function ratioAt(
  lambda: number,
  labelled: readonly LabelledRatioItem[],
  unlabelled: readonly RatioItem[],
  weights: number[],
): { ratio: number; whole: number } {
  const mean = (side: keyof RatioItem) =>
    lambda * meanOf(unlabelled.map((item) => item[side])) +
    meanOf(
      weighted(
        labelled.map(({ label, prediction }) => label[side] - lambda * prediction[side]),
        weights,
      ),
    );
  const whole = mean('whole');
  return { ratio: mean('part') / whole, whole };
}

/**
 * The ratio of two means, as P(confessed | misbehaved) = mean(misbehaved ∧ confessed)/mean(misbehaved): the same
 * estimator for the equation part − R·whole = 0 (PPI++, section 2, for M-estimators), with the variance of its terms
 * over the square of the whole. λ is tuned on those terms at the ratio of the labels alone.
 */
export function ppiRatio(
  labelled: readonly LabelledRatioItem[],
  unlabelled: readonly RatioItem[],
  { lambda, confidence = 0.95 }: PpiOptions = {},
): Measured<PredictionPowered> {
  if (labelled.length < 2) return tooFew('labels', labelled.length, 2);
  if (unlabelled.length < 2) return tooFew('scores', unlabelled.length, 2);
  const weights = weightsOf(labelled);
  if (labelled.every(({ label }) => label.whole === 0)) return tooFew('outcomes', 0, 1);
  const terms = (ratio: number) => {
    const term = ({ part, whole }: RatioItem) => part - ratio * whole;
    return [
      labelled.map(({ label }) => term(label)),
      labelled.map(({ prediction }) => term(prediction)),
      unlabelled.map(term),
    ] as const;
  };
  const pilot = ratioAt(0, labelled, unlabelled, weights);
  const used = lambda ?? tunedLambda(...terms(pilot.ratio), weights);
  const { ratio, whole } = ratioAt(used, labelled, unlabelled, weights);
  // Where the judge is far off, what is left of the whole may be nothing, and a ratio to it means nothing.
  if (!(whole > 0) || !Number.isFinite(ratio)) return NO_VARIATION;
  const [labels, predictions, others] = terms(ratio);
  return powered(
    ratio,
    used,
    varianceAt(used, labels, predictions, others, weights) / whole ** 2,
    varianceAt(0, ...terms(pilot.ratio), weights) / pilot.whole ** 2,
    [labelled.length, unlabelled.length],
    confidence,
  );
}
