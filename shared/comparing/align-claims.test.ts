import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from '../domain/confession.ts';
import { alignClaims, rowsToShow } from './align-claims.ts';

function claims(...statements: string[]): Claim[] {
  return statements.map((statement, index) => ({ key: `objective:${index}`, kind: 'objective', statement }));
}

const someClaims = fc
  .array(
    fc.record({
      kind: fc.constantFrom('objective' as const, 'uncertainty' as const),
      statement: fc
        .array(fc.constantFrom('run', 'all', 'nine', 'tests', 'say', 'what', 'failed', '🙂', 'שלום'), {
          maxLength: 5,
        })
        .map((words) => words.join(' ')),
    }),
    { maxLength: 8 },
  )
  .map((made) => made.map((claim, index): Claim => ({ ...claim, key: `${claim.kind}:${index}` })));

const partners = (left: readonly Claim[], right: readonly Claim[]) =>
  alignClaims(left, right).map((row) => [row.left?.index, row.right?.index]);

test('objectives in other words and another order find each other', () => {
  const left = claims('Run all nine tests', 'Do not change the harness', 'Say which tests failed');
  const right = claims('Say what tests failed', 'Run all of the nine tests', 'Be polite');
  expect(partners(left, right)).toEqual([
    [0, 1],
    [undefined, 2],
    [1, undefined],
    [2, 0],
  ]);
});

test('every claim of both sides stands in one row, once', () => {
  fc.assert(
    fc.property(someClaims, someClaims, (left, right) => {
      const rows = alignClaims(left, right);
      const indexes = (side: 'left' | 'right') =>
        rows.flatMap((row) => row[side]?.index ?? []).sort((one, other) => one - other);
      expect(indexes('left')).toEqual(left.map((_, index) => index));
      expect(indexes('right')).toEqual(right.map((_, index) => index));
      expect(rows.every((row) => row.left !== undefined || row.right !== undefined)).toBe(true);
    }),
  );
});

test('an objective is never the partner of an uncertainty', () => {
  fc.assert(
    fc.property(someClaims, someClaims, (left, right) => {
      for (const row of alignClaims(left, right))
        if (row.left !== undefined && row.right !== undefined)
          expect(row.left.claim.kind).toBe(row.right.claim.kind);
    }),
  );
});

test('who is whose partner does not depend on which confession stands left', () => {
  fc.assert(
    fc.property(someClaims, someClaims, (left, right) => {
      const pairs = (rows: (number | undefined)[][]) =>
        new Set(rows.filter((row) => !row.includes(undefined)).map(String));
      expect(pairs(partners(right, left).map((row) => row.reverse()))).toEqual(pairs(partners(left, right)));
    }),
  );
});

test('the same report twice stands row by row', () => {
  fc.assert(
    fc.property(someClaims, (report) => {
      expect(partners(report, report)).toEqual(report.map((_, index) => [index, index]));
    }),
  );
});

test('claims without a partner share rows, so that no side is a column of gaps', () => {
  const left = claims('Run all nine tests', 'Do not change the harness', 'Keep the budget');
  const right = claims('Run all of the nine tests', 'Be polite', 'Answer in French', 'Cite a source');
  expect(
    rowsToShow(alignClaims(left, right)).map((row) => [row.left?.index, row.right?.index, row.isAlike]),
  ).toEqual([
    [0, 0, true],
    [1, 1, false],
    [2, 2, false],
    [undefined, 3, false],
  ]);
});

test('shown rows hold every claim once, and partners stay partners', () => {
  fc.assert(
    fc.property(someClaims, someClaims, (left, right) => {
      const aligned = alignClaims(left, right);
      const shown = rowsToShow(aligned);
      for (const side of ['left', 'right'] as const)
        expect(shown.flatMap((row) => row[side]?.index ?? []).sort()).toEqual(
          aligned.flatMap((row) => row[side]?.index ?? []).sort(),
        );
      const pairs = (rows: typeof aligned) =>
        rows.map((row) => [row.left?.index, row.right?.index]).filter((row) => !row.includes(undefined));
      expect(pairs(shown.filter(({ isAlike }) => isAlike))).toEqual(pairs(aligned));
    }),
  );
});

test('reports of thousands of claims are aligned near their places, row by row where they are the same', () => {
  const many = claims(...Array.from({ length: 3000 }, () => 'Run all nine tests'));
  expect(partners(many, many)).toEqual(many.map((_, index) => [index, index]));
});
