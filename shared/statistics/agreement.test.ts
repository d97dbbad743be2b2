import { expect, test } from 'vitest';
import { absoluteDifference } from './absolute-difference.ts';
import { cohenKappa, type RatedPair } from './cohen-kappa.ts';
import { numberOf } from './figure.ts';
import { brennanPrediger, fleissKappa } from './fleiss-kappa.ts';
import { gwetAc } from './gwet.ts';
import { percentAgreement, specificAgreement } from './percent-agreement.ts';
import type { Ratings } from './ratings.ts';

/** The values printed in the research on agreement (confessions.md 5.2 and 5.3). */

/** The items that a table of two graders stands for. */
const pairsOf = (table: number[][]): RatedPair<number>[] =>
  table.flatMap((row, one) =>
    row.flatMap((count, other) => Array.from({ length: count }, (): RatedPair<number> => [one, other])),
  );

const THREE = pairsOf([
  [13, 0, 0],
  [0, 20, 7],
  [0, 4, 56],
]);
const three = { categories: [0, 1, 2] };

test('the 3 × 3 table of irrCAC has its printed agreement, κ, AC1 and Scott π', () => {
  expect(numberOf(percentAgreement(THREE, three))).toBeCloseTo(0.89, 10);
  expect(numberOf(cohenKappa(THREE, three))).toBeCloseTo(0.7964, 4);
  expect(numberOf(gwetAc(THREE, three))).toBeCloseTo(0.8493, 4);
  expect(numberOf(fleissKappa(THREE, three))).toBeCloseTo(0.7962, 4);
});

test('the same table has its printed weighted κ and AC2', () => {
  expect(numberOf(cohenKappa(THREE, { ...three, weighting: 'linear' }))).toBeCloseTo(0.8429, 4);
  expect(numberOf(gwetAc(THREE, { ...three, weighting: 'linear' }))).toBeCloseTo(0.9, 4);
  expect(numberOf(cohenKappa(THREE, { ...three, weighting: 'quadratic' }))).toBeCloseTo(0.8922, 4);
  expect(numberOf(gwetAc(THREE, { ...three, weighting: 'quadratic' }))).toBeCloseTo(0.9402, 4);
});

test('the 4 × 4 table of irrCAC has its printed κ and AC1', () => {
  const four = pairsOf([
    [40, 4, 4, 17],
    [6, 25, 2, 13],
    [4, 1, 21, 12],
    [15, 5, 9, 45],
  ]);
  expect(numberOf(cohenKappa(four, { categories: [0, 1, 2, 3] }))).toBeCloseTo(0.432, 3);
  expect(numberOf(gwetAc(four, { categories: [0, 1, 2, 3] }))).toBeCloseTo(0.456, 3);
});

test('14 raters on 10 items have the printed Fleiss κ', () => {
  const counts = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
  ];
  const items = counts.map((row) => row.flatMap((count, category) => Array(count).fill(category)));
  expect(numberOf(fleissKappa(items, { categories: [0, 1, 2, 3, 4] }))).toBeCloseTo(0.2099, 4);
});

test('where "yes" is rare κ collapses, AC1 does not, and agreement on "yes" tells what is left', () => {
  const skewed = pairsOf([
    [90, 4],
    [4, 2],
  ]);
  const options = { categories: [0, 1] };
  expect(numberOf(percentAgreement(skewed, options))).toBeCloseTo(0.92, 10);
  expect(numberOf(cohenKappa(skewed, options))).toBeCloseTo(0.291, 3);
  expect(numberOf(gwetAc(skewed, options))).toBeCloseTo(0.91, 3);
  expect(numberOf(specificAgreement(skewed, 1))).toBeCloseTo(1 / 3, 10);
});

test('where both answers are as frequent κ and AC1 are the same', () => {
  const balanced = pairsOf([
    [46, 4],
    [4, 46],
  ]);
  expect(numberOf(cohenKappa(balanced, { categories: [0, 1] }))).toBeCloseTo(0.84, 10);
  expect(numberOf(gwetAc(balanced, { categories: [0, 1] }))).toBeCloseTo(0.84, 10);
});

test('the clinical example has its printed agreement, κ and AC1', () => {
  const clinical = pairsOf([
    [130, 56],
    [9, 5],
  ]);
  expect(numberOf(percentAgreement(clinical, { categories: [0, 1] }))).toBeCloseTo(0.675, 10);
  expect(numberOf(cohenKappa(clinical, { categories: [0, 1] }))).toBeCloseTo(0.022, 3);
  expect(numberOf(gwetAc(clinical, { categories: [0, 1] }))).toBeCloseTo(0.533, 3);
});

/** Krippendorff 2011: four observers, twelve units, gaps. */
const rows = [
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
].map((row) => row.split(' ').map((value) => (value === '.' ? null : Number(value))));
const KRIPPENDORFF: Ratings<number>[] = Array.from({ length: 12 }, (_, unit) =>
  rows.map((row) => row[unit] ?? null),
);
const five = { categories: [1, 2, 3, 4, 5] };

test('with gaps, all coefficients have the values printed for the data of Krippendorff 2011', () => {
  expect(numberOf(percentAgreement(KRIPPENDORFF, five))).toBeCloseTo(0.8182, 4);
  expect(numberOf(gwetAc(KRIPPENDORFF, five))).toBeCloseTo(0.7754, 4);
  expect(numberOf(fleissKappa(KRIPPENDORFF, five))).toBeCloseTo(0.7612, 4);
  expect(numberOf(brennanPrediger(KRIPPENDORFF, five))).toBeCloseTo(0.7727, 4);
  expect(numberOf(gwetAc(KRIPPENDORFF, { ...five, weighting: 'quadratic' }))).toBeCloseTo(0.914, 4);
  expect(numberOf(fleissKappa(KRIPPENDORFF, { ...five, weighting: 'quadratic' }))).toBeCloseTo(0.8649, 4);
});

test('on a skewed scale AC2 is high where nobody differs by more than a quarter', () => {
  const items = [
    ...Array.from({ length: 17 }, () => [1, 1, 1]),
    [1, 0.75, 1],
    [1, 1, 0.75],
    [0.5, 0.75, 0.75],
  ];
  const options = { categories: [0, 0.25, 0.5, 0.75, 1], weighting: 'quadratic' as const };
  expect(numberOf(gwetAc(items, options))).toBeCloseTo(0.993, 3);
  expect(numberOf(absoluteDifference(items))).toBeCloseTo((3 * (2 / 3) * 0.25) / 20, 10);
});

test('categories of the rubric that nobody used still count', () => {
  const items = [
    ['yes', 'yes'],
    ['yes', 'no'],
    ['no', 'no'],
  ];
  const used = numberOf(gwetAc(items, { categories: ['yes', 'no'] }));
  expect(numberOf(gwetAc(items, { categories: ['yes', 'no', 'unsure'] }))).not.toBe(used);
});

test('one rating an item is too few, all alike is no variation', () => {
  const options = { categories: ['yes', 'no'] };
  expect(fleissKappa([['yes', null], ['no']], options)).toEqual({
    kind: 'too_few',
    of: 'items rated twice',
    has: 0,
    needs: 1,
  });
  const alike = [
    ['yes', 'yes'],
    ['yes', 'yes'],
  ];
  expect(fleissKappa(alike, options)).toEqual({ kind: 'no_variation' });
  expect(cohenKappa([['yes', 'yes']], options)).toEqual({ kind: 'no_variation' });
  expect(specificAgreement(alike, 'no').kind).toBe('too_few');
  expect(numberOf(gwetAc(alike, options))).toBe(1);
});

test('an answer that is not in the rubric is refused', () => {
  expect(() => fleissKappa([['yes', 'maybe']], { categories: ['yes', 'no'] })).toThrow(
    '"maybe" is not among yes, no',
  );
});
