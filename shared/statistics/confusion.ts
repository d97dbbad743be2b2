import { at, sumOf } from './figure.ts';
import { type Category, placesOf } from './ratings.ts';

/** How often one says this where the other says that. */
export interface Confusion<Given> {
  categories: readonly Given[];
  /** Rows: what the first says (people, gold); columns: what the second says (a judge, a grader). */
  counts: number[][];
  n: number;
  /** Share on the diagonal; null where nothing was counted. */
  accuracy: number | null;
  byCategory: {
    category: Given;
    /** Of those that the first calls so, the share that the second does too; null where there are none. */
    recall: number | null;
    /** Of those that the second calls so, the share that the first does too. */
    precision: number | null;
  }[];
}

const share = (part: number, of: number): number | null => (of > 0 ? part / of : null);

/** The table of two who judged the same items, over all categories, also those that never occurred. */
export function confusionOf<Given extends Category>(
  items: Iterable<readonly [first: Given, second: Given]>,
  categories: readonly Given[],
): Confusion<Given> {
  const placeOf = placesOf(categories);
  const counts = categories.map(() => categories.map(() => 0));
  for (const [first, second] of items) {
    const row = at(counts, placeOf(first));
    row[placeOf(second)] = at(row, placeOf(second)) + 1;
  }
  const n = sumOf(counts.map(sumOf));
  const hits = categories.map((_, k) => at(at(counts, k), k));
  return {
    categories,
    counts,
    n,
    accuracy: share(sumOf(hits), n),
    byCategory: categories.map((category, k) => ({
      category,
      recall: share(at(hits, k), sumOf(at(counts, k))),
      precision: share(at(hits, k), sumOf(counts.map((row) => at(row, k)))),
    })),
  };
}
