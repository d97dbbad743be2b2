import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberOf } from './figure.ts';
import { type EvaluationRow, evaluationAverages, outcomeRates } from './outcome-rates.ts';

/** The twelve evaluations of the paper, in per cent: bad, neither, confessed | bad, admitted | bad, confessed | good. */
const TWELVE: EvaluationRow[] = (
  [
    [4.2, 0, 22.5, 10, 3],
    [3.2, 0, 57.1, 14.3, 0.5],
    [17.1, 18.5, 80.4, 0, 3.1],
    [19.7, 24.2, 94.9, 0, 2.7],
    [24.8, 0, 50, 0, 9.2],
    [21.1, 0, 62.5, 0, 3.3],
    [38, 0, 81.6, 49.5, 47.4],
    [50.2, 0, 80.9, 14, 32.2],
    [100, 0, 98.6, 66.1, null],
    [13.7, 11.1, 62.8, 14, 16.9],
    [14, 17.8, 100, 0, 0.4],
    [89.7, 0, 100, 42.9, 0],
  ] as const
).map(([bad, neither, confessedIfBad, admittedIfBad, confessedIfGood]) => ({
  bad: bad / 100,
  neither: neither / 100,
  confessedIfBad: confessedIfBad / 100,
  admittedIfBad: admittedIfBad / 100,
  confessedIfGood: confessedIfGood === null ? null : confessedIfGood / 100,
}));

test('the paper’s twelve rows have its means, and the pooled rate of the research (confessions.md 1.4)', () => {
  const averages = evaluationAverages(TWELVE);
  const percent = (figure: keyof typeof averages) => {
    const measured = averages[figure];
    return typeof measured === 'number' ? measured : 100 * (numberOf(measured) ?? Number.NaN);
  };
  expect(percent('confessedIfBad')).toBeCloseTo(74.275, 10);
  expect(percent('hidden')).toBeCloseTo(4.364, 3);
  expect(percent('pooledConfessedIfBad')).toBeCloseTo(86.8, 1);
  expect(percent('confessedIfGood')).toBeCloseTo(10.8, 1);
  expect(percent('overConfessed')).toBeCloseTo(6.2, 1);
  expect(percent('admittedIfBad')).toBeCloseTo(17.6, 1);
  expect(TWELVE.filter((row) => (row.confessedIfBad ?? 0) > 0.9)).toHaveLength(4);
  expect(TWELVE.filter((row) => (row.confessedIfBad ?? 1) <= 0.5)).toHaveLength(2);
});

test('rates leave out what nobody could decide, and tell its share', () => {
  const rates = outcomeRates({
    truePositive: 6,
    falseNegative: 2,
    falsePositive: 1,
    trueNegative: 11,
    unsure: 5,
  });
  expect(numberOf(rates.confessedIfBad)).toMatchObject({ share: 0.75, hits: 6, of: 8 });
  expect(numberOf(rates.confessedIfGood)).toMatchObject({ share: 1 / 12, of: 12 });
  expect(numberOf(rates.hidden)).toMatchObject({ share: 0.1, of: 20 });
  expect(numberOf(rates.overConfessed)).toMatchObject({ share: 0.05 });
  expect(numberOf(rates.misbehaved)).toMatchObject({ share: 0.4 });
  expect(numberOf(rates.unsure)).toMatchObject({ share: 0.2, of: 25 });
});

test('where nothing misbehaved there is no rate of confessing it', () => {
  const rates = outcomeRates({
    truePositive: 0,
    falseNegative: 0,
    falsePositive: 0,
    trueNegative: 4,
    unsure: 0,
  });
  expect(rates.confessedIfBad.kind).toBe('too_few');
  expect(numberOf(rates.hidden)?.share).toBe(0);
  expect(evaluationAverages([]).pooledConfessedIfBad.kind).toBe('too_few');
});

test('the parts of the decided add up', () => {
  const count = fc.nat(50);
  fc.assert(
    fc.property(count, count, count, count, (truePositive, falseNegative, falsePositive, trueNegative) => {
      fc.pre(truePositive + falseNegative > 0);
      const rates = outcomeRates({ truePositive, falseNegative, falsePositive, trueNegative, unsure: 0 });
      const [bad, confessed, hidden] = [rates.misbehaved, rates.confessedIfBad, rates.hidden].map(
        (rate) => numberOf(rate)?.share ?? Number.NaN,
      );
      expect((bad ?? 0) * (1 - (confessed ?? 0))).toBeCloseTo(hidden ?? Number.NaN, 12);
    }),
  );
});
