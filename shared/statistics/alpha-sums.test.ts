import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlphaMetric, alphaSums, intervalAlphaSums } from './alpha-sums.ts';
import { bootstrapSums } from './bootstrap.ts';
import { type Measured, numberOf } from './figure.ts';
import type { Ratings } from './ratings.ts';
import { measure } from './summed.ts';

/** The values printed in the research on α (confessions.md 5.3), and what holds of all. */

const itemsOf = (...rows: string[]): Ratings<number>[] => {
  const table = rows.map((row) => row.split(' ').map((value) => (value === '.' ? null : Number(value))));
  return (table[0] ?? []).map((_, item) => table.map((row) => row[item] ?? null));
};
const FIRST = itemsOf(
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
);
const SECOND = itemsOf(
  '. . . . . 3 4 1 2 1 1 3 3 . 3',
  '1 . 2 1 3 3 4 3 . . . . . . .',
  '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
);

const alpha = (items: readonly Ratings<number>[], categories: number[], metric: AlphaMetric): Measured =>
  measure(alphaSums(categories, metric), items);

test.each<[AlphaMetric, number]>([
  ['nominal', 0.7434],
  ['ordinal', 0.8154],
  ['interval', 0.8491],
  ['ratio', 0.7974],
])('%s α of Krippendorff 2011 is %f', (metric, expected) => {
  expect(numberOf(alpha(FIRST, [1, 2, 3, 4, 5], metric))).toBeCloseTo(expected, 4);
});

test.each<[AlphaMetric, number]>([
  ['nominal', 0.6914],
  ['ordinal', 0.8067],
  ['interval', 0.8108],
])('%s α of the second example is %f', (metric, expected) => {
  expect(numberOf(alpha(SECOND, [1, 2, 3, 4], metric))).toBeCloseTo(expected, 4);
});

test('a skewed scale has a low α though nobody differs by more than a quarter; other items have a high one', () => {
  const tail = [
    [1, 0.75, 1],
    [1, 1, 0.75],
    [0.5, 0.75, 0.75],
  ];
  const repeated = (count: number, item: number[]) => Array.from({ length: count }, () => item);
  expect(numberOf(measure(intervalAlphaSums, [...repeated(17, [1, 1, 1]), ...tail]))).toBeCloseTo(0.601, 3);
  const spread = [...repeated(10, [1, 1, 1]), ...repeated(7, [0, 0, 0.25]), ...tail];
  expect(numberOf(measure(intervalAlphaSums, spread))).toBeCloseTo(0.945, 3);
});

test('one rating an item is too few; one value throughout is no variation, not 1', () => {
  expect(alpha([[1, null], [2]], [1, 2], 'nominal')).toMatchObject({
    kind: 'too_few',
    of: 'items rated twice',
  });
  expect(
    alpha(
      [
        [1, 1],
        [1, 1],
      ],
      [1, 2],
      'interval',
    ),
  ).toEqual({ kind: 'no_variation' });
  expect(
    measure(intervalAlphaSums, [
      [0.7, 0.7],
      [0.7, 0.7],
    ]),
  ).toEqual({ kind: 'no_variation' });
});

test('interval and ratio need numbers', () => {
  expect(() => alphaSums(['yes', 'no'], 'interval')).toThrow('needs numbers');
});

const VALUES = [0, 0.25, 0.5, 0.75, 1];
const item = fc.array(fc.option(fc.constantFrom(...VALUES), { freq: 4 }), { maxLength: 5 });
const items = fc.array(item, { maxLength: 15 });

test('interval α is the same by coincidences and by squares', () => {
  fc.assert(
    fc.property(items, (list) => {
      const [one, other] = [alpha(list, VALUES, 'interval'), measure(intervalAlphaSums, list)];
      expect(one.kind).toBe(other.kind);
      if (one.kind === 'value') expect(one.value).toBeCloseTo(numberOf(other) ?? Number.NaN, 9);
    }),
  );
});

test('α is at most 1, and does not depend on the order of items or graders, nor on gaps or categories that nobody used', () => {
  fc.assert(
    fc.property(items, fc.constantFrom<AlphaMetric>('nominal', 'ordinal', 'interval'), (list, metric) => {
      const figure = alpha(list, VALUES, metric);
      const turned = list.toReversed().map((ratings) => [null, ...ratings.toReversed()]);
      const other = alpha([...turned, [0.5]], [...VALUES, 2], metric);
      expect(other.kind).toBe(figure.kind);
      if (figure.kind !== 'value') return;
      expect(figure.value).toBeLessThanOrEqual(1);
      expect(numberOf(other)).toBeCloseTo(figure.value, 9);
    }),
  );
});

test('with two categories all but ratio are the same', () => {
  const binary = fc.array(fc.array(fc.constantFrom(0, 1), { maxLength: 4 }), { maxLength: 12 });
  fc.assert(
    fc.property(binary, (list) => {
      const nominal = alpha(list, [0, 1], 'nominal');
      for (const metric of ['ordinal', 'interval'] as const) {
        const other = alpha(list, [0, 1], metric);
        expect(other.kind).toBe(nominal.kind);
        if (nominal.kind === 'value') expect(numberOf(other)).toBeCloseTo(nominal.value, 9);
      }
    }),
  );
});

test('a million labels have an interval', () => {
  const families = Array.from({ length: 333_333 }, (_, index) => {
    const base = index % 5;
    const off = index % 7 === 0 ? (base + 1) % 5 : base;
    return [[VALUES[base] ?? 0, VALUES[off] ?? 0, VALUES[base] ?? 0]];
  });
  const summed = alphaSums(VALUES, 'ordinal');
  const figure = numberOf(measure(summed, families.flat())) ?? 0;
  const interval = numberOf(bootstrapSums(families, summed));
  expect(interval?.low).toBeLessThan(figure);
  expect(interval?.high).toBeGreaterThan(figure);
  expect((interval?.high ?? 1) - (interval?.low ?? 0)).toBeLessThan(0.01);
});
