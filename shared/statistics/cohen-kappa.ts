import type { CategoryOptions } from './category-counts.ts';
import { at, type Measured, measured, NO_VARIATION, tooFew } from './figure.ts';
import { type Category, placesOf, weightsOf } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** What two graders said of one item. */
export type RatedPair<Given> = readonly [Given | null, Given | null];

/** Cohen's κ as sums: the table of what the two said. */
export function cohenKappaSums<Given extends Category>({
  categories,
  weighting = 'identity',
}: CategoryOptions<Given>): Summed<RatedPair<Given>> {
  const placeOf = placesOf(categories);
  const weights = weightsOf(categories, weighting);
  const q = categories.length;
  return {
    length: q * q,
    add([one, other], table) {
      if (one === null || other === null) return;
      const cell = placeOf(one) * q + placeOf(other);
      table[cell] = at(table, cell) + 1;
    },
    value(table) {
      const rows = new Float64Array(q);
      const columns = new Float64Array(q);
      let n = 0;
      table.forEach((count, cell) => {
        const row = Math.floor(cell / q);
        rows[row] = at(rows, row) + count;
        columns[cell % q] = at(columns, cell % q) + count;
        n += count;
      });
      if (n === 0) return tooFew('items rated twice', 0, 1);
      let agreed = 0;
      let expected = 0;
      for (let k = 0; k < q; k += 1)
        for (let l = 0; l < q; l += 1) {
          const weight = at(at(weights, k), l);
          agreed += (weight * at(table, k * q + l)) / n;
          expected += (weight * at(rows, k) * at(columns, l)) / (n * n);
        }
      if (!(1 - expected > 1e-12)) return NO_VARIATION;
      return measured((agreed - expected) / (1 - expected));
    },
  };
}

/**
 * Cohen's κ of two graders, weighted where the categories are ordered (Cohen 1960 and 1968, Psychological Bulletin
 * 70:213): p_o = Σ w_kl p_kl, p_e = Σ w_kl p_k· p_·l. Items that one of the two did not rate are left out. Too harsh
 * where one answer is rare (confessions.md 5.2).
 */
export const cohenKappa = <Given extends Category>(
  items: Iterable<RatedPair<Given>>,
  options: CategoryOptions<Given>,
): Measured => measure(cohenKappaSums(options), items);
