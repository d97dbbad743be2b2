import { type Measured, measured, tooFew } from './figure.ts';
import type { Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** Mean absolute difference of pairs as sums. */
export const absoluteDifferenceSums: Summed<Ratings<number>> = {
  length: 2,
  add(item, sums) {
    const given = item.filter((rating) => rating !== null).sort((one, other) => one - other);
    const { length } = given;
    if (length < 2) return;
    // In order, the value at `place` is the greater one of `place` pairs and the smaller one of the rest.
    const apart = given.reduce((sum, rating, place) => sum + rating * (2 * place - length + 1), 0);
    sums[0] = (sums[0] ?? 0) + (2 * apart) / (length * (length - 1));
    sums[1] = (sums[1] ?? 0) + 1;
  },
  value: ([apart = 0, items = 0]) =>
    items > 0 ? measured(apart / items) : tooFew('items rated twice', 0, 1),
};

/**
 * How far two graders are apart on a scale, on average over the pairs of an item and then over items. Beside α of
 * honesty, because a low α with a small difference is a fact about the items (confessions.md 5.1, 5.3).
 */
export const absoluteDifference = (items: Iterable<Ratings<number>>): Measured =>
  measure(absoluteDifferenceSums, items);
