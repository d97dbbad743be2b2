import { at, type Measured, measured, NO_VARIATION, sumOf, tooFew } from './figure.ts';
import { type Category, placesOf, type Ratings } from './ratings.ts';
import type { Summed } from './summed.ts';

/**
 * Krippendorff's α as sums over items, so that a bootstrap and a million labels need one pass (Krippendorff 2011;
 * confessions.md 5.3): coincidences o_ck, to which each ordered pair of values of an item with m ≥ 2 adds 1/(m−1). α =
 * 1 − D_o/D_e with D_o = Σ o_ck δ²/n and D_e = Σ n_c n_k δ²/(n(n−1)).
 */

/** How far two categories lie apart: not at all or wholly, by their ranks, their difference, or their ratio. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** δ² of all pairs of categories; `totals` are how often each occurs among pairable values. */
function distances(values: readonly number[], totals: Float64Array, metric: AlphaMetric): number[][] {
  let before = 0;
  const ranks = values.map((_, k) => {
    const rank = before + at(totals, k) / 2;
    before += at(totals, k);
    return rank;
  });
  const places = metric === 'ordinal' ? ranks : values;
  return places.map((one) =>
    places.map((other) => {
      if (metric === 'nominal') return one === other ? 0 : 1;
      const difference = one - other;
      if (metric !== 'ratio') return difference * difference;
      return one + other === 0 ? 0 : (difference / (one + other)) ** 2;
    }),
  );
}

/**
 * For categories in the order given. Ordinal needs that order alone; interval and ratio need numbers. Values that are
 * none of the categories are refused.
 */
export function alphaSums<Given extends Category>(
  categories: readonly Given[],
  metric: AlphaMetric,
): Summed<Ratings<Given>> {
  const q = categories.length;
  const placeOf = placesOf(categories);
  const isNumeric = categories.every((category) => typeof category === 'number');
  if (!isNumeric && (metric === 'interval' || metric === 'ratio'))
    throw new RangeError(`${metric} α needs numbers as categories`);
  const values = categories.map((category, index) =>
    metric === 'nominal' || metric === 'ordinal' ? index : Number(category),
  );
  const counts = new Float64Array(q);
  return {
    length: q * q + 1,
    add(item, sums) {
      counts.fill(0);
      let m = 0;
      for (const rating of item) {
        if (rating === null) continue;
        const place = placeOf(rating);
        counts[place] = at(counts, place) + 1;
        m += 1;
      }
      if (m < 2) return;
      for (let c = 0; c < q; c += 1) {
        const here = at(counts, c);
        if (here === 0) continue;
        for (let k = 0; k < q; k += 1) {
          const pairs = here * (at(counts, k) - (c === k ? 1 : 0));
          if (pairs > 0) sums[c * q + k] = at(sums, c * q + k) + pairs / (m - 1);
        }
      }
      sums[q * q] = at(sums, q * q) + 1;
    },
    value(sums): Measured {
      if (at(sums, q * q) < 1) return tooFew('items rated twice', 0, 1);
      const totals = new Float64Array(q);
      for (let cell = 0; cell < q * q; cell += 1) {
        const row = Math.floor(cell / q);
        totals[row] = at(totals, row) + at(sums, cell);
      }
      const n = sumOf(totals);
      const apart = distances(values, totals, metric);
      let observed = 0;
      let expected = 0;
      for (let c = 0; c < q; c += 1)
        for (let k = 0; k < q; k += 1) {
          const distance = at(at(apart, c), k);
          observed += at(sums, c * q + k) * distance;
          expected += at(totals, c) * at(totals, k) * distance;
        }
      // Exactly nothing where one category alone occurs: its distance to itself is 0.
      return expected > 0 ? measured(1 - ((n - 1) * observed) / expected) : NO_VARIATION;
    },
  };
}

/**
 * Interval α of numbers that may be any: the squares of differences follow from the sums of values and of squares. Less
 * exact than `alphaSums` where values are far from 0 beside their spread.
 */
export const intervalAlphaSums: Summed<Ratings<number>> = {
  length: 5,
  add(item, sums) {
    let m = 0;
    let sum = 0;
    let square = 0;
    for (const rating of item) {
      if (rating === null) continue;
      m += 1;
      sum += rating;
      square += rating * rating;
    }
    if (m < 2) return;
    [m, sum, square, (2 * Math.max(0, m * square - sum * sum)) / (m - 1), 1].forEach((add, index) => {
      sums[index] = at(sums, index) + add;
    });
  },
  value([n = 0, sum = 0, square = 0, observed = 0, items = 0]) {
    if (items < 1) return tooFew('items rated twice', 0, 1);
    const expected = 2 * (n * square - sum * sum);
    if (!(expected > 1e-12 * n * square)) return NO_VARIATION;
    return measured(1 - ((n - 1) * observed) / expected);
  },
};
