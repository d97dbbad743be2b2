import type { RatedPair } from './cohen-kappa.ts';
import { at, type Measured } from './figure.ts';
import type { Summed } from './summed.ts';

/** What one grader, by number, said of an item. */
export interface GivenRating<Given> {
  grader: number;
  rating: Given;
}

export interface GraderPair {
  one: number;
  other: number;
  /** Items that both graded. */
  items: number;
  measured: Measured;
}

/**
 * A measure for each two graders over the items that both graded, in one pass over the items; the lower number first.
 * Two who never met have no entry. Any measure of sums will do, Cohen's κ too.
 */
export function graderPairs<Given>(
  items: Iterable<readonly GivenRating<Given>[]>,
  summed: Summed<RatedPair<Given>>,
): GraderPair[] {
  const pairs = new Map<string, { one: number; other: number; items: number; sums: Float64Array }>();
  for (const ratings of items) {
    const sorted = ratings.toSorted((a, b) => a.grader - b.grader);
    for (let i = 0; i < sorted.length; i += 1)
      for (let j = i + 1; j < sorted.length; j += 1) {
        const [first, second] = [at(sorted, i), at(sorted, j)];
        if (first.grader === second.grader) continue;
        const key = `${first.grader} ${second.grader}`;
        let pair = pairs.get(key);
        if (pair === undefined) {
          const sums = new Float64Array(summed.length);
          pair = { one: first.grader, other: second.grader, items: 0, sums };
          pairs.set(key, pair);
        }
        pair.items += 1;
        summed.add([first.rating, second.rating], pair.sums);
      }
  }
  return [...pairs.values()]
    .sort((a, b) => a.one - b.one || a.other - b.other)
    .map(({ sums, ...pair }) => ({ ...pair, measured: summed.value(sums) }));
}
