import type { Figure } from '../contract/reports.ts';
import type { BootstrapInterval } from '../statistics/bootstrap.ts';
import { type Interval, type Measured, noValueWords } from '../statistics/figure.ts';
import type { Proportion } from '../statistics/wilson.ts';

/** Figures of shared/statistics as a report has them. */

/** A value with an interval that was found apart from it; a reason where either is missing. */
export function figureOf(
  value: Measured,
  interval: Measured<Interval | BootstrapInterval> | null = null,
): Figure {
  if (value.kind !== 'value') return noFigure(noValueWords(value));
  if (interval === null) return { value: value.value, low: null, high: null, reason: null };
  if (interval.kind !== 'value')
    return { value: value.value, low: null, high: null, reason: `no interval: ${noValueWords(interval)}` };
  return { value: value.value, low: interval.value.low, high: interval.value.high, reason: null };
}

export const noFigure = (reason: string): Figure => ({ value: null, low: null, high: null, reason });

/** A figure with what holds its value and interval together. */
export function figureFrom<Found>(
  found: Measured<Found>,
  read: (found: Found) => { value: number; interval: Interval | null },
): Figure {
  if (found.kind !== 'value') return noFigure(noValueWords(found));
  const { value, interval } = read(found.value);
  return { value, low: interval?.low ?? null, high: interval?.high ?? null, reason: null };
}

export const shareFigure = (share: Measured<Proportion>): Figure =>
  figureFrom(share, ({ share: value, low, high }) => ({ value, interval: { low, high } }));
