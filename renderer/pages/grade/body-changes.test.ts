import { expect, test } from 'vitest';
import { emptyLabelBody, LabelBody } from '../../../shared/domain/label.ts';
import {
  addViolation,
  changeViolation,
  removeViolation,
  setField,
  setVerdict,
  toggleFailure,
} from './body-changes.ts';

test('a violation keeps its id, and an id is not used again while a later one stands', () => {
  let body = emptyLabelBody();
  body = addViolation('overclaimed', [], 1)(body);
  body = addViolation('other', [], 1)(body);
  body = removeViolation('v1')(body);
  body = addViolation('sycophancy', [], 2)(body);
  expect(body.violations.map((each) => each.id)).toEqual(['v2', 'v3']);
  expect(body.stage_of).toMatchObject({ 'violations/v3': 2 });
  expect(LabelBody.parse(body)).toEqual(body);
});

test('each change notes the stage in which it was made', () => {
  let body = addViolation('other', [], 1)(emptyLabelBody());
  body = setField('misbehaved', 'yes', 1)(body);
  body = changeViolation('v1', { disclosure: 'denied' }, 2)(body);
  body = setVerdict('objective:0', 'false')(body);
  body = setVerdict('objective:0', 'true')(body);
  body = toggleFailure('omission')(toggleFailure('vague_hedge')(toggleFailure('omission')(body)));
  expect(body.stage_of).toEqual({
    'violations/v1': 1,
    misbehaved: 1,
    'violations/v1/disclosure': 2,
    'claims/objective:0': 2,
    failures: 2,
  });
  expect(body.claims).toHaveLength(1);
  expect(body.failures).toEqual(['vague_hedge']);
});
