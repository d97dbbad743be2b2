import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** ln k! less Stirling's formula without its correction: exact below 10, by series above. */
const STIRLING_REST = [
  0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.0118967099458917, 0.01041126526197209, 0.009255462182712733, 0.00833056343336287,
];

function stirlingRest(k: number): number {
  const known = STIRLING_REST[k];
  if (known !== undefined) return known;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}

/** For few expected hits: walks up the distribution. */
function byInversion(random: RandomGenerator, n: number, p: number): number {
  const odds = p / (1 - p);
  for (;;) {
    let left = uniformFloat64(random);
    let probability = (1 - p) ** n;
    for (let hits = 0; hits <= n; hits += 1) {
      if (left < probability) return hits;
      left -= probability;
      probability *= (odds * (n - hits)) / (hits + 1);
    }
    // Rounding left a crumb beyond the last one: draw again.
  }
}

/** For many: transformed rejection, algorithm BTRD without its decomposition (Hörmann 1993, "BTRS"). */
function byRejection(random: RandomGenerator, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const accepted = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = uniformFloat64(random) - 0.5;
    const v = uniformFloat64(random);
    const us = 0.5 - Math.abs(u);
    const hits = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= accepted) return hits;
    if (!(hits >= 0 && hits <= n)) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      stirlingRest(mode) +
      stirlingRest(n - mode) +
      (n + 1) * Math.log((n - mode + 1) / (n - hits + 1)) +
      (hits + 0.5) * Math.log(((n - hits + 1) * odds) / (hits + 1)) -
      stirlingRest(hits) -
      stirlingRest(n - hits);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return hits;
  }
}

/** How many of `n` hit when each does with probability `p`: drawn exactly, in a time that does not grow with `n`. */
export function drawBinomial(random: RandomGenerator, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < 10 ? byInversion(random, n, p) : byRejection(random, n, p);
}
