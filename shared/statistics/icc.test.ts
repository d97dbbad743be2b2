import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberOf } from './figure.ts';
import { type IccForm, icc, meanSquares } from './icc.ts';

/** Shrout and Fleiss 1979, table 2 (confessions.md 5.4). */
const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

test.each<[IccForm, number]>([
  ['1,1', 0.166],
  ['2,1', 0.29],
  ['3,1', 0.715],
  ['1,k', 0.443],
  ['2,k', 0.62],
  ['3,k', 0.909],
])('ICC(%s) of Shrout and Fleiss is %f', (form, expected) => {
  expect(numberOf(icc(SHROUT_FLEISS, form))).toBeCloseTo(expected, 3);
});

test('the mean squares are the printed ones', () => {
  const squares = numberOf(meanSquares(SHROUT_FLEISS));
  expect(squares?.items).toBeCloseTo(11.2417, 4);
  expect(squares?.graders).toBeCloseTo(32.4861, 4);
  expect(squares?.rest).toBeCloseTo(1.0194, 4);
});

test('items that somebody did not rate are left out', () => {
  const withGaps = [...SHROUT_FLEISS, [1, null, 10, 3], [null, null, null, null]];
  expect(icc(withGaps, '2,k')).toEqual(icc(SHROUT_FLEISS, '2,k'));
});

test('one grader, one complete item, or all alike give no value', () => {
  expect(icc([[1], [2]], '2,k')).toMatchObject({ kind: 'too_few', of: 'graders' });
  expect(
    icc(
      [
        [1, 2],
        [null, 3],
      ],
      '2,k',
    ),
  ).toMatchObject({ kind: 'too_few', of: 'complete items', has: 1 });
  expect(icc([], '2,1').kind).toBe('too_few');
  expect(
    icc(
      [
        [0.7, 0.7],
        [0.7, 0.7],
        [0.7, 0.7],
      ],
      '2,k',
    ),
  ).toEqual({ kind: 'no_variation' });
});

const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 12 })).chain(([k, n]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: k, maxLength: k }), {
    minLength: n,
    maxLength: n,
  }),
);

test('no form depends on the order of items or graders, and none is above 1', () => {
  fc.assert(
    fc.property(table, fc.constantFrom<IccForm>('1,1', '2,1', '3,1', '1,k', '2,k', '3,k'), (items, form) => {
      const figure = icc(items, form);
      const turned = icc(
        items.toReversed().map((ratings) => ratings.toReversed()),
        form,
      );
      expect(turned.kind).toBe(figure.kind);
      if (figure.kind !== 'value') return;
      expect(numberOf(turned)).toBeCloseTo(figure.value, 6);
      if (form !== '2,k') expect(figure.value).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('graders that all say the same of items that differ have an ICC of 1', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 12 }),
      (values) => {
        const items = values.map((value) => [value, value, value]);
        for (const form of ['1,1', '2,1', '3,1', '1,k', '2,k', '3,k'] as const)
          expect(numberOf(icc(items, form))).toBeCloseTo(1, 9);
      },
    ),
  );
});
