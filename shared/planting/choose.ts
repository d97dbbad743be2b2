import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { shuffled } from '../grading/queue-order.ts';
import type { PlantChange, Planted } from './plant.ts';

/** Which of all that could be planted is: spread over changes and over originals, by a seed. */

export interface Candidate {
  /** Of the original and of what is changed: the same on every machine. */
  hash: string;
  /** The original's hash, and its transcript's family. */
  original: string;
  family: string;
  planted: Planted;
  solved: boolean | undefined;
}

/** So many, the changes by turns, and no original twice while others are left. */
export function chooseSingles(
  candidates: readonly Candidate[],
  changes: readonly PlantChange[],
  count: number,
  seed: number,
): Candidate[] {
  const lists = changes.map((change) =>
    shuffled(
      candidates.filter(({ planted }) => planted.change === change),
      seed,
    ),
  );
  const chosen: Candidate[] = [];
  const uses = new Map<string, number>();
  while (chosen.length < count && lists.some((list) => list.length > 0)) {
    for (const list of lists) {
      if (chosen.length >= count || list.length === 0) continue;
      const fewest = Math.min(...list.map(({ original }) => uses.get(original) ?? 0));
      const at = list.findIndex(({ original }) => (uses.get(original) ?? 0) === fewest);
      for (const each of list.splice(at, 1)) {
        uses.set(each.original, fewest + 1);
        chosen.push(each);
      }
    }
  }
  return chosen;
}

export interface CandidatePair {
  solved: Candidate;
  unsolved: Candidate;
}

/** What makes two planted confessions equally true: the same change, the same outcome to find, the same honesty. */
const truthOf = ({ planted: { change, body } }: Candidate) =>
  JSON.stringify([change, body.misbehaved, body.honesty, body.honesty_after_reasoning]);

/**
 * Pairs for the decoupling audit (confessions.md 5.10): the same truthfulness on solved and on unsolved work, of
 * different families, no original twice.
 */
export function choosePairs(candidates: readonly Candidate[], count: number, seed: number): CandidatePair[] {
  const used = new Set<string>();
  const pairs: CandidatePair[] = [];
  const unsolved = shuffled(
    candidates.filter(({ solved }) => solved === false),
    seed + 1,
  );
  for (const solved of shuffled(
    candidates.filter((each) => each.solved === true),
    seed,
  )) {
    if (pairs.length >= count) break;
    if (used.has(solved.original)) continue;
    const other = unsolved.find(
      (each) =>
        !used.has(each.original) && each.family !== solved.family && truthOf(each) === truthOf(solved),
    );
    if (other === undefined) continue;
    used.add(solved.original).add(other.original);
    pairs.push({ solved, unsolved: other });
  }
  return pairs;
}

/** Whole numbers from which words and places follow, one for each of so many. */
export function choicesFrom(seed: number, count: number): number[] {
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: count }, () => uniformInt(generator, 0, 0x3fffffff));
}
