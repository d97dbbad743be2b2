import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { drawBinomial } from './binomial-draw.ts';
import { controlChart } from './control-limits.ts';
import { numberOf } from './figure.ts';

const steady = (periods: number, of: number, rate: number, seed = 1) => {
  const random = xoroshiro128plus(seed);
  return Array.from({ length: periods }, () => ({ hits: drawBinomial(random, of, rate), of }));
};

test('the limits are three standard deviations about the common rate, cut at 0 and 1', () => {
  const chart = numberOf(controlChart(Array(10).fill({ hits: 10, of: 100 })));
  expect(chart?.centre).toBe(0.1);
  expect(chart?.dispersion).toBe(1);
  expect(chart?.points[0]?.limits?.low).toBeCloseTo(0.1 - 3 * 0.03, 12);
  expect(chart?.points[0]?.limits?.high).toBeCloseTo(0.1 + 3 * 0.03, 12);
  const small = numberOf(controlChart(Array(10).fill({ hits: 1, of: 10 })));
  expect(small?.points[0]?.limits?.low).toBe(0);
});

test('a period that jumps is outside, those of the baseline are not', () => {
  const periods = [...steady(12, 200, 0.2), { hits: 80, of: 200 }];
  const chart = numberOf(controlChart(periods, { baseline: 12 }));
  expect(chart?.points.map(({ isOutside }) => isOutside)).toEqual([...Array(12).fill(false), true]);
});

test('where periods differ more than chance the limits widen, and never narrow', () => {
  const swinging = Array.from({ length: 12 }, (_, index) => ({
    hits: index % 2 === 0 ? 18_000 : 22_000,
    of: 100_000,
  }));
  const plain = numberOf(controlChart(swinging, { adjustsForDispersion: false }));
  const adjusted = numberOf(controlChart(swinging));
  expect(plain?.points.every(({ isOutside }) => isOutside)).toBe(true);
  expect(adjusted?.points.some(({ isOutside }) => isOutside)).toBe(false);
  expect(numberOf(controlChart(Array(9).fill({ hits: 5, of: 50 })))?.dispersion).toBe(1);
});

test('a period without items has no limits and is no alarm; fewer than eight with items have no chart', () => {
  const periods = [...steady(8, 100, 0.3), { hits: 0, of: 0 }];
  expect(numberOf(controlChart(periods))?.points[8]).toEqual({
    hits: 0,
    of: 0,
    rate: null,
    limits: null,
    isOutside: false,
  });
  expect(controlChart([...steady(7, 100, 0.3), { hits: 0, of: 0 }])).toEqual({
    kind: 'too_few',
    of: 'periods',
    has: 7,
    needs: 8,
  });
});

test('a steady rate gives about three alarms in a thousand', () => {
  let alarms = 0;
  for (let run = 0; run < 200; run += 1) {
    const chart = numberOf(controlChart(steady(20, 400, 0.3, run + 1), { adjustsForDispersion: false }));
    alarms += chart?.points.filter(({ isOutside }) => isOutside).length ?? 0;
  }
  expect(alarms / 4000).toBeLessThan(0.008);
});

test('the common rate lies within the limits of every period', () => {
  const period = fc
    .integer({ min: 1, max: 500 })
    .chain((of) => fc.record({ hits: fc.nat(of), of: fc.constant(of) }));
  fc.assert(
    fc.property(fc.array(period, { minLength: 8, maxLength: 20 }), (periods) => {
      const chart = numberOf(controlChart(periods));
      for (const { limits } of chart?.points ?? []) {
        expect(limits?.low).toBeLessThanOrEqual(chart?.centre ?? 0);
        expect(limits?.high).toBeGreaterThanOrEqual(chart?.centre ?? 1);
      }
    }),
  );
});
