import { type Interval, type Measured, measured, tooFew } from './figure.ts';
import { zOfConfidence } from './normal.ts';

/** A share of counted items, with its interval. */
export interface Proportion extends Interval {
  share: number;
  hits: number;
  of: number;
}

/**
 * Wilson's score interval of `hits` in `of` (Wilson 1927, Journal of the American Statistical Association 22:209):
 * keeps within 0 and 1, and has a width even for none of few (confessions.md 5.6). `of` is above 0 and may be a weight.
 */
export function wilsonInterval(hits: number, of: number, confidence = 0.95): Interval {
  const z2 = zOfConfidence(confidence) ** 2;
  const share = hits / of;
  const centre = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Math.sqrt(z2) / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  // At none and all one end is exactly 0 and 1, which rounding would miss.
  return {
    low: hits === 0 ? 0 : Math.max(0, centre - half),
    high: hits === of ? 1 : Math.min(1, centre + half),
  };
}

/** A share with Wilson's interval, or `too_few` where nothing was counted. */
export function proportionOf(hits: number, of: number, confidence = 0.95): Measured<Proportion> {
  if (of <= 0) return tooFew('items', 0, 1);
  return measured({ share: hits / of, hits, of, ...wilsonInterval(hits, of, confidence) });
}
