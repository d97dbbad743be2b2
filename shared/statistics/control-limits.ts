import { type Interval, type Measured, measured, sumOf, tooFew } from './figure.ts';

/**
 * Control limits of a rate over time, model versions or environments: which periods are beyond what chance moves
 * (Shewhart's p-chart; the periods within are those whose Wilson interval of the same z holds the common rate).
 */

export interface Period {
  hits: number;
  of: number;
}

export interface ControlPoint extends Period {
  rate: number | null;
  /** Null where nothing was counted. */
  limits: Interval | null;
  isOutside: boolean;
}

export interface ControlChart {
  /** The rate of all baseline periods together. */
  centre: number;
  /** How much more periods differ than chance alone; 1 where not more. */
  dispersion: number;
  points: ControlPoint[];
}

export interface ControlOptions {
  /** How many of the first periods are the baseline; all where undefined. */
  baseline?: number;
  /** Limits at so many standard deviations; 3 by custom: about 3 false alarms in a thousand. */
  z?: number;
  /**
   * Widens the limits by how much more neighbours differ than chance (Laney 2002, Quality Engineering 14:531): with many
   * items a period a plain p-chart alarms at every trifle. Never narrows them.
   */
  adjustsForDispersion?: boolean;
}

/** Fewer baseline periods than this have no spread to speak of (our choice). */
export const BASELINE_PERIODS = 8;

/** The mean distance of neighbours is 1.128 standard deviations where they vary by chance (d₂ for two). */
const MEAN_RANGE_OF_TWO = 2 / Math.sqrt(Math.PI);

const deviationOf = (centre: number, of: number) => Math.sqrt((centre * (1 - centre)) / of);

function dispersionOf(periods: readonly Period[], centre: number): number {
  const scores = periods.map(({ hits, of }) => (hits / of - centre) / deviationOf(centre, of));
  const ranges = scores.slice(1).map((score, index) => Math.abs(score - (scores[index] ?? score)));
  return Math.max(1, sumOf(ranges) / ranges.length / MEAN_RANGE_OF_TWO);
}

/** Limits for each period, or `too_few` where the baseline has fewer than eight periods with items. */
export function controlChart(
  periods: readonly Period[],
  { baseline = periods.length, z = 3, adjustsForDispersion = true }: ControlOptions = {},
): Measured<ControlChart> {
  const counted = periods.slice(0, baseline).filter(({ of }) => of > 0);
  if (counted.length < BASELINE_PERIODS) return tooFew('periods', counted.length, BASELINE_PERIODS);
  const centre = sumOf(counted.map(({ hits }) => hits)) / sumOf(counted.map(({ of }) => of));
  const varies = centre > 0 && centre < 1;
  const dispersion = adjustsForDispersion && varies ? dispersionOf(counted, centre) : 1;
  const points = periods.map(({ hits, of }): ControlPoint => {
    if (of <= 0) return { hits, of, rate: null, limits: null, isOutside: false };
    const half = z * dispersion * deviationOf(centre, of);
    const limits = { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
    const rate = hits / of;
    // A crumb of rounding is no alarm.
    return { hits, of, rate, limits, isOutside: rate < limits.low - 1e-12 || rate > limits.high + 1e-12 };
  });
  return measured({ centre, dispersion, points });
}
