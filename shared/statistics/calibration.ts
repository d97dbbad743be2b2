import { at, type Interval, type Measured, meanOf, measured, NEEDS, sumOf, tooFew } from './figure.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * Whether those who say they are 90 % sure are right 90 % of the time: graders about their labels, judges about
 * outcomes (confessions.md 5.8).
 */

export interface Forecast {
  /** What was said, 0 to 1. */
  probability: number;
  /** Whether it came so: the label matched gold or the adjudicated one. */
  came: boolean;
}

/** Murphy 1973: Brier score = reliability − resolution + uncertainty, over groups of equal forecasts. */
export interface BrierParts {
  score: number;
  reliability: number;
  resolution: number;
  uncertainty: number;
}

export interface CalibrationBin {
  n: number;
  /** Mean of what was said, and share that came so, with Wilson's interval. */
  said: number;
  share: number;
  interval: Interval;
  /** The lowest and highest forecast in it. */
  from: number;
  to: number;
}

const outcomeOf = ({ came }: Forecast): number => (came ? 1 : 0);

const sortedByProbability = (forecasts: readonly Forecast[]): Forecast[] =>
  forecasts.toSorted((one, other) => one.probability - other.probability);

const shareOf = (forecasts: readonly Forecast[]): number => meanOf(forecasts.map(outcomeOf));

/** The Brier score (Brier 1950, Monthly Weather Review 78:1): the mean of (p − y)². 0 is best, 0.25 is always ½. */
export function brierScore(forecasts: readonly Forecast[]): Measured {
  if (forecasts.length === 0) return tooFew('outcomes', 0, 1);
  return measured(meanOf(forecasts.map((forecast) => (forecast.probability - outcomeOf(forecast)) ** 2)));
}

/** The score and its parts, with one group for each forecast that was said: exact, not by bins. */
export function brierParts(forecasts: readonly Forecast[]): Measured<BrierParts> {
  const score = brierScore(forecasts);
  if (score.kind !== 'value') return score;
  const base = shareOf(forecasts);
  const groups = new Map<number, Forecast[]>();
  for (const forecast of sortedByProbability(forecasts)) {
    const group = groups.get(forecast.probability);
    if (group === undefined) groups.set(forecast.probability, [forecast]);
    else group.push(forecast);
  }
  const over = (term: (said: number, share: number) => number) =>
    sumOf([...groups].map(([said, group]) => group.length * term(said, shareOf(group)))) / forecasts.length;
  return measured({
    score: score.value,
    reliability: over((said, share) => (said - share) ** 2),
    resolution: over((_, share) => (share - base) ** 2),
    uncertainty: base * (1 - base),
  });
}

/**
 * Bins with as nearly equal counts as can be without parting equal forecasts, lowest first. For plotting at any number;
 * `calibrationCurve` holds back below 50 outcomes.
 */
export function equalCountBins(forecasts: readonly Forecast[], bins: number): CalibrationBin[] {
  const sorted = sortedByProbability(forecasts);
  const groups: Forecast[][] = [];
  let bin = -1;
  sorted.forEach((forecast, index) => {
    const current = groups.at(-1);
    // Where equal forecasts filled more than their bin, the next one begins at the bin of its own place.
    const own = Math.floor((index * bins) / sorted.length);
    if (current === undefined || (own > bin && current.at(-1)?.probability !== forecast.probability)) {
      groups.push([forecast]);
      bin = own;
    } else current.push(forecast);
  });
  return groups.map((group) => {
    const share = shareOf(group);
    return {
      n: group.length,
      said: meanOf(group.map(({ probability }) => probability)),
      share,
      interval: wilsonInterval(sumOf(group.map(outcomeOf)), group.length),
      from: at(group, 0).probability,
      to: at(group, group.length - 1).probability,
    };
  });
}

/** The curve of what was said against what came, or `too_few` below 50 outcomes: then the Brier score stands alone. */
export function calibrationCurve(forecasts: readonly Forecast[], bins = 10): Measured<CalibrationBin[]> {
  if (forecasts.length < NEEDS.calibration) return tooFew('outcomes', forecasts.length, NEEDS.calibration);
  return measured(equalCountBins(forecasts, bins));
}

/**
 * Expected calibration error: the mean over bins of |said − came|, weighted by their counts (Naeini et al. 2015), here
 * with bins of equal counts (Nguyen and O'Connor 2015). It depends on the number of bins, so the curve goes beside it.
 */
export function expectedCalibrationError(forecasts: readonly Forecast[], bins = 10): Measured {
  const curve = calibrationCurve(forecasts, bins);
  if (curve.kind !== 'value') return curve;
  return measured(
    sumOf(curve.value.map(({ n, said, share }) => n * Math.abs(said - share))) / forecasts.length,
  );
}
