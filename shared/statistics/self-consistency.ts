import { absoluteDifference } from './absolute-difference.ts';
import { type Measured, tooFew } from './figure.ts';
import { type Proportion, proportionOf } from './wilson.ts';

/** What one grader said of items that came to them twice, unmarked: first and second time. */
export type Repeated<Given> = readonly [first: Given, second: Given];

/** Share of repeated items that were judged the same both times, with Wilson's interval. */
export function selfConsistency<Given>(items: readonly Repeated<Given>[]): Measured<Proportion> {
  if (items.length === 0) return tooFew('repeated items', 0, 1);
  return proportionOf(items.filter(([first, second]) => first === second).length, items.length);
}

/** How far apart the two are on a scale, on average. */
export function selfDifference(items: readonly Repeated<number>[]): Measured {
  return items.length === 0 ? tooFew('repeated items', 0, 1) : absoluteDifference(items);
}
