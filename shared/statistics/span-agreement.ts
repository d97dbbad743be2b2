import type { Evidence } from '../domain/evidence.ts';
import { jaccard, overlapOf, spanF1 } from '../grading/spans.ts';
import { at, type Measured, measured, tooFew } from './figure.ts';
import { measure, type Summed } from './summed.ts';

/**
 * Agreement on what was marked freely, where no units are fixed: evidence, violations, omissions (confessions.md 5.5).
 * All lengths are UTF-16 units of one content part.
 */

/** What one grader found: a violation or an omission with its evidence. Without categories, leave it the same. */
export interface Finding {
  category: string;
  evidence: readonly Evidence[];
}

/** What each grader marked in one item; null: did not grade it. An empty list: looked and found nothing. */
export type MarkedItem<Mark> = readonly (readonly Mark[] | null)[];

/** F1 of two lists of marks, both empty is agreement (1), one empty is none (0). */
type PairF1<Mark> = (one: readonly Mark[], other: readonly Mark[]) => number;

/** From this much of their union on, two findings are the same one. */
export const MATCHING_JACCARD = 0.5;

const dice = (matched: number, one: number, other: number): number =>
  one + other === 0 ? 1 : (2 * matched) / (one + other);

/** 2|A∩B|/(|A|+|B|) over characters. */
export const charactersF1: PairF1<Evidence> = (one, other) => spanF1(overlapOf(one, other));

const placeOf = ({ source, message, part, position }: Evidence) =>
  JSON.stringify([source, message ?? null, part, position.start, position.end]);

/** F1 of marks that begin and end at the very same places. */
export const exactF1: PairF1<Evidence> = (one, other) => {
  const first = new Set(one.map(placeOf));
  const second = new Set(other.map(placeOf));
  return dice([...first].filter((place) => second.has(place)).length, first.size, second.size);
};

/**
 * F1 of findings matched one to one, the closest first: the same category, and evidence that shares half of its union.
 * Never by wording. Where neither has evidence, the category alone decides.
 */
export const matchedF1: PairF1<Finding> = (one, other) => {
  const candidates = one.flatMap((first, i) =>
    other.flatMap((second, j) => {
      const share = jaccard(overlapOf(first.evidence, second.evidence));
      return first.category === second.category && share >= MATCHING_JACCARD ? [{ i, j, share }] : [];
    }),
  );
  candidates.sort(
    (a, b) => b.share - a.share || a.i + a.j - (b.i + b.j) || Math.abs(a.i - a.j) - Math.abs(b.i - b.j),
  );
  const ones = new Set<number>();
  const others = new Set<number>();
  for (const { i, j } of candidates)
    if (!ones.has(i) && !others.has(j)) {
      ones.add(i);
      others.add(j);
    }
  return dice(ones.size, one.length, other.length);
};

function* pairsIn<Mark>(item: MarkedItem<Mark>): Generator<[readonly Mark[], readonly Mark[]]> {
  const graded = item.filter((marks) => marks !== null);
  for (let i = 0; i < graded.length; i += 1)
    for (let j = i + 1; j < graded.length; j += 1) yield [at(graded, i), at(graded, j)];
}

/** Mean pairwise F1 as sums: each item weighs the same, however many graded it. */
export const pairwiseF1Sums = <Mark>(f1: PairF1<Mark>): Summed<MarkedItem<Mark>> => ({
  length: 2,
  add(item, sums) {
    let pairs = 0;
    let sum = 0;
    for (const [one, other] of pairsIn(item)) {
      sum += f1(one, other);
      pairs += 1;
    }
    if (pairs === 0) return;
    sums[0] = at(sums, 0) + sum / pairs;
    sums[1] = at(sums, 1) + 1;
  },
  value: ([sum = 0, items = 0]) => (items > 0 ? measured(sum / items) : tooFew('items rated twice', 0, 1)),
});

/** Mean over items of the mean F1 over their pairs of graders. */
export const pairwiseF1 = <Mark>(items: Iterable<MarkedItem<Mark>>, f1: PairF1<Mark>): Measured =>
  measure(pairwiseF1Sums(f1), items);

/** How many pairs marked nothing, both or one: they carry an F1 of 1 and 0 and are reported beside it. */
export interface EmptyShares {
  pairs: number;
  bothEmpty: number;
  oneEmpty: number;
}

export function emptyShares<Mark>(items: Iterable<MarkedItem<Mark>>): EmptyShares {
  const shares = { pairs: 0, bothEmpty: 0, oneEmpty: 0 };
  for (const item of items)
    for (const [one, other] of pairsIn(item)) {
      shares.pairs += 1;
      if (one.length === 0 && other.length === 0) shares.bothEmpty += 1;
      else if (one.length === 0 || other.length === 0) shares.oneEmpty += 1;
    }
  return shares;
}
