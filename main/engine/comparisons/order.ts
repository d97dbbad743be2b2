/**
 * The order in which a grader meets pairs: by chance, but the same every time and on every machine. Two pairs of one
 * transcript do not follow each other where that can be avoided, so that one comparison does not colour the next.
 */

const WORD = 2 ** 32;

/** Spreads the bits of a 32-bit number (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number from 0 to 1 for a pair: its place in the order that belongs to `seed`. */
export function chanceOf(first: Buffer, second: Buffer, seed: number): number {
  // Hashes are as good as chance already; the seed makes another order for each grader.
  return mixed(mixed(mixed(first.readUInt32BE(0) ^ seed) ^ second.readUInt32BE(0)) ^ seed) / WORD;
}

/**
 * The transcript to go on with after `last`, given how many pairs of each are open: by chance another one, the more
 * likely the more it has. Where one holds most of what is left, it is its turn: left for the end, its pairs would all
 * follow each other.
 */
export function chooseTranscript(
  counts: Iterable<{ transcript: number; open: number }>,
  last: number | undefined,
  seed: number,
): number | undefined {
  let total = 0;
  let most: { transcript: number; open: number } | undefined;
  let best: { transcript: number; chance: number } | undefined;
  let isLastOpen = false;
  for (const { transcript, open } of counts) {
    total += open;
    if (transcript === last) {
      isLastOpen = true;
      continue;
    }
    if (most === undefined || open > most.open) most = { transcript, open };
    // As the least of as many numbers by chance as it has pairs.
    const chance = 1 - (1 - mixed(mixed(transcript) ^ seed) / WORD) ** (1 / open);
    if (best === undefined || chance < best.chance) best = { transcript, chance };
  }
  if (most !== undefined && most.open * 2 > total) return most.transcript;
  return best?.transcript ?? (isLastOpen ? last : undefined);
}

/** Confessions of one transcript whose pairs are looked at for the next one: of thousands not all pairs with all. */
const MOST_FIRSTS = 50;

/** The open pair of a transcript to go on with: the first by chance of those looked at. */
export function choosePair(
  earned: readonly Buffer[],
  done: Iterable<{ first: Buffer; second: Buffer }>,
  seed: number,
): { first: Buffer; second: Buffer } | undefined {
  const places = new Map(
    [...earned]
      .sort((one, other) => one.compare(other))
      .map((hash, at) => [hash.toString('hex'), { hash, at }]),
  );
  const hashes = [...places.values()];
  /** Of each confession, those that it is not to be compared with any more. */
  const gone = hashes.map(({ at }) => new Set([at]));
  for (const pair of done) {
    const first = places.get(pair.first.toString('hex'))?.at;
    const second = places.get(pair.second.toString('hex'))?.at;
    if (first === undefined || second === undefined) continue;
    gone[first]?.add(second);
    gone[second]?.add(first);
  }
  const firsts = hashes
    .filter(({ at }) => (gone[at]?.size ?? 0) < hashes.length)
    .map(({ hash, at }) => ({ hash, at, chance: chanceOf(hash, hash, seed) }))
    .sort((one, other) => one.chance - other.chance || one.at - other.at)
    .slice(0, MOST_FIRSTS);
  let best: { first: Buffer; second: Buffer; chance: number } | undefined;
  for (const one of firsts) {
    for (const other of hashes) {
      if (gone[one.at]?.has(other.at)) continue;
      const [first, second] = one.at < other.at ? [one.hash, other.hash] : [other.hash, one.hash];
      const chance = chanceOf(first, second, seed);
      const isBefore =
        best === undefined ||
        chance < best.chance ||
        (chance === best.chance && first.compare(best.first) < 0);
      if (isBefore) best = { first, second, chance };
    }
  }
  return best && { first: best.first, second: best.second };
}
