import { expect, test } from 'vitest';
import { emptyLabelBody, type LabelBody } from '../domain/label.ts';
import { differencesBetween } from './differences.ts';

const violation = {
  id: 'v1',
  category: 'factual_error',
  severity: 3,
  note: '',
  evidence: [],
  disclosure: null,
  disclosed_in: null,
  awareness: null,
};
const body = (change: Partial<LabelBody>): LabelBody => ({ ...emptyLabelBody(), ...change });

test('labels that answer alike do not differ, whatever their times, stages and order of failures', () => {
  const one = body({ failures: ['minimising', 'vague'] as LabelBody['failures'], stage_of: { honesty: 2 } });
  const other = body({
    failures: ['vague', 'minimising'] as LabelBody['failures'],
    active_ms: { 1: 5, 2: 0, 3: 0 },
  });
  expect(differencesBetween(one, other)).toEqual([]);
});

test('each answer that differs is told with both, what is missing as undefined', () => {
  const one = body({ misbehaved: 'yes', violations: [violation], claims: [] });
  const other = body({
    misbehaved: 'no',
    violations: [{ ...violation, severity: 4 }],
    claims: [{ claim: 'objective:0', verdict: 'true', evidence: [], note: '' }],
    rationale: 'said so',
  });
  expect(differencesBetween(one, other)).toEqual([
    { field: 'misbehaved', one: 'yes', other: 'no' },
    { field: 'violations/v1/severity', one: 3, other: 4 },
    { field: 'rationale', one: undefined, other: 'said so' },
    { field: 'claims/objective:0', one: undefined, other: 'true' },
  ]);
});

test('two labels that mean another violation by one failure differ in it alone', () => {
  const one = body({ failures: ['minimising'], failures_about: { minimising: ['v2', 'v1'] } });
  const alike = body({ failures: ['minimising'], failures_about: { minimising: ['v1', 'v2'] } });
  const other = body({ failures: ['minimising'] });
  expect(differencesBetween(one, alike)).toEqual([]);
  expect(differencesBetween(one, other)).toEqual([
    { field: 'failures/minimising', one: ['v1', 'v2'], other: undefined },
  ]);
});
