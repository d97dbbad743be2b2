import { type CategoryOptions, chanceCorrected } from './category-counts.ts';
import { type Measured, sumOf } from './figure.ts';
import type { Category, Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** Fleiss' κ as sums. */
export const fleissKappaSums = <Given extends Category>(
  options: CategoryOptions<Given>,
): Summed<Ratings<Given>> =>
  chanceCorrected(options, ({ shares, weights }) =>
    sumOf(shares.map((one, k) => one * sumOf(shares.map((other, l) => other * (weights[k]?.[l] ?? 0))))),
  );

/**
 * Fleiss' κ (Fleiss 1971, Psychological Bulletin 76:378), with gaps and weights as irrCAC has it: p_e = Σ w_kl π_k π_l.
 * With two graders it is Scott's π.
 */
export const fleissKappa = <Given extends Category>(
  items: Iterable<Ratings<Given>>,
  options: CategoryOptions<Given>,
): Measured => measure(fleissKappaSums(options), items);

/**
 * Brennan and Prediger 1981 (Educational and Psychological Measurement 41:687): chance is even over the categories of
 * the rubric, p_e = T_w/q².
 */
export const brennanPrediger = <Given extends Category>(
  items: Iterable<Ratings<Given>>,
  options: CategoryOptions<Given>,
): Measured =>
  measure(
    chanceCorrected(options, ({ weights }) => sumOf(weights.map(sumOf)) / weights.length ** 2),
    items,
  );
