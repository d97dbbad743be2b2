import type { Measured } from './figure.ts';

/**
 * A measure that needs only sums over its items: what each item adds, and the value of the sums. So a million items are
 * read once, and a bootstrap resamples the sums instead of the items.
 */
export interface Summed<Item> {
  /** How many sums there are. */
  length: number;
  /** Adds what one item brings. */
  add(item: Item, sums: Float64Array): void;
  value(sums: Float64Array): Measured;
}

/** The value over all items, in one pass. */
export function measure<Item>(summed: Summed<Item>, items: Iterable<Item>): Measured {
  const sums = new Float64Array(summed.length);
  for (const item of items) summed.add(item, sums);
  return summed.value(sums);
}
