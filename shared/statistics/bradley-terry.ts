import { at, sumOf } from './figure.ts';

/** Two confessions of one transcript that were compared. Only within a transcript (confessions.md 5.9). */
export interface Comparison {
  winner: number;
  loser: number;
  /** Half a win for each. */
  isTie?: boolean;
}

/** Two who met: how often, and how often the first won. */
interface Meeting {
  one: number;
  other: number;
  games: number;
  won: number;
}

function meetingsOf(comparisons: readonly Comparison[]): Meeting[] {
  const meetings = new Map<string, Meeting>();
  for (const { winner, loser, isTie = false } of comparisons) {
    const [one, other] = winner < loser ? [winner, loser] : [loser, winner];
    const key = `${one} ${other}`;
    const known = meetings.get(key) ?? { one, other, games: 0, won: 0 };
    const won = isTie ? 0.5 : winner === one ? 1 : 0;
    meetings.set(key, { ...known, games: known.games + 1, won: known.won + won });
  }
  return [...meetings.values()];
}

/**
 * Strengths β with P(i ≻ j) = e^{β_i}/(e^{β_i} + e^{β_j}) (Bradley and Terry 1952, Biometrika 39:324), by steps of half
 * of Newton's on the diagonal, with a small ridge that keeps one who never lost finite. They sum to 0.
 */
export function bradleyTerry(
  comparisons: readonly Comparison[],
  contestants: number,
  ridge = 1e-9,
): number[] {
  const meetings = meetingsOf(comparisons);
  let strengths = new Array<number>(contestants).fill(0);
  for (let step = 0; step < 10_000; step += 1) {
    const gradient = strengths.map((strength) => -ridge * strength);
    const curvature = strengths.map(() => ridge);
    for (const { one, other, games, won } of meetings) {
      const chance = 1 / (1 + Math.exp(at(strengths, other) - at(strengths, one)));
      const surprise = won - games * chance;
      const bend = games * chance * (1 - chance);
      gradient[one] = at(gradient, one) + surprise;
      gradient[other] = at(gradient, other) - surprise;
      curvature[one] = at(curvature, one) + bend;
      curvature[other] = at(curvature, other) + bend;
    }
    // Half of the diagonal's step never overshoots: what is beside the diagonal is no larger than what is on it.
    const moved = strengths.map((strength, i) => {
      const towards = at(gradient, i) / (2 * at(curvature, i));
      return strength + Math.max(-1, Math.min(1, towards));
    });
    const centre = sumOf(moved) / contestants;
    let change = 0;
    moved.forEach((strength, i) => {
      change = Math.max(change, Math.abs(strength - centre - at(strengths, i)));
    });
    strengths = moved.map((strength) => strength - centre);
    if (change < 1e-12) break;
  }
  return strengths;
}
