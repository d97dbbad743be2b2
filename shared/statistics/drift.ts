import { type BootstrapInterval, type BootstrapOptions, bootstrapSums } from './bootstrap.ts';
import { at, type Measured, measured, NO_VARIATION, tooFew } from './figure.ts';
import { measure, type Summed } from './summed.ts';

/**
 * Whether a grader moves with time: the slope of least squares of how far each label is from what it is held against
 * (gold, or the mean of the others on the same item) over its place in the grader's own order. Long runs were found
 * stable, so a slope is a reason to look, not a verdict (confessions.md 6, "breaks"; the formula is ours).
 */

export interface DriftPoint {
  /** Place in the grader's own order, from 0. */
  place: number;
  /** Label less reference, on the label's scale. */
  deviation: number;
}

/** The slope is told per this many items. */
export const DRIFT_PER_ITEMS = 100;

/** Means and products as sums, so that the interval needs one pass. */
const SLOPE: Summed<DriftPoint> = {
  length: 5,
  add({ place, deviation }, sums) {
    const x = place / DRIFT_PER_ITEMS;
    [1, x, deviation, x * x, x * deviation].forEach((add, index) => {
      sums[index] = at(sums, index) + add;
    });
  },
  value([n = 0, x = 0, y = 0, xx = 0, xy = 0]) {
    if (n < 2) return tooFew('labels', n, 2);
    const spread = xx - (x * x) / n;
    if (!(spread > 1e-12 * xx)) return NO_VARIATION;
    return measured((xy - (x * y) / n) / spread);
  },
};

export interface Drift {
  /** Change of the deviation over a hundred items: above 0, more lenient with time on a scale where high is honest. */
  slope: Measured;
  interval: Measured<BootstrapInterval>;
  labels: number;
}

export function driftOf(points: readonly DriftPoint[], options: BootstrapOptions = {}): Drift {
  return {
    slope: measure(SLOPE, points),
    interval: bootstrapSums(
      points.map((point) => [point]),
      SLOPE,
      options,
    ),
    labels: points.length,
  };
}
