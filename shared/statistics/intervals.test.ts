import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { drawBinomial } from './binomial-draw.ts';
import { bootstrapInterval, bootstrapSums, quantileOf } from './bootstrap.ts';
import { cohenKappaSums, type RatedPair } from './cohen-kappa.ts';
import { measured, numberOf, sumOf } from './figure.ts';
import { gwetSums } from './gwet.ts';
import { normalCumulative, normalDensity, normalQuantile, zOfConfidence } from './normal.ts';
import { measure, type Summed } from './summed.ts';
import { proportionOf, wilsonInterval } from './wilson.ts';

/** The values printed in the research on intervals (confessions.md 5.6), and what holds of all. */

test.each([
  [5, 100, 0.0215, 0.1118],
  [0, 20, 0, 0.1611],
  [74, 100, 0.6463, 0.816],
])('the Wilson interval of %i in %i is %f to %f', (hits, of, low, high) => {
  const interval = wilsonInterval(hits, of);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('a Wilson interval holds its share, keeps within 0 and 1, and mirrors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
      const hits = Math.round(part * of);
      const { low, high } = wilsonInterval(hits, of);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(hits / of);
      expect(high).toBeGreaterThanOrEqual(hits / of);
      expect(wilsonInterval(of - hits, of).low).toBeCloseTo(1 - high, 12);
    }),
  );
  expect(proportionOf(0, 0)).toEqual({ kind: 'too_few', of: 'items', has: 0, needs: 1 });
});

test('the normal quantile and the normal distribution undo each other', () => {
  expect(zOfConfidence(0.95)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalCumulative(1)).toBeCloseTo(0.8413447460685429, 14);
  expect(normalCumulative(-8)).toBeCloseTo(6.220960574271785e-16, 28);
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
      const z = normalQuantile(p);
      expect(Math.abs(normalCumulative(z) - p)).toBeLessThan(1e-14 + 1e-13 * p);
      expect(normalDensity(z)).toBeGreaterThan(0);
    }),
  );
});

test.each([
  [5, 0.3],
  [40, 0.9],
  [1000, 0.001],
  [1000, 0.4],
  [333_000, 0.2],
  [1_000_000, 0.000_02],
])('binomial draws of %i at %f have their mean and their spread', (n, p) => {
  const random = xoroshiro128plus(7);
  const draws = Array.from({ length: 20_000 }, () => drawBinomial(random, n, p));
  const mean = sumOf(draws) / draws.length;
  const variance = sumOf(draws.map((draw) => (draw - mean) ** 2)) / draws.length;
  const expected = n * p * (1 - p);
  expect(Math.abs(mean - n * p)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.06);
  expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0 && draw <= n)).toBe(true);
});

test('quantiles lie on the line between neighbours', () => {
  expect(quantileOf([1, 2, 3, 4], 0)).toBe(1);
  expect(quantileOf([1, 2, 3, 4], 1)).toBe(4);
  expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
});

const FOUR = [
  [40, 4, 4, 17],
  [6, 25, 2, 13],
  [4, 1, 21, 12],
  [15, 5, 9, 45],
].flatMap((row, one) =>
  row.flatMap((count, other) => Array.from({ length: count }, (): RatedPair<number> => [one, other])),
);
const four = { categories: [0, 1, 2, 3] };

test('the bootstrap interval of κ is the one irrCAC computes by formula', () => {
  const interval = numberOf(
    bootstrapSums(
      FOUR.map((pair) => [pair]),
      cohenKappaSums(four),
    ),
  );
  expect(Math.abs((interval?.low ?? 0) - 0.341)).toBeLessThan(0.012);
  expect(Math.abs((interval?.high ?? 0) - 0.522)).toBeLessThan(0.012);
});

test('drawing families together gives the interval of drawing them one by one', () => {
  const together = numberOf(
    bootstrapSums(
      FOUR.map((pair) => [pair]),
      cohenKappaSums(four),
    ),
  );
  const single = numberOf(
    bootstrapInterval(FOUR, (drawn) => measure(cohenKappaSums(four), drawn), { draws: 1000 }),
  );
  expect(Math.abs((together?.low ?? 0) - (single?.low ?? 1))).toBeLessThan(0.015);
  expect(Math.abs((together?.high ?? 0) - (single?.high ?? 1))).toBeLessThan(0.015);
});

test('the same data give the same bytes in any order, another seed gives others', () => {
  const families = FOUR.map((pair) => [pair]);
  const one = bootstrapSums(families, gwetSums(four), { draws: 200 });
  expect(bootstrapSums(families.toReversed(), gwetSums(four), { draws: 200 })).toEqual(one);
  expect(bootstrapSums(families, gwetSums(four), { draws: 200, seed: 1 })).not.toEqual(one);
});

const MEAN: Summed<number> = {
  length: 2,
  add(item, sums) {
    sums[0] = (sums[0] ?? 0) + item;
    sums[1] = (sums[1] ?? 0) + 1;
  },
  value: ([sum = 0, n = 0]) => measured(sum / n),
};

test('items of one family are drawn together, so their interval is wider', () => {
  const random = xoroshiro128plus(3);
  const families = Array.from({ length: 40 }, () => Array<number>(10).fill(uniformFloat64(random)));
  const width = (list: number[][]) => {
    const interval = numberOf(bootstrapSums(list, MEAN));
    return (interval?.high ?? 0) - (interval?.low ?? 0);
  };
  expect(width(families)).toBeGreaterThan(2.5 * width(families.flat().map((value) => [value])));
});

test('below ten families there is no interval, and it says so', () => {
  const families = Array.from({ length: 9 }, (_, index) => [index]);
  expect(bootstrapSums(families, MEAN)).toEqual({ kind: 'too_few', of: 'families', has: 9, needs: 10 });
  expect(bootstrapInterval(families, () => measured(1))).toMatchObject({ kind: 'too_few', has: 9 });
});

test('draws without a value are dropped and counted; where most have none there is no interval', () => {
  const rare = (share: number) => (drawn: readonly number[]) =>
    drawn.filter((value) => value < share * drawn.length).length % 2 === 0
      ? measured(1)
      : ({ kind: 'no_variation' } as const);
  const items = Array.from({ length: 20 }, (_, index) => index);
  const interval = numberOf(bootstrapInterval(items, rare(0.1), { draws: 400 }));
  expect(interval?.dropped).toBeGreaterThan(0);
  expect((interval?.dropped ?? 0) + 200).toBeLessThan(400);
  expect(bootstrapInterval(items, () => ({ kind: 'no_variation' }), { draws: 100 })).toEqual({
    kind: 'too_few',
    of: 'draws',
    has: 0,
    needs: 50,
  });
});

test('95 of a hundred bootstrap intervals of a mean hold the true one, within what chance allows', () => {
  const random = xoroshiro128plus(11);
  const trials = 400;
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const families = Array.from({ length: 60 }, () => [uniformInt(random, 0, 4) / 4]);
    const interval = numberOf(bootstrapSums(families, MEAN, { draws: 300, seed: trial + 1 }));
    if (interval !== null && interval.low <= 0.5 && interval.high >= 0.5) held += 1;
  }
  expect(held / trials).toBeGreaterThan(0.91);
  expect(held / trials).toBeLessThan(0.98);
});
