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

const APART = 0;
const LETTER = 1;
const FIGURE = 2;
/** A character that is a word by itself: scripts that put no blanks between words. */
const WORD = 3;

function kindOf(character: string): number {
  if (/\p{N}/u.test(character)) return FIGURE;
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(character)) return WORD;
  return /[\p{L}\p{M}\p{Cs}]/u.test(character) ? LETTER : APART;
}

/** What each UTF-16 unit is, and its small letter: looked up, because every import goes through here. */
let tables: { kinds: Uint8Array; small: Uint16Array } | undefined;

function getTables() {
  if (tables === undefined) {
    const kinds = new Uint8Array(0x10000);
    const small = new Uint16Array(0x10000);
    for (let unit = 0; unit < 0x10000; unit += 1) {
      const character = String.fromCharCode(unit);
      kinds[unit] = kindOf(character);
      small[unit] = character.toLowerCase().charCodeAt(0);
    }
    tables = { kinds, small };
  }
  return tables;
}

/** Hashes of the words in their order. A figure stands for any: bookings differ, the report around them does not. */
function wordHashes(text: string): number[] {
  const { kinds, small } = getTables();
  const hashes: number[] = [];
  let before = APART;
  let hash = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const unit = at < text.length ? text.charCodeAt(at) : 0;
    const kind = kinds[unit] ?? APART;
    if (kind !== before || kind === WORD) {
      if (before !== APART) hashes.push(before === FIGURE ? 1 : hash);
      hash = 0x811c9dc5;
      before = kind;
    }
    if (kind !== APART) hash = Math.imul(hash ^ (small[unit] ?? 0), 0x01000193) >>> 0;
  }
  return hashes;
}

/** The shingles of a text in their order; none where it is too short to be compared. */
function shinglesInOrder(text: string): number[] {
  const words = wordHashes(text);
  if (words.length < MIN_WORDS) return [];
  const shingles: number[] = [];
  for (let at = 0; at + SHINGLE_WORDS <= words.length; at += 1) {
    let hash = 0;
    for (let index = 0; index < SHINGLE_WORDS; index += 1)
      hash = mixed(Math.imul(hash, 31) + (words[at + index] ?? 0));
    shingles.push(hash);
  }
  return shingles;
}

/** The different shingles of a text, to be compared by `similarity`. */
export function shinglesOf(text: string): ReadonlySet<number> {
  return new Set(shinglesInOrder(text));
}

/** Four numbers up to 2^48, never 0; none where the text is too short to be compared. */
export function printsOf(text: string): number[] {
  const shingles = shinglesInOrder(text);
  if (shingles.length === 0) return [];
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
