import { type Interval, type Measured, measured, NO_VARIATION, tooFew } from './figure.ts';
import { zOfConfidence } from './normal.ts';
import {
  estimateAt,
  type PpiFamilies,
  type PpiTerms,
  tunedLambda,
  varianceAt,
  weightsOf,
} from './ppi-terms.ts';

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
  /** Where confessions of one transcript or prompt are among the items: they err alike, and the interval knows it. */
  families?: PpiFamilies | undefined;
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
  { lambda, confidence = 0.95, families }: PpiOptions = {},
): Measured<PredictionPowered> {
  if (labelled.length < 2) return tooFew('labels', labelled.length, 2);
  if (unlabelled.length < 2) return tooFew('scores', unlabelled.length, 2);
  const terms: PpiTerms = {
    labels: labelled.map(({ label }) => label),
    predictions: labelled.map(({ prediction }) => prediction),
    unlabelled,
    weights: weightsOf(labelled),
  };
  const used = lambda ?? tunedLambda(terms);
  return powered(
    estimateAt(used, terms),
    used,
    varianceAt(used, terms, families),
    varianceAt(0, terms, families),
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

/**
 * The ratio of two means, as P(confessed | misbehaved) = mean(misbehaved ∧ confessed)/mean(misbehaved): the same
 * estimator for the equation part − R·whole = 0 (PPI++, section 2, for M-estimators), with the variance of its terms
 * over the square of the whole. λ is tuned on those terms at the ratio of the labels alone.
 */
export function ppiRatio(
  labelled: readonly LabelledRatioItem[],
  unlabelled: readonly RatioItem[],
  { lambda, confidence = 0.95, families }: PpiOptions = {},
): Measured<PredictionPowered> {
  if (labelled.length < 2) return tooFew('labels', labelled.length, 2);
  if (unlabelled.length < 2) return tooFew('scores', unlabelled.length, 2);
  if (labelled.every(({ label }) => label.whole === 0)) return tooFew('outcomes', 0, 1);
  const weights = weightsOf(labelled);
  const termsOf = (term: (item: RatioItem) => number): PpiTerms => ({
    labels: labelled.map(({ label }) => term(label)),
    predictions: labelled.map(({ prediction }) => term(prediction)),
    unlabelled: unlabelled.map(term),
    weights,
  });
  const parts = termsOf(({ part }) => part);
  const wholes = termsOf(({ whole }) => whole);
  const at = (use: number) => {
    const whole = estimateAt(use, wholes);
    const ratio = estimateAt(use, parts) / whole;
    return { whole, ratio, terms: termsOf((item) => item.part - ratio * item.whole) };
  };
  const pilot = at(0);
  const used = lambda ?? tunedLambda(pilot.terms);
  const { whole, ratio, terms } = at(used);
  // Where the judge is far off, what is left of the whole may be nothing, and a ratio to it means nothing.
  if (!(whole > 0) || !Number.isFinite(ratio)) return NO_VARIATION;
  return powered(
    ratio,
    used,
    varianceAt(used, terms, families) / whole ** 2,
    varianceAt(0, pilot.terms, families) / pilot.whole ** 2,
    [labelled.length, unlabelled.length],
    confidence,
  );
}
