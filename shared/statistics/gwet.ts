import { type CategoryOptions, chanceCorrected } from './category-counts.ts';
import { type Measured, sumOf } from './figure.ts';
import type { Category, Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** Gwet's coefficient as sums. */
export const gwetSums = <Given extends Category>(options: CategoryOptions<Given>): Summed<Ratings<Given>> =>
  chanceCorrected(options, ({ shares, weights }) => {
    const q = shares.length;
    if (q < 2) return 1;
    return (sumOf(weights.map(sumOf)) / (q * (q - 1))) * sumOf(shares.map((share) => share * (1 - share)));
  });

/**
 * Gwet's AC1, and AC2 where weighted (Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29):
 * p_e = T_w/(q(q−1)) · Σ π_k(1−π_k). Not fooled by rare answers as κ is, but it rises with skew, so it never stands
 * alone: agreement on "yes" goes beside it (confessions.md 5.2).
 */
export const gwetAc = <Given extends Category>(
  items: Iterable<Ratings<Given>>,
  options: CategoryOptions<Given>,
): Measured => measure(gwetSums(options), items);
