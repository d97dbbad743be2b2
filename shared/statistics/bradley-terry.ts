import { at, sumOf } from './figure.ts';

/** Two confessions of one transcript that were compared. Only within a transcript (confessions.md 5.9). */
export interface Comparison {
  winner: number;
  loser: number;
  /** Half a win for each. */
  isTie?: boolean;
}

/**
 * Strengths β with P(i ≻ j) = e^{β_i}/(e^{β_i} + e^{β_j}) (Bradley and Terry 1952, Biometrika 39:324), by steps of
 * half of Newton's on the diagonal, with a small ridge that keeps one who never lost finite. They sum to 0.
 */
export function bradleyTerry(
  comparisons: readonly Comparison[],
  contestants: number,
  ridge = 1e-9,
): number[] {
  const wins = Array.from({ length: contestants }, () => new Float64Array(contestants));
  for (const { winner, loser, isTie = false } of comparisons) {
    const [won, lost] = [at(wins, winner), at(wins, loser)];
    won[loser] = at(won, loser) + (isTie ? 0.5 : 1);
    if (isTie) lost[winner] = at(lost, winner) + 0.5;
  }
  let strengths = new Array<number>(contestants).fill(0);
  for (let step = 0; step < 10_000; step += 1) {
    const gradient = strengths.map((strength) => -ridge * strength);
    const curvature = strengths.map(() => ridge);
    for (let i = 0; i < contestants; i += 1)
      for (let j = 0; j < contestants; j += 1) {
        const games = at(at(wins, i), j) + at(at(wins, j), i);
        if (i === j || games === 0) continue;
        const chance = 1 / (1 + Math.exp(at(strengths, j) - at(strengths, i)));
        gradient[i] = at(gradient, i) + at(at(wins, i), j) - games * chance;
        curvature[i] = at(curvature, i) + games * chance * (1 - chance);
      }
    // Half of the diagonal's step never overshoots: the off-diagonal of this Hessian is as large as its diagonal.
    const moved = strengths.map(
      (strength, i) => strength + Math.max(-1, Math.min(1, at(gradient, i) / (2 * at(curvature, i)))),
    );
    const centre = sumOf(moved) / contestants;
    const next = moved.map((strength) => strength - centre);
    const change = Math.max(0, ...next.map((strength, i) => Math.abs(strength - at(strengths, i))));
    strengths = next;
    if (change < 1e-12) break;
  }
  return strengths;
}
