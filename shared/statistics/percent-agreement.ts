import { type CategoryOptions, chanceCorrected } from './category-counts.ts';
import { type Measured, measured, tooFew } from './figure.ts';
import type { Category, Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** Share of pairs of graders on an item that agree, as sums: no chance is taken off. */
export const percentAgreementSums = <Given extends Category>(
  options: CategoryOptions<Given>,
): Summed<Ratings<Given>> => chanceCorrected(options, () => 0);

/**
 * Share of pairs of graders that say the same of an item, averaged over the items that two or more rated; weighted, near
 * misses count in part (confessions.md 5.2, p_o).
 */
export const percentAgreement = <Given extends Category>(
  items: Iterable<Ratings<Given>>,
  options: CategoryOptions<Given>,
): Measured => measure(percentAgreementSums(options), items);

/** Agreement on one category as sums: pairs that both say it, and pairs of which one does. */
export function specificAgreementSums<Given extends Category>(category: Given): Summed<Ratings<Given>> {
  return {
    length: 2,
    add(item, sums) {
      let said = 0;
      let ratings = 0;
      for (const rating of item) {
        if (rating === null) continue;
        ratings += 1;
        if (rating === category) said += 1;
      }
      if (ratings < 2) return;
      // Each item weighs the same however many graded it: pairs are divided by what one grader is paired with.
      sums[0] = (sums[0] ?? 0) + (said * (said - 1)) / (ratings - 1);
      sums[1] = (sums[1] ?? 0) + said;
    },
    value([both = 0, said = 0]) {
      return said > 0 ? measured(both / said) : tooFew('items', 0, 1);
    },
  };
}

/**
 * Agreement on "yes" alone: 2a/(2a + b + c) for two graders (Cicchetti and Feinstein 1990), and for more the chance that
 * another grader says it too where one does (Uebersax; as in Krippendorff's coincidences). It goes beside AC1, which
 * rises with skew (confessions.md 5.2).
 */
export const specificAgreement = <Given extends Category>(
  items: Iterable<Ratings<Given>>,
  category: Given,
): Measured => measure(specificAgreementSums(category), items);
