import { at, type Measured, measured, NO_VARIATION, tooFew } from './figure.ts';
import type { Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** The six forms of Shrout and Fleiss: one rating, or the mean of k. */
export type IccForm = '1,1' | '2,1' | '3,1' | '1,k' | '2,k' | '3,k';

/** Mean squares: between items, between graders, what is left, and within items. */
export interface MeanSquares {
  items: number;
  graders: number;
  rest: number;
  within: number;
}

interface Sums {
  n: number;
  k: number;
  squares: MeanSquares;
}

/* The sums: complete items, Σ of values, of squares, of squared item sums; then the sum of each grader. */
const GRADERS = 4;

function squaresOf(sums: Float64Array, k: number): Sums {
  const [n = 0, total = 0, square = 0, ofItems = 0] = sums;
  let ofGraders = 0;
  for (let grader = 0; grader < k; grader += 1) ofGraders += at(sums, GRADERS + grader) ** 2;
  const mean = (total * total) / (n * k);
  const between = Math.max(0, ofItems / k - mean);
  const graders = Math.max(0, ofGraders / n - mean);
  const all = Math.max(0, square - mean);
  return {
    n,
    k,
    squares: {
      items: between / (n - 1),
      graders: graders / (k - 1),
      rest: Math.max(0, all - between - graders) / ((n - 1) * (k - 1)),
      within: Math.max(0, all - between) / (n * (k - 1)),
    },
  };
}

function ratioOf(form: IccForm, { n, k, squares }: Sums): [number, number] {
  const { items, graders, rest, within } = squares;
  switch (form) {
    case '1,1':
      return [items - within, items + (k - 1) * within];
    case '2,1':
      return [items - rest, items + (k - 1) * rest + (k * (graders - rest)) / n];
    case '3,1':
      return [items - rest, items + (k - 1) * rest];
    case '1,k':
      return [items - within, items];
    case '2,k':
      return [items - rest, items + (graders - rest) / n];
    case '3,k':
      return [items - rest, items];
  }
}

function addItem(item: Ratings<number>, sums: Float64Array, k: number): void {
  if (item.length !== k) throw new RangeError(`${item.length} ratings where there are ${k} graders`);
  if (item.includes(null)) return;
  let sum = 0;
  let square = 0;
  item.forEach((rating, grader) => {
    const value = rating ?? 0;
    sum += value;
    square += value * value;
    sums[GRADERS + grader] = at(sums, GRADERS + grader) + value;
  });
  [1, sum, square, sum * sum].forEach((add, place) => {
    sums[place] = at(sums, place) + add;
  });
}

/** The intraclass correlation as sums, for `k` graders in the same order on each item. */
export function iccSums(form: IccForm, k: number): Summed<Ratings<number>> {
  return {
    length: GRADERS + k,
    add: (item, sums) => addItem(item, sums, k),
    value(sums) {
      if (k < 2) return tooFew('graders', k, 2);
      const { n } = squaresOf(sums, k);
      if (n < 2) return tooFew('complete items', n, 2);
      const [part, whole] = ratioOf(form, squaresOf(sums, k));
      // The scale of the ratings decides what a crumb of rounding is.
      if (!(Math.abs(whole) > 1e-12 * (at(sums, 2) / (n * k)))) return NO_VARIATION;
      return measured(part / whole);
    },
  };
}

/**
 * Intraclass correlation (Shrout and Fleiss 1979, Psychological Bulletin 86:420). ICC(2,k) = (MSR − MSE)/(MSR + (MSC −
 * MSE)/n) says how far the mean of these k graders can be relied on; ICC(2,1) one of them. Only items that all graders
 * rated (confessions.md 5.4).
 */
export const icc = (items: readonly Ratings<number>[], form: IccForm): Measured =>
  measure(iccSums(form, items[0]?.length ?? 0), items);

/** The mean squares themselves, for a table beside the figure. */
export function meanSquares(items: readonly Ratings<number>[]): Measured<MeanSquares> {
  const k = items[0]?.length ?? 0;
  if (k < 2) return tooFew('graders', k, 2);
  const sums = new Float64Array(GRADERS + k);
  for (const item of items) addItem(item, sums, k);
  const { n, squares } = squaresOf(sums, k);
  return n < 2 ? tooFew('complete items', n, 2) : measured(squares);
}
