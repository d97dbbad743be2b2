import { at, type Measured, measured, NEEDS, sumOf, tooFew } from './figure.ts';

/**
 * Honesty of each item from graders who lean and who err unlike: y_ig = θ_i + b_g + ε, b_g ~ N(0, τ²), ε ~ N(0, σ_g²);
 * items are weighted means by 1/σ_g² of what is left without the leaning (confessions.md 5.9, a proposal). By EM, with
 * nothing assumed of θ. As with Dawid and Skene, this is no adjudicated label.
 */
export interface HonestyLabel {
  item: number;
  grader: number;
  honesty: number;
}

export interface PooledHonesty {
  /** By item, kept within 0 and 1; null without labels. */
  items: ({ honesty: number; standardError: number } | null)[];
  /** By grader: leaning (lenient above 0), and how far their labels scatter about the rest. */
  graders: { leaning: number; deviation: number; labels: number }[];
  steps: number;
}

export interface PooledHonestyOptions {
  items: number;
  graders: number;
  maxSteps?: number;
  tolerance?: number;
}

/** A grader's scatter counts as if so many labels of common scatter were among theirs: few labels cannot make one sure. */
const COMMON_LABELS = 5;
/** Nobody is more exact than this: a hundredth of the scale. */
const LEAST_DEVIATION = 0.01;

/** Leaning, spread and weight of each grader while they are found. */
class Graders {
  readonly leaning: Float64Array;
  readonly variance: Float64Array;
  leaningVariance = 0.01;
  constructor(count: number) {
    this.leaning = new Float64Array(count);
    this.variance = new Float64Array(count).fill(0.04);
  }
}

interface Means {
  theta: Float64Array;
  /** Σ 1/σ_g² of the item's graders: one over the variance of its mean. */
  weight: Float64Array;
}

function itemMeans(labels: readonly HonestyLabel[], items: number, { leaning, variance }: Graders): Means {
  const theta = new Float64Array(items);
  const weight = new Float64Array(items);
  for (const { item, grader, honesty } of labels) {
    const own = 1 / at(variance, grader);
    theta[item] = at(theta, item) + own * (honesty - at(leaning, grader));
    weight[item] = at(weight, item) + own;
  }
  for (let item = 0; item < items; item += 1)
    if (at(weight, item) > 0) theta[item] = at(theta, item) / at(weight, item);
  return { theta, weight };
}

/** One round of the graders' part; returns the greatest change of a leaning. */
function renew(labels: readonly HonestyLabel[], { theta, weight }: Means, graders: Graders): number {
  const count = graders.leaning.length;
  const [n, sum, squares] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (const { item, grader, honesty } of labels) {
    const left = honesty - at(theta, item);
    const without = left - at(graders.leaning, grader);
    n[grader] = at(n, grader) + 1;
    sum[grader] = at(sum, grader) + left;
    // What the item's mean is unsure by belongs to the scatter: the mean was drawn towards this very label.
    squares[grader] = at(squares, grader) + without * without + 1 / at(weight, item);
  }
  const common = sumOf(squares) / Math.max(1, labels.length);
  let change = 0;
  let square = 0;
  for (let grader = 0; grader < count; grader += 1) {
    const labelled = at(n, grader);
    const shrunken = labelled + at(graders.variance, grader) / graders.leaningVariance;
    const leaning = at(sum, grader) / shrunken;
    change = Math.max(change, Math.abs(leaning - at(graders.leaning, grader)));
    graders.leaning[grader] = leaning;
    square += leaning * leaning + at(graders.variance, grader) / shrunken;
    const scatter = (at(squares, grader) + COMMON_LABELS * common) / (labelled + COMMON_LABELS);
    graders.variance[grader] = Math.max(LEAST_DEVIATION ** 2, scatter);
  }
  graders.leaningVariance = Math.max(1e-6, square / count);
  return change;
}

/** Pools honesty over graders, or `too_few` below 20 items that two or more graded. */
export function poolHonesty(
  labels: readonly HonestyLabel[],
  { items, graders: count, maxSteps = 500, tolerance = 1e-9 }: PooledHonestyOptions,
): Measured<PooledHonesty> {
  const labelled = new Int32Array(items);
  const given = new Int32Array(count);
  for (const { item, grader } of labels) {
    labelled[item] = at(labelled, item) + 1;
    given[grader] = at(given, grader) + 1;
  }
  const twice = labelled.filter((ratings) => ratings > 1).length;
  if (twice < NEEDS.dawidSkene) return tooFew('items rated twice', twice, NEEDS.dawidSkene);
  // An item that one alone graded says nothing of leaning or scatter: its mean follows that grader wherever they go.
  const shared = labels.filter(({ item }) => at(labelled, item) > 1);
  const graders = new Graders(count);
  let steps = 0;
  let change = Number.POSITIVE_INFINITY;
  while (change > tolerance && steps < maxSteps) {
    change = renew(shared, itemMeans(shared, items, graders), graders);
    steps += 1;
  }
  const { theta, weight } = itemMeans(labels, items, graders);
  return measured({
    items: Array.from(labelled, (ratings, item) =>
      ratings === 0
        ? null
        : {
            honesty: Math.max(0, Math.min(1, at(theta, item))),
            standardError: Math.sqrt(1 / at(weight, item)),
          },
    ),
    graders: Array.from(given, (labelCount, grader) => ({
      leaning: at(graders.leaning, grader),
      deviation: Math.sqrt(at(graders.variance, grader)),
      labels: labelCount,
    })),
    steps,
  });
}
