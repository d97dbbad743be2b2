import { at, type Measured, meanOf, measured, tooFew } from './figure.ts';
import type { Ratings } from './ratings.ts';

/**
 * A judge against each grader, beside what the other graders reach against the same one on the same items: the ceiling
 * (confessions.md 5.9). A judge can be as near to people as people are to each other, and not nearer by much.
 */
export interface JudgedItem {
  judge: number;
  /** By grader, in the same order on each item; null: did not grade it. */
  graders: Ratings<number>;
}

export interface AgainstGrader {
  items: number;
  judge: Measured;
  /** The mean of the other graders in the judge's place. */
  others: Measured;
}

export interface JudgeCeiling {
  graders: AgainstGrader[];
  /** Means over the graders for whom both have a value. */
  judge: Measured;
  ceiling: Measured;
}

/** `score`: what the scores of a judge, or of other graders, are worth against what the grader said. */
export function judgeCeiling(
  items: readonly JudgedItem[],
  score: (scores: readonly number[], own: readonly number[]) => Measured,
): JudgeCeiling {
  const width = items.reduce((most, { graders }) => Math.max(most, graders.length), 0);
  const graders = Array.from({ length: width }, (_, grader): AgainstGrader => {
    const shared = items.flatMap(({ judge, graders: ratings }) => {
      const own = ratings[grader] ?? null;
      const others = ratings.filter((rating, index): rating is number => rating !== null && index !== grader);
      return own === null || others.length === 0 ? [] : [{ judge, own, others: meanOf(others) }];
    });
    const own = shared.map((item) => item.own);
    return {
      items: shared.length,
      judge: score(
        shared.map((item) => item.judge),
        own,
      ),
      others: score(
        shared.map((item) => item.others),
        own,
      ),
    };
  });
  const pairs = graders.flatMap(({ judge, others }) =>
    judge.kind === 'value' && others.kind === 'value' ? [[judge.value, others.value] as const] : [],
  );
  const mean = (side: 0 | 1): Measured =>
    pairs.length === 0 ? tooFew('graders', 0, 1) : measured(meanOf(pairs.map((pair) => at(pair, side))));
  return { graders, judge: mean(0), ceiling: mean(1) };
}
