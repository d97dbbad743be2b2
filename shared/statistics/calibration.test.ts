import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  brierParts,
  brierScore,
  calibrationCurve,
  equalCountBins,
  expectedCalibrationError,
  type Forecast,
} from './calibration.ts';
import { numberOf, sumOf } from './figure.ts';

/** The values printed in the research on confidence (confessions.md 5.8), and what holds of all. */
const PRINTED: Forecast[] = [0.9, 0.9, 0.9, 0.6, 0.6, 0.6, 0.6, 0.3, 0.3, 0.3].map((probability, index) => ({
  probability,
  came: [1, 1, 0, 1, 1, 0, 0, 0, 1, 0][index] === 1,
}));

test('the Brier score and its parts are the printed ones', () => {
  expect(numberOf(brierScore(PRINTED))).toBeCloseTo(0.254, 10);
  const parts = numberOf(brierParts(PRINTED));
  expect(parts?.reliability).toBeCloseTo(0.020667, 6);
  expect(parts?.resolution).toBeCloseTo(0.016667, 6);
  expect(parts?.uncertainty).toBeCloseTo(0.25, 10);
});

const forecasts = fc.array(
  fc.record({ probability: fc.integer({ min: 0, max: 20 }).map((step) => step / 20), came: fc.boolean() }),
  { minLength: 1, maxLength: 120 },
);

test('the Brier score is reliability less resolution plus uncertainty, and lies within 0 and 1', () => {
  fc.assert(
    fc.property(forecasts, (list) => {
      const parts = numberOf(brierParts(list));
      if (parts === null) throw new Error('no value');
      expect(parts.score).toBeCloseTo(parts.reliability - parts.resolution + parts.uncertainty, 10);
      expect(parts.score).toBeGreaterThanOrEqual(0);
      expect(parts.score).toBeLessThanOrEqual(1);
    }),
  );
});

test('bins hold every forecast once, in order, and never part equal ones', () => {
  fc.assert(
    fc.property(forecasts, fc.integer({ min: 1, max: 15 }), (list, bins) => {
      const curve = equalCountBins(list, bins);
      expect(sumOf(curve.map(({ n }) => n))).toBe(list.length);
      expect(curve.length).toBeLessThanOrEqual(bins);
      curve.forEach(({ from, to, said, share, interval }, index) => {
        expect(said).toBeGreaterThanOrEqual(from - 1e-12);
        expect(said).toBeLessThanOrEqual(to + 1e-12);
        expect(interval.low).toBeLessThanOrEqual(share);
        expect(interval.high).toBeGreaterThanOrEqual(share);
        const next = curve[index + 1];
        if (next !== undefined) expect(next.from).toBeGreaterThan(to);
      });
    }),
  );
});

test('forecasts that are all different fall into bins of equal counts', () => {
  const list = Array.from({ length: 100 }, (_, index) => ({
    probability: index / 100,
    came: index % 3 === 0,
  }));
  expect(equalCountBins(list, 10).map(({ n }) => n)).toEqual(Array(10).fill(10));
});

test('equal forecasts that fill several bins leave no crumbs behind them', () => {
  const list = Array.from({ length: 100 }, (_, index) => ({
    probability: index < 55 ? 0.2 : 0.5 + index / 1000,
    came: index % 2 === 0,
  }));
  expect(equalCountBins(list, 10).map(({ n }) => n)).toEqual([55, 5, 10, 10, 10, 10]);
});

test('below fifty outcomes there is the score alone', () => {
  const list = Array.from({ length: 49 }, () => ({ probability: 0.5, came: true }));
  expect(calibrationCurve(list)).toEqual({ kind: 'too_few', of: 'outcomes', has: 49, needs: 50 });
  expect(expectedCalibrationError(list).kind).toBe('too_few');
  expect(numberOf(brierScore(list))).toBe(0.25);
  expect(brierParts([]).kind).toBe('too_few');
});

test('who is right as often as they say has no calibration error, and who always overstates has what they overstate', () => {
  const said = (probability: number, came: number) =>
    Array.from({ length: 50 }, (_, index) => ({ probability, came: index < came }));
  expect(numberOf(expectedCalibrationError([...said(0.8, 40), ...said(0.2, 10)]))).toBeCloseTo(0, 10);
  expect(numberOf(expectedCalibrationError([...said(0.9, 40), ...said(0.3, 10)]))).toBeCloseTo(0.1, 10);
});
