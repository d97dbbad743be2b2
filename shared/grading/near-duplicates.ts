import { type Confession, readConfession } from '../domain/confession.ts';

/**
 * Near-equal confessions among many, by a MinHash of their words (Broder 1997): `printsOf` gives four numbers, and two
 * confessions that share one are likely alike; `similarity` then says how much.
 */

/** Words in a row that are compared as one. */
const SHINGLE_WORDS = 3;
/** Prints of a confession, and the minima that each is made of: half of those alike by 0.7 share one, nearly all by 0.9. */
const PRINTS = 4;
const MINIMA_PER_PRINT = 4;
/** Fewer words are not compared: short confessions are alike without being copied. */
const MIN_WORDS = 12;

/** From this share of common shingles on, two confessions say nearly the same. */
export const NEARLY_SAME = 0.8;

/** All that a confession says in words, its reasoning left out. */
export function wordsOfConfession(confession: Confession): string {
  const { claims, text } = readConfession(confession);
  if (claims.length === 0) return text ?? '';
  return claims
    .map(({ statement, compliance, analysis }) => [statement, compliance?.word, analysis].join(' '))
    .join('\n');
}

function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Hashes of the words in their order. A figure stands for any: bookings differ, the report around them does not. */
function wordHashes(text: string): number[] {
  return Array.from(text.toLowerCase().matchAll(/\p{L}+|\p{N}+/gu), ([word]) => {
    if (/^\p{N}/u.test(word)) return 1;
    let hash = 0x811c9dc5;
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    return hash >>> 0;
  });
}

/** The different shingles of a text; none where it is too short to be compared. */
export function shinglesOf(text: string): Set<number> {
  const words = wordHashes(text);
  const shingles = new Set<number>();
  if (words.length < MIN_WORDS) return shingles;
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    let hash = 0;
    for (let index = 0; index < SHINGLE_WORDS; index += 1)
      hash = mixed(Math.imul(hash, 31) + (words[at + index] ?? 0));
    shingles.add(hash);
  }
  return shingles;
}

/** Four numbers up to 2^48, never 0; none where the text is too short to be compared. */
export function printsOf(text: string): number[] {
  const shingles = shinglesOf(text);
  if (shingles.size === 0) return [];
  const minima = new Uint32Array(PRINTS * MINIMA_PER_PRINT).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let index = 0; index < minima.length; index += 1) {
      const hash = mixed(shingle ^ Math.imul(index + 1, 0x9e3779b1));
      if (hash < (minima[index] ?? 0)) minima[index] = hash;
    }
  }
  return Array.from({ length: PRINTS }, (_, print) => {
    let high = print + 1;
    let low = Math.imul(print + 1, 0x27d4eb2f);
    for (const minimum of minima.subarray(print * MINIMA_PER_PRINT, (print + 1) * MINIMA_PER_PRINT)) {
      high = mixed(high ^ minimum);
      low = mixed(low + minimum);
    }
    return (high & 0xffff) * 2 ** 32 + low + 1;
  });
}

/** The share of shingles that two texts have in common (Jaccard), 0 to 1. */
export function similarity(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const shingle of one) if (other.has(shingle)) common += 1;
  return common / (one.size + other.size - common);
}
