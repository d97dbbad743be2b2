import { type BootstrapInterval, type BootstrapOptions, bootstrapSums } from './bootstrap.ts';
import type { Measured } from './figure.ts';
import type { Ratings } from './ratings.ts';
import { measure, type Summed } from './summed.ts';

/** What graders said of one item, and the family it is resampled with: what shares a prompt or a transcript. */
export interface GradedItem<Given> {
  family: string;
  ratings: Ratings<Given>;
}

/** A figure of agreement with all that has to stand beside it (confessions.md 5, first paragraph). */
export interface AgreementFigure {
  measured: Measured;
  interval: Measured<BootstrapInterval>;
  /** Items that two or more graded; families of them. */
  items: number;
  families: number;
  /** Ratings on those items, and pairs of ratings of one item. */
  ratings: number;
  pairs: number;
  /** Items that one alone graded: they are in the shares of κ and AC1, in nothing else. */
  gradedOnce: number;
}

/** Items by family, in the order in which families first come. */
export function familiesOf<Given>(items: Iterable<GradedItem<Given>>): Ratings<Given>[][] {
  const families = new Map<string, Ratings<Given>[]>();
  for (const { family, ratings } of items) {
    const known = families.get(family);
    if (known === undefined) families.set(family, [ratings]);
    else known.push(ratings);
  }
  return [...families.values()];
}

/** Any measure of sums over items, with its interval by families and its counts. */
export function agreementFigure<Given>(
  items: readonly GradedItem<Given>[],
  summed: Summed<Ratings<Given>>,
  options: BootstrapOptions = {},
): AgreementFigure {
  return familyFigure(familiesOf(items), summed, options);
}

const ratingsIn = (item: Ratings<unknown>): number =>
  item.reduce<number>((sum, rating) => (rating === null ? sum : sum + 1), 0);

function* ratedTwice<Given>(families: Iterable<readonly Ratings<Given>[]>) {
  for (const family of families) if (family.some((item) => ratingsIn(item) > 1)) yield family;
}

function* itemsIn<Given>(families: Iterable<readonly Ratings<Given>[]>) {
  for (const family of families) yield* family;
}

/**
 * The same over families that need not lie in memory; they are gone through several times. Families in which nobody
 * agrees or disagrees would make few items look like enough for an interval, and are not drawn.
 */
export function familyFigure<Given>(
  families: Iterable<readonly Ratings<Given>[]>,
  summed: Summed<Ratings<Given>>,
  options: BootstrapOptions = {},
): AgreementFigure {
  const counts = { items: 0, families: 0, ratings: 0, pairs: 0, gradedOnce: 0 };
  for (const family of families) {
    let isPaired = false;
    for (const item of family) {
      const m = ratingsIn(item);
      if (m === 1) counts.gradedOnce += 1;
      if (m < 2) continue;
      isPaired = true;
      counts.items += 1;
      counts.ratings += m;
      counts.pairs += (m * (m - 1)) / 2;
    }
    if (isPaired) counts.families += 1;
  }
  return {
    measured: measure(summed, itemsIn(families)),
    interval: bootstrapSums(ratedTwice(families), summed, options),
    ...counts,
  };
}
