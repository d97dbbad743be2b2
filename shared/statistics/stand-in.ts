import { falseDiscoveryYekutieli } from './false-discovery.ts';
import { at, type Measured, meanOf, measured, NEEDS, sumOf, tooFew } from './figure.ts';
import type { Ratings } from './ratings.ts';
import { studentCumulative } from './student-t.ts';

/**
 * Whether a judge can stand in for a grader: the alternative annotator test (Calderon et al. 2025, arXiv 2501.10970).
 * Each grader is left out in turn, and the judge and that grader are held against the remaining ones, item by item.
 */

export interface StandInItem<Given> {
  judge: Given;
  /** By grader, in the same order on each item; null: did not grade it. */
  graders: Ratings<Given>;
}

export interface StandInGrader {
  items: number;
  /** Share of items on which the judge is at least as near to the others as this grader. */
  judgeWins: number;
  /** Share on which the grader is at least as near as the judge. */
  graderWins: number;
  /** One-sided p of "the judge is not worse by more than epsilon", before correction. */
  p: number;
  isBeaten: boolean;
}

export interface StandIn {
  /** By grader; null where they share too few items with others. */
  graders: (StandInGrader | null)[];
  /** ω: share of the graders that the judge can replace. From 0.5 on it can stand in. */
  winningRate: number;
  /** ρ: chance that the judge is at least as good as a grader drawn at random. */
  advantage: number;
  canStandIn: boolean;
}

export interface StandInOptions<Given> {
  /** How near a rating is to those of others; higher is nearer. */
  nearness: (rating: Given, others: readonly Given[]) => number;
  /** What the judge may be worse by, for what it saves: 0.2 against experts, 0.15 skilled, 0.1 crowd (the paper's). */
  epsilon?: number;
  /** False discovery rate over graders. */
  rate?: number;
}

/** For categories: the share of the others who say the same. */
export const sameShare = <Given>(rating: Given, others: readonly Given[]): number =>
  others.filter((other) => other === rating).length / others.length;

/** For scales: less the root mean squared distance. */
export const lessDistance = (rating: number, others: readonly number[]): number =>
  -Math.sqrt(meanOf(others.map((other) => (other - rating) ** 2)));

function againstGrader<Given>(
  items: readonly StandInItem<Given>[],
  grader: number,
  nearness: StandInOptions<Given>['nearness'],
  epsilon: number,
): StandInGrader | null {
  const wins: [judge: number, grader: number][] = [];
  for (const { judge, graders } of items) {
    const own = graders[grader] ?? null;
    const others = graders.filter((rating, index): rating is Given => rating !== null && index !== grader);
    if (own === null || others.length === 0) continue;
    const [byJudge, byGrader] = [nearness(judge, others), nearness(own, others)];
    wins.push([byJudge >= byGrader ? 1 : 0, byGrader >= byJudge ? 1 : 0]);
  }
  const n = wins.length;
  if (n < NEEDS.standIn) return null;
  const differences = wins.map(([byJudge, byGrader]) => byGrader - byJudge - epsilon);
  const mean = meanOf(differences);
  const deviation = Math.sqrt(sumOf(differences.map((each) => (each - mean) ** 2)) / (n - 1));
  const p = deviation > 0 ? studentCumulative((mean * Math.sqrt(n)) / deviation, n - 1) : mean < 0 ? 0 : 1;
  return {
    items: n,
    judgeWins: meanOf(wins.map(([byJudge]) => byJudge)),
    graderWins: meanOf(wins.map(([, byGrader]) => byGrader)),
    p,
    isBeaten: false,
  };
}

/** The test over all graders, or `too_few` where none shares 50 items with another. */
export function standInOf<Given>(
  items: readonly StandInItem<Given>[],
  { nearness, epsilon = 0.2, rate = 0.05 }: StandInOptions<Given>,
): Measured<StandIn> {
  const width = items.reduce((most, { graders }) => Math.max(most, graders.length), 0);
  const graders = Array.from({ length: width }, (_, grader) =>
    againstGrader(items, grader, nearness, epsilon),
  );
  const tested = graders.filter((grader) => grader !== null);
  // A grader alone cannot be left out: nobody remains to hold the two against.
  if (tested.length < 2) return tooFew('graders', tested.length, 2);
  const rejected = falseDiscoveryYekutieli(
    tested.map(({ p }) => p),
    rate,
  );
  tested.forEach((grader, index) => {
    grader.isBeaten = at(rejected, index);
  });
  const winningRate = tested.filter(({ isBeaten }) => isBeaten).length / tested.length;
  return measured({
    graders,
    winningRate,
    advantage: meanOf(tested.map(({ judgeWins }) => judgeWins)),
    canStandIn: winningRate >= 0.5,
  });
}
