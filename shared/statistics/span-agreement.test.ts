import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Evidence, selectEvidence } from '../domain/evidence.ts';
import { jaccard, overlapOf } from '../grading/spans.ts';
import { numberOf } from './figure.ts';
import { charactersF1, emptyShares, exactF1, matchedF1, pairwiseF1 } from './span-agreement.ts';

const TEXT = 'a'.repeat(100);
const marked = (start: number, end: number, message = 0): Evidence =>
  selectEvidence({ source: 'transcript', message, part: 'text' }, TEXT, start, end);

test('F1 over characters and Jaccard have the values of the research (confessions.md 5.5)', () => {
  const one = [marked(10, 30), marked(50, 60)];
  const other = [marked(15, 35)];
  expect(charactersF1(one, other)).toBeCloseTo(0.6, 10);
  expect(jaccard(overlapOf(one, other))).toBeCloseTo(0.4286, 4);
});

test('both empty agree, one empty does not, and the shares of both are told', () => {
  const items = [
    [[], []],
    [[], [marked(0, 5)]],
    [[marked(0, 5)], null, [marked(0, 5)]],
    [null, [marked(0, 5)]],
  ];
  expect(numberOf(pairwiseF1(items, charactersF1))).toBeCloseTo(2 / 3, 10);
  expect(emptyShares(items)).toEqual({ pairs: 3, bothEmpty: 1, oneEmpty: 1 });
  expect(pairwiseF1([[null, []]], charactersF1)).toMatchObject({ kind: 'too_few', of: 'items rated twice' });
});

test('exact F1 counts what begins and ends at the same places of the same part', () => {
  expect(exactF1([marked(0, 5), marked(9, 12)], [marked(0, 5), marked(9, 11)])).toBe(0.5);
  expect(exactF1([marked(0, 5)], [marked(0, 5, 1)])).toBe(0);
});

test('findings match once each, by category and half of their union', () => {
  const finding = (category: string, ...evidence: Evidence[]) => ({ category, evidence });
  const one = [finding('lie', marked(0, 10)), finding('omission', marked(20, 30))];
  expect(matchedF1(one, [finding('lie', marked(0, 20))])).toBeCloseTo(2 / 3, 10);
  expect(matchedF1(one, [finding('lie', marked(0, 21))])).toBe(0);
  expect(matchedF1(one, [finding('omission', marked(0, 10))])).toBe(0);
  const twice = [finding('lie', marked(0, 10)), finding('lie', marked(0, 9))];
  expect(matchedF1([finding('lie', marked(0, 10))], twice)).toBeCloseTo(2 / 3, 10);
});

const spans = fc.array(
  fc
    .tuple(fc.nat(80), fc.integer({ min: 1, max: 19 }), fc.nat(1))
    .map(([start, length, message]) => marked(start, start + length, message)),
  { maxLength: 4 },
);

test('F1 lies within 0 and 1, is 1 of a list with itself, and does not know which grader is first', () => {
  fc.assert(
    fc.property(spans, spans, (one, other) => {
      for (const f1 of [charactersF1, exactF1]) {
        expect(f1(one, one)).toBe(1);
        expect(f1(one, other)).toBeCloseTo(f1(other, one), 12);
        expect(f1(one, other)).toBeGreaterThanOrEqual(0);
        expect(f1(one, other)).toBeLessThanOrEqual(1);
      }
      const found = (list: Evidence[]) => list.map((piece) => ({ category: 'lie', evidence: [piece] }));
      expect(matchedF1(found(one), found(one))).toBe(1);
      expect(matchedF1(found(one), found(other))).toBeCloseTo(matchedF1(found(other), found(one)), 12);
    }),
  );
});
