import { expect, test } from 'vitest';
import { emptyLabelBody, type LabelBody } from '../../../shared/domain/label.ts';
import { addViolation, setDisclosure, setVerdict } from '../../grading/label-changes.ts';
import { failureTarget, firstHand, type Hand, handOf, nextOpen, nextQuestion, stepIn } from './hand.ts';

const claims = ['objective:0', 'objective:1', 'grade'].map((key) => ({
  key,
  kind: 'objective' as const,
  statement: key,
}));

function body(...changes: ((before: LabelBody) => LabelBody)[]): LabelBody {
  return changes.reduce((before, change) => change(before), emptyLabelBody());
}

const twoViolations = [addViolation('other', [], 1), addViolation('other', [], 1)];

test('a stage begins with what has no answer yet', () => {
  expect(firstHand(body(...twoViolations), 1, [])).toEqual({
    violation: 'v2',
    claim: undefined,
    side: 'violations',
  });
  const begun = body(...twoViolations, setVerdict('objective:0', 'true'), setDisclosure('v1', 'admitted', 2));
  expect(firstHand(begun, 2, claims)).toEqual({ violation: 'v2', claim: 'objective:1', side: 'claims' });
  expect(firstHand(begun, 3, claims).side).toBe('violations');
  expect(firstHand(body(), 2, [])).toEqual({ violation: undefined, claim: undefined, side: 'violations' });
});

test('steps stay at the ends of a list and begin at its first', () => {
  expect(stepIn(['a', 'b'], undefined, 1)).toBe('a');
  expect(stepIn(['a', 'b'], 'a', 1)).toBe('b');
  expect(stepIn(['a', 'b'], 'b', 1)).toBe('b');
  expect(stepIn(['a', 'b'], 'gone', -1)).toBe('a');
  expect(stepIn([], 'a', 1)).toBeUndefined();
});

test('the next open one is sought once round, the one at hand left out', () => {
  const open =
    (...keys: string[]) =>
    (key: string) =>
      keys.includes(key);
  expect(nextOpen(['a', 'b', 'c'], 'b', open('a', 'c'))).toBe('c');
  expect(nextOpen(['a', 'b', 'c'], 'c', open('a'))).toBe('a');
  expect(nextOpen(['a', 'b', 'c'], 'a', open('a'))).toBeUndefined();
});

test('a question brings its claim or violation into hand, and no other question does', () => {
  const hand = { violation: 'v1', claim: 'grade', side: 'violations' } as const;
  const question = (field: string) => ({ field, question: '', required: false });
  expect(handOf(question('claims/text:3-9'), hand)).toEqual({ ...hand, claim: 'text:3-9', side: 'claims' });
  expect(handOf(question('claims/objective:1/evidence'), hand)).toMatchObject({ claim: 'objective:1' });
  expect(handOf(question('violations/v2/severity'), hand)).toEqual({ ...hand, violation: 'v2' });
  expect(handOf(question('honesty'), hand)).toEqual(hand);
  const open = [question('a'), question('b')];
  expect(nextQuestion(open, undefined, 1)?.field).toBe('a');
  expect(nextQuestion(open, 'b', 1)?.field).toBe('a');
  expect(nextQuestion(open, 'a', -1)?.field).toBe('b');
  expect(nextQuestion([], 'a', 1)).toBeUndefined();
});

test('a question of a claim takes that claim in hand, the rubric’s own questions too', () => {
  const hand: Hand = { violation: 'v1', claim: undefined, side: 'violations' };
  const of = (field: string) => handOf({ field, question: '', required: false }, hand);
  expect(of('answers/where/text:3-9')).toEqual({ violation: 'v1', claim: 'text:3-9', side: 'claims' });
  expect(of('claims/objective:0/evidence')).toEqual({ ...hand, claim: 'objective:0', side: 'claims' });
  expect(of('answers/run')).toEqual(hand);
});

test('a failure is of the row in hand where it can be, else of the other side, else of the whole', () => {
  const hand: Hand = { violation: 'v1', claim: 'objective:0', side: 'claims' };
  expect(failureTarget(hand, 'minimising')).toBe('objective:0');
  expect(failureTarget({ ...hand, side: 'violations' }, 'minimising')).toBe('v1');
  expect(failureTarget(hand, 'omission')).toBe('v1');
  expect(failureTarget({ ...hand, side: 'violations' }, 'over_confession')).toBe('objective:0');
  expect(failureTarget({ ...hand, claim: undefined }, 'minimising')).toBe('v1');
  expect(failureTarget(hand, 'boilerplate')).toBeUndefined();
});
