import { at, type Measured, measured, NO_VARIATION, tooFew } from './figure.ts';
import { type Category, placesOf, type Ratings, type Weighting, weightsOf } from './ratings.ts';
import type { Summed } from './summed.ts';

/**
 * What Fleiss' κ, Gwet's AC1 and AC2 and Brennan and Prediger's coefficient share: the weighted agreement of pairs of
 * graders on an item, and the mean share of each category (confessions.md 5.2). They differ in what is expected by
 * chance alone.
 */
export interface CategoryOptions<Given extends Category> {
  /** All categories of the rubric, in order, not only those that occurred. */
  categories: readonly Given[];
  weighting?: Weighting;
}

interface Chance {
  /** The mean share of each category. */
  shares: readonly number[];
  weights: readonly (readonly number[])[];
}

const AGREEMENT = 0;
const RATED_TWICE = 1;
const ITEMS = 2;
const SHARES = 3;

/**
 * (p_o − p_e)/(1 − p_e) with p_o = mean over items of Σ_k r_k(r̃_k − 1)/(r(r − 1)), r̃_k = Σ_l w_kl r_l. Items with one
 * rating count in the shares but not in p_o, as irrCAC does; items without any count nowhere.
 */
export function chanceCorrected<Given extends Category>(
  { categories, weighting = 'identity' }: CategoryOptions<Given>,
  chance: (given: Chance) => number,
): Summed<Ratings<Given>> {
  const placeOf = placesOf(categories);
  const weights = weightsOf(categories, weighting);
  const q = categories.length;
  const counts = new Float64Array(q);
  return {
    length: SHARES + q,
    add(item, sums) {
      counts.fill(0);
      let ratings = 0;
      for (const rating of item) {
        if (rating === null) continue;
        const place = placeOf(rating);
        counts[place] = at(counts, place) + 1;
        ratings += 1;
      }
      if (ratings === 0) return;
      sums[ITEMS] = at(sums, ITEMS) + 1;
      for (let k = 0; k < q; k += 1) sums[SHARES + k] = at(sums, SHARES + k) + at(counts, k) / ratings;
      if (ratings < 2) return;
      let agreement = 0;
      for (let k = 0; k < q; k += 1) {
        const here = at(counts, k);
        if (here === 0) continue;
        let near = -1;
        for (let l = 0; l < q; l += 1) near += at(at(weights, k), l) * at(counts, l);
        agreement += here * near;
      }
      sums[AGREEMENT] = at(sums, AGREEMENT) + agreement / (ratings * (ratings - 1));
      sums[RATED_TWICE] = at(sums, RATED_TWICE) + 1;
    },
    value(sums): Measured {
      const items = at(sums, ITEMS);
      const ratedTwice = at(sums, RATED_TWICE);
      if (ratedTwice < 1) return tooFew('items rated twice', ratedTwice, 1);
      const shares = Array.from({ length: q }, (_, k) => at(sums, SHARES + k) / items);
      const expected = chance({ shares, weights });
      // What is left to agree on beyond chance; rounding may leave a crumb where there is nothing.
      if (!(1 - expected > 1e-12)) return NO_VARIATION;
      return measured((at(sums, AGREEMENT) / ratedTwice - expected) / (1 - expected));
    },
  };
}
