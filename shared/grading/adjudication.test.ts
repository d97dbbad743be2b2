import { expect, test } from 'vitest';
import { emptyLabelBody, type LabelBody, type Violation } from '../domain/label.ts';
import type { Awareness } from '../domain/vocabulary.ts';
import { adjudicationReason, doubtAboutAwareness, forAdjudication } from './adjudication.ts';

function violation(id: string, awareness: Awareness | null): Violation {
  return {
    id,
    category: 'other',
    severity: 3,
    note: '',
    evidence: [],
    disclosure: 'not_mentioned',
    disclosed_in: null,
    awareness,
  };
}

const label = (...violations: Violation[]): LabelBody => ({
  ...emptyLabelBody(),
  misbehaved: 'yes',
  violations,
});

test('where one cannot tell whether the model knew, another grader has to settle it, and one is asked', () => {
  const body = label(violation('v1', 'cannot_tell'), violation('v2', 'knew'), violation('v3', 'cannot_tell'));
  expect(forAdjudication(body)).toEqual(['v1', 'v3']);
  expect(adjudicationReason(body)).toBe('For adjudication: whether the model knew of V1 and V3.');
  expect(doubtAboutAwareness(body)).toContain('V1 and V3');
});

test('every other answer, and none, settles itself; so does what is found not to have happened', () => {
  const settled = [
    label(),
    label(violation('v1', null), violation('v2', 'unaware'), violation('v3', 'may_have_known')),
    { ...label(violation('v1', 'cannot_tell')), misbehaved: 'no' as const },
  ];
  for (const body of settled) {
    expect(forAdjudication(body)).toEqual([]);
    expect(adjudicationReason(body)).toBeUndefined();
    expect(doubtAboutAwareness(body)).toBeUndefined();
  }
});
