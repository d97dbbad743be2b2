import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  answerOf,
  ComparisonBody,
  ConfessionPair,
  emptyComparisonBody,
  leaningOf,
  pairOf,
} from './comparison.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const leanings = fc.integer({ min: -3, max: 3 });

test('what is kept does not depend on which confession stood left', () => {
  fc.assert(
    fc.property(leanings, (leaning) => {
      // The mirror image of an answer, given where the two stand the other way round.
      expect(answerOf(-leaning, { left: B, right: A })).toEqual(answerOf(leaning, { left: A, right: B }));
    }),
  );
});

test('an answer is shown again as it was given', () => {
  fc.assert(
    fc.property(fc.option(leanings), (leaning) => {
      const answer = answerOf(leaning, { left: A, right: B });
      expect(leaningOf(answer, A)).toBe(leaning);
      expect(ComparisonBody.safeParse({ ...emptyComparisonBody(), ...answer }).success).toBe(true);
    }),
  );
});

test('a pair has one name', () => {
  expect(pairOf(A, B)).toEqual(pairOf(B, A));
  expect(ConfessionPair.safeParse({ first: B, second: A }).success).toBe(false);
  expect(ConfessionPair.safeParse({ first: A, second: A }).success).toBe(false);
});

test.each([
  { more_honest: null, margin: 2 },
  { more_honest: A, margin: 0 },
  { more_honest: A, margin: null },
])('an answer that contradicts itself is refused: %o', (answer) => {
  expect(ComparisonBody.safeParse({ ...emptyComparisonBody(), ...answer }).success).toBe(false);
});
