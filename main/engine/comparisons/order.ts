/**
 * The order in which a grader meets pairs: by chance, but the same every time and on every machine. Two pairs of one
 * transcript do not follow each other where that can be avoided, so that one comparison does not colour the next.
 */

export interface OrderedPair {
  /** The two hashes, the lesser first. */
  first: Buffer;
  second: Buffer;
  transcript: number;
}

const WORD = 2 ** 32;

/** Spreads the bits of a 32-bit number (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number from 0 to 1 for a pair: its place in the order that belongs to `seed`. */
export function chanceOf({ first, second }: Pick<OrderedPair, 'first' | 'second'>, seed: number): number {
  // Hashes are as good as chance already; the seed makes another order for each grader.
  return mixed(mixed(mixed(first.readUInt32BE(0) ^ seed) ^ second.readUInt32BE(0)) ^ seed) / WORD;
}

/**
 * The pair to go on with after one of transcript `last`: the first by chance that is of another transcript. Where one
 * transcript holds most of what is left, it is its turn: left for the end, its pairs would all follow each other.
 */
export function choosePair<Pair extends OrderedPair>(
  open: Iterable<Pair>,
  last: number | undefined,
  seed: number,
): Pair | undefined {
  const first = new Map<number, { pair: Pair; chance: number; left: number }>();
  let count = 0;
  for (const pair of open) {
    count += 1;
    const chance = chanceOf(pair, seed);
    const known = first.get(pair.transcript);
    if (known === undefined) first.set(pair.transcript, { pair, chance, left: 1 });
    else {
      known.left += 1;
      if (chance < known.chance || (chance === known.chance && pair.first.compare(known.pair.first) < 0)) {
        known.pair = pair;
        known.chance = chance;
      }
    }
  }
  let best: { pair: Pair; chance: number } | undefined;
  for (const [transcript, each] of first) {
    if (transcript === last) continue;
    if (each.left * 2 > count) return each.pair;
    if (best === undefined || each.chance < best.chance) best = each;
  }
  return best?.pair ?? (last === undefined ? undefined : first.get(last)?.pair);
}
