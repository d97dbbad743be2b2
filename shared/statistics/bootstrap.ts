import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { drawBinomial } from './binomial-draw.ts';
import { at, type Interval, type Measured, measured, NEEDS, tooFew } from './figure.ts';
import type { Summed } from './summed.ts';

/**
 * Intervals by bootstrap over families: what shares a prompt, or a whole transcript with all its confessions and labels
 * (confessions.md 5.6; Efron and Tibshirani 1993, percentile method). The seed is fixed, so the same data gives the same
 * bytes.
 */

export interface BootstrapOptions {
  /** How often is resampled. */
  draws?: number;
  seed?: number;
  confidence?: number;
}

export const BOOTSTRAP_DRAWS = 2000;
export const BOOTSTRAP_SEED = 20_251_208;

export interface BootstrapInterval extends Interval {
  draws: number;
  /** Draws in which the measure had no value; they are left out. */
  dropped: number;
}

/** The share `p` of sorted numbers lies at or below it; between two of them on the line (Hyndman and Fan's type 7). */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = at(sorted, below);
  return below + 1 < sorted.length ? low + (place - below) * (at(sorted, below + 1) - low) : low;
}

function percentiles(values: number[], draws: number, confidence: number): Measured<BootstrapInterval> {
  // Where most draws have no value, those that do are not what the data looks like.
  if (values.length < draws / 2) return tooFew('draws', values.length, Math.ceil(draws / 2));
  const sorted = Float64Array.from(values).sort();
  return measured({
    low: quantileOf(sorted, (1 - confidence) / 2),
    high: quantileOf(sorted, (1 + confidence) / 2),
    draws,
    dropped: draws - values.length,
  });
}

/** For any measure: draws families with repetition, in the order given, and measures each draw anew. */
export function bootstrapInterval<Family>(
  families: readonly Family[],
  measure: (drawn: readonly Family[]) => Measured,
  { draws = BOOTSTRAP_DRAWS, seed = BOOTSTRAP_SEED, confidence = 0.95 }: BootstrapOptions = {},
): Measured<BootstrapInterval> {
  const { length } = families;
  if (length < NEEDS.interval) return tooFew('families', length, NEEDS.interval);
  const random = xoroshiro128plus(seed);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = Array.from({ length }, () => at(families, uniformInt(random, 0, length - 1)));
    const figure = measure(drawn);
    if (figure.kind === 'value') values.push(figure.value);
  }
  return percentiles(values, draws, confidence);
}

interface Kind {
  sums: Float64Array;
  families: number;
}

/** Families that bring the same sums, counted, in an order that does not depend on how they were read. */
function kindsOf<Item>(summed: Summed<Item>, families: Iterable<readonly Item[]>): Kind[] {
  const kinds = new Map<string, Kind>();
  const sums = new Float64Array(summed.length);
  for (const family of families) {
    sums.fill(0);
    for (const item of family) summed.add(item, sums);
    let key = '';
    for (let index = 0; index < sums.length; index += 1)
      if (sums[index] !== 0) key += `${index} ${sums[index]} `;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { sums: sums.slice(), families: 1 });
    else known.families += 1;
  }
  return [...kinds].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, kind]) => kind);
}

/**
 * The same for a measure of sums. Families that bring the same sums are drawn together, by how many of them a draw has
 * (multinomial, one binomial draw after the other): the cost is that of the different sums there are, not of the items.
 */
export function bootstrapSums<Item>(
  families: Iterable<readonly Item[]>,
  summed: Summed<Item>,
  { draws = BOOTSTRAP_DRAWS, seed = BOOTSTRAP_SEED, confidence = 0.95 }: BootstrapOptions = {},
): Measured<BootstrapInterval> {
  const kinds = kindsOf(summed, families);
  const total = kinds.reduce((sum, kind) => sum + kind.families, 0);
  if (total < NEEDS.interval) return tooFew('families', total, NEEDS.interval);
  const random = xoroshiro128plus(seed);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const sums = new Float64Array(summed.length);
    let toDraw = total;
    let among = total;
    for (const kind of kinds) {
      if (toDraw === 0) break;
      const times = drawBinomial(random, toDraw, kind.families / among);
      if (times > 0)
        for (let i = 0; i < sums.length; i += 1) sums[i] = at(sums, i) + times * at(kind.sums, i);
      toDraw -= times;
      among -= kind.families;
    }
    const figure = summed.value(sums);
    if (figure.kind === 'value') values.push(figure.value);
  }
  return percentiles(values, draws, confidence);
}
