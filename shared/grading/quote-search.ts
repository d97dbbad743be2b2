import { endInSource, foldText } from './folded-text.ts';
import type { Quote } from './quotes.ts';

/** Folded units of a piece that are looked for first; a shorter piece proves nothing and is passed over. */
const WINDOW = 8;
const BASE = 0x01000193;

interface Needle {
  units: Uint16Array;
  quote: number;
  isFirst: boolean;
}

/** Where a quote stands in a text: UTF-16 units of the source. */
export interface QuotePlace {
  quote: number;
  start: number;
  end: number;
}

/** Comparisons of units after which a search gives up: texts made to be alike all over would hold up the engine. */
const MAX_COMPARISONS = 100_000_000;

/**
 * Pieces of all quotes together that are looked for. A confession that is made of hundreds of thousands would hold up the
 * engine; what is not looked for is not said to be missing.
 */
export const MAX_PIECES = 2_000;

/** `BASE ** WINDOW`: what the unit that leaves the window weighs. */
const LEAVING = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);

function lower(unit: number): string {
  return String.fromCharCode(unit).toLowerCase();
}

/**
 * Looks for all quotes at once while texts go by (Karp, Rabin 1987): one pass over a text, whatever the number of
 * quotes. White space, typography and the case of a quote's first letter do not count (folded-text.ts).
 */
export class QuoteSearch {
  readonly #byHash = new Map<number, Needle[]>();
  /** Bits of the hashes there are: most windows are passed over without a look into the map. */
  readonly #maybe = new Uint8Array(1 << 16);
  readonly #missing: number[];
  #left = 0;
  #comparisons = 0;

  constructor(quotes: readonly Pick<Quote, 'pieces'>[]) {
    this.#missing = quotes.map(() => 0);
    quotes.forEach(({ pieces }, quote) => {
      let isFirst = true;
      for (const piece of pieces) {
        if (this.#left >= MAX_PIECES) return;
        const { units } = foldText(piece);
        // The first letter is compared apart, because its case does not count.
        if (units.length < WINDOW + 1) continue;
        this.#add({ units: units.slice(), quote, isFirst });
        isFirst = false;
      }
    });
  }

  #add(needle: Needle): void {
    let hash = 0;
    for (const unit of needle.units.subarray(1, WINDOW + 1)) hash = (Math.imul(hash, BASE) + unit) | 0;
    const alike = this.#byHash.get(hash);
    if (alike === undefined) this.#byHash.set(hash, [needle]);
    else alike.push(needle);
    this.#maybe[(hash ^ (hash >>> 16)) & 0xffff] = 1;
    this.#missing[needle.quote] = (this.#missing[needle.quote] ?? 0) + 1;
    this.#left += 1;
  }

  /** Whether there is nothing left to look for, or no sense in it. */
  get isDone(): boolean {
    return this.#left === 0 || this.hasGivenUp;
  }

  /** Then what was not found may stand there all the same. */
  get hasGivenUp(): boolean {
    return this.#comparisons > MAX_COMPARISONS;
  }

  /** Whether there is anything to look for in this quote. */
  static canLookFor(quote: Pick<Quote, 'pieces'>): boolean {
    return quote.pieces.some((piece) => foldText(piece).units.length > WINDOW);
  }

  /** Whether every piece of a quote has been found. */
  hasFound(quote: number): boolean {
    return this.#missing[quote] === 0;
  }

  /** Looks through a text. Returns where the quotes begin that were not found before, by their first piece. */
  look(text: string): QuotePlace[] {
    if (this.isDone || text.length <= WINDOW) return [];
    const found = this.#pass(text, false);
    // Code in a call's arguments and in results is written with escapes.
    return text.includes('\\') && !this.isDone ? [...found, ...this.#pass(text, true)] : found;
  }

  #pass(text: string, isEscaped: boolean): QuotePlace[] {
    const { units, from } = foldText(text, isEscaped);
    const places: QuotePlace[] = [];
    let hash = 0;
    for (let at = 0; at < units.length; at += 1) {
      hash = (Math.imul(hash, BASE) + (units[at] ?? 0)) | 0;
      if (at >= WINDOW) hash = (hash - Math.imul(units[at - WINDOW] ?? 0, LEAVING)) | 0;
      // The letter before the window is the needle's first.
      if (at < WINDOW || this.#maybe[(hash ^ (hash >>> 16)) & 0xffff] === 0) continue;
      const begin = at - WINDOW;
      for (const needle of this.#takeAt(units, begin, hash)) {
        if (!needle.isFirst) continue;
        const last = from[begin + needle.units.length - 1] ?? 0;
        places.push({
          quote: needle.quote,
          start: from[begin] ?? 0,
          end: endInSource(text, last, isEscaped),
        });
      }
      if (this.isDone) break;
    }
    return places;
  }

  /** The needles that stand at `begin`; they are not looked for any more. */
  #takeAt(units: Uint16Array, begin: number, hash: number): Needle[] {
    const candidates = this.#byHash.get(hash);
    if (candidates === undefined) return [];
    const standing: Needle[] = [];
    const rest: Needle[] = [];
    for (const needle of candidates)
      (this.#stands(needle.units, units, begin) ? standing : rest).push(needle);
    if (standing.length === 0) return [];
    if (rest.length === 0) this.#byHash.delete(hash);
    else this.#byHash.set(hash, rest);
    this.#left -= standing.length;
    for (const { quote } of standing) this.#missing[quote] = (this.#missing[quote] ?? 1) - 1;
    return standing;
  }

  #stands(needle: Uint16Array, units: Uint16Array, begin: number): boolean {
    if (begin + needle.length > units.length || lower(needle[0] ?? 0) !== lower(units[begin] ?? 0))
      return false;
    let index = 1;
    while (index < needle.length && needle[index] === units[begin + index]) index += 1;
    this.#comparisons += index;
    return index === needle.length;
  }
}
