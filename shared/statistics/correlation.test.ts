import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  correlationPower,
  fisherInterval,
  fisherP,
  midRanks,
  partialCorrelation,
  pearson,
  spearman,
} from './correlation.ts';
import { numberOf } from './figure.ts';

test.each([
  [100, 0.51],
  [195, 0.8],
  [260, 0.9],
  [321, 0.95],
])(
  'a correlation of 0.2 is found from %i labels with the power of the research, %f (confessions.md 5.10)',
  (n, power) => {
    expect(correlationPower(0.2, n, 1)).toBeCloseTo(power, 2);
  },
);

test('ranks that tie share the middle', () => {
  expect(midRanks([10, 20, 10, 5, 10])).toEqual([3, 5, 3, 1, 3]);
  expect(midRanks([])).toEqual([]);
});

test('the interval of a correlation is Fisher’s', () => {
  const interval = numberOf(fisherInterval(0.5, 103));
  expect(interval?.low).toBeCloseTo(Math.tanh(Math.atanh(0.5) - 0.1959963984540054), 12);
  expect(interval?.high).toBeCloseTo(Math.tanh(Math.atanh(0.5) + 0.1959963984540054), 12);
  expect(fisherInterval(0.5, 4, 1)).toEqual({ kind: 'too_few', of: 'pairs', has: 4, needs: 5 });
  expect(numberOf(fisherP(0.1959963984540054, 100_000))).toBeLessThan(1e-300);
  expect(numberOf(fisherP(Math.tanh(1.959963984540054 / Math.sqrt(97)), 100))).toBeCloseTo(0.05, 12);
});

const number = fc.integer({ min: -50, max: 50 });
const pairs = fc.array(fc.tuple(number, number), { maxLength: 30 });

test('both correlations are within -1 and 1, do not depend on the order of pairs or lists, and turn with the sign', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const [ones, others] = [list.map(([one]) => one), list.map(([, other]) => other)];
      for (const correlation of [pearson, spearman]) {
        const figure = correlation(ones, others);
        expect(correlation(others, ones).kind).toBe(figure.kind);
        if (figure.kind !== 'value') continue;
        expect(Math.abs(figure.value)).toBeLessThanOrEqual(1);
        expect(numberOf(correlation(others.toReversed(), ones.toReversed()))).toBeCloseTo(figure.value, 10);
        expect(
          numberOf(
            correlation(
              ones.map((one) => -one),
              others,
            ),
          ),
        ).toBeCloseTo(-figure.value, 10);
      }
    }),
  );
});

test('a rank correlation does not see how the scale is stretched', () => {
  fc.assert(
    fc.property(pairs, (list) => {
      const [ones, others] = [list.map(([one]) => one), list.map(([, other]) => other)];
      expect(
        spearman(
          ones.map((one) => Math.exp(one / 10)),
          others,
        ),
      ).toEqual(spearman(ones, others));
    }),
  );
});

test('what comes from the covariate alone is gone from the partial correlation', () => {
  const covariate = [0, 0, 0, 0, 1, 1, 1, 1];
  const ones = [0, 1, 0, 1, 10, 11, 10, 11];
  const others = [0, 0, 1, 1, 7, 7, 8, 8];
  expect(numberOf(pearson(ones, others))).toBeGreaterThan(0.9);
  expect(numberOf(partialCorrelation(ones, others, covariate))).toBeCloseTo(0, 12);
});

test('what does not vary has no correlation', () => {
  expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toEqual({ kind: 'no_variation' });
  expect(spearman([1], [2]).kind).toBe('too_few');
  expect(() => pearson([1, 2], [1])).toThrow('same length');
});
