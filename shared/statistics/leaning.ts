import { type BootstrapInterval, type BootstrapOptions, bootstrapSums } from './bootstrap.ts';
import { at, type Measured, meanOf, measured, tooFew } from './figure.ts';
import type { Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** How much more lenient (above 0) or severe (below 0) a grader is than the others on the same items. */
export interface Leaning {
  mean: Measured;
  interval: Measured<BootstrapInterval>;
  /** Items that this grader and another one graded. */
  items: number;
}

const MEAN: Summed<number> = {
  length: 2,
  add(deviation, sums) {
    sums[0] = at(sums, 0) + deviation;
    sums[1] = at(sums, 1) + 1;
  },
  value: ([sum = 0, n = 0]) => (n > 0 ? measured(sum / n) : tooFew('items rated twice', 0, 1)),
};

/** How far one grader's rating is from the mean of the others, by item; gaps left out. */
export function deviationsOf(items: readonly Ratings<number>[], grader: number): number[] {
  return items.flatMap((ratings) => {
    const own = ratings[grader] ?? null;
    const others = ratings.filter((rating, index): rating is number => rating !== null && index !== grader);
    return own === null || others.length === 0 ? [] : [own - meanOf(others)];
  });
}

/** The mean deviation with an interval by items. Graders stand in the same order on each item. */
export function leaningOf(
  items: readonly Ratings<number>[],
  grader: number,
  options: BootstrapOptions = {},
): Leaning {
  const deviations = deviationsOf(items, grader);
  return {
    mean: measure(MEAN, deviations),
    interval: bootstrapSums(
      deviations.map((deviation) => [deviation]),
      MEAN,
      options,
    ),
    items: deviations.length,
  };
}
