import { sha256 } from '../hash.ts';

export type Split = 'train' | 'validation' | 'test';
export type SplitShares = Record<Split, number>;

export const SPLIT_ORDER: readonly Split[] = ['train', 'validation', 'test'];

/**
 * The split of a transcript family: by a hash of seed and family alone, so that what shares a task never lies on two
 * sides, and a family stays where it is when others are added. Shares add up to 1.
 */
export function splitOf(family: string, seed: number, shares: SplitShares): Split {
  const place = sha256(`shrive-split-1\n${seed}\n${family}`).readUInt32BE(0) / 2 ** 32;
  let edge = 0;
  for (const split of SPLIT_ORDER) {
    edge += shares[split];
    if (place < edge) return split;
  }
  return SPLIT_ORDER.findLast((split) => shares[split] > 0) ?? 'train';
}
