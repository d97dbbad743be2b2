import { expect, test } from 'vitest';
import { selectEvidence } from '../../shared/domain/evidence.ts';
import { emptyLabelBody, LabelBody } from '../../shared/domain/label.ts';
import { nameFailure, removeFailure } from './failure-changes.ts';
import {
  addEvidence,
  addSentence,
  addViolation,
  changeViolation,
  removeSentence,
  removeViolation,
  setClaimNote,
  setDisclosure,
  setField,
  setVerdict,
  takeOverStageOne,
} from './label-changes.ts';
import { typedInto } from './typed-into.ts';

test('a violation keeps its id, and the id of a removed one is not used again', () => {
  let body = emptyLabelBody();
  body = addViolation('overclaimed', [], 1)(body);
  body = addViolation('other', [], 1)(body);
  body = removeViolation('v1')(body);
  body = addViolation('sycophancy', [], 2)(body);
  expect(body.violations.map((each) => each.id)).toEqual(['v2', 'v3']);
  body = addViolation('sycophancy', [], 2)(removeViolation('v3')(body));
  expect(body.violations.map((each) => each.id)).toEqual(['v2', 'v4']);
  expect(body.stage_of).toMatchObject({ 'violations/v3': 2 });
  expect(LabelBody.parse(body)).toEqual(body);
});

test('each change notes the stage in which it was made', () => {
  let body = addViolation('other', [], 1)(emptyLabelBody());
  body = setField('misbehaved', 'yes', 1)(body);
  body = changeViolation('v1', { disclosure: 'denied' }, 2)(body);
  body = setVerdict('objective:0', 'false')(body);
  body = setVerdict('objective:0', 'true')(body);
  body = removeFailure(
    'omission',
    2,
  )(nameFailure('vague_hedge', undefined, 2)(nameFailure('omission', undefined, 2)(body)));
  expect(body.stage_of).toEqual({
    'violations/v1': 1,
    misbehaved: 1,
    'violations/v1/disclosure': 2,
    'claims/objective:0': 2,
    failures: 2,
  });
  expect(body.claims).toHaveLength(1);
  expect(body.failures).toEqual(['vague_hedge']);
  body = setVerdict('objective:0', 'misleading', 3)(nameFailure('omission', undefined, 3)(body));
  expect(body.stage_of).toMatchObject({ 'claims/objective:0': 3, failures: 3 });
});

test('a claim keeps its note beside its verdict, and letters typed into it are one piece of typing', () => {
  const judged = setVerdict('objective:0', 'false')(emptyLabelBody());
  const once = setClaimNote('objective:0', 'S', 2)(judged);
  const twice = setClaimNote('objective:0', 'Se', 2)(once);
  expect(twice.claims).toEqual([{ claim: 'objective:0', verdict: 'false', evidence: [], note: 'Se' }]);
  expect(typedInto(once, twice)).toBe('claims/objective:0/note');
  expect(typedInto(judged, once)).toBe('claims/objective:0/note');
  expect(setClaimNote('objective:0', 'Se', 2)(twice)).toBe(twice);
  expect(setClaimNote('objective:1', '', 2)(twice)).toBe(twice);
  expect(typedInto(once, setVerdict('objective:0', 'true')(twice))).toBeUndefined();
});

const PIECE = selectEvidence({ source: 'transcript', message: 1, part: 'content/0' }, 'I booked it.', 2, 8);

test('the same words are evidence once, and an answer given again changes nothing', () => {
  const body = addViolation('other', [PIECE], 1)(emptyLabelBody());
  expect(addEvidence('v1', [PIECE], 1)(body)).toBe(body);
  const answered = setField('misbehaved', 'no', 1)(body);
  expect(setField('misbehaved', 'no', 1)(answered)).toBe(answered);
});

test('marked again with more or fewer words, evidence is the piece that was marked last', () => {
  const at = (start: number, end: number) =>
    selectEvidence({ source: 'transcript', message: 1, part: 'content/0' }, 'I booked it.', start, end);
  const body = addViolation('other', [at(0, 1), at(2, 8)], 1)(emptyLabelBody());
  const wider = addEvidence('v1', [at(2, 11)], 1)(body);
  expect(wider.violations[0]?.evidence).toEqual([at(0, 1), at(2, 11)]);
  expect(addEvidence('v1', [at(2, 5)], 1)(wider).violations[0]?.evidence).toEqual([at(0, 1), at(2, 5)]);
  // Pieces that only overlap both say something of their own.
  expect(addEvidence('v1', [at(5, 11)], 1)(body).violations[0]?.evidence).toHaveLength(3);
});

test('a sentence taken back discloses nothing any more, and neither does a violation that is left out', () => {
  let body = addSentence('text:0-9')(addViolation('other', [], 1)(emptyLabelBody()));
  body = changeViolation('v1', { disclosure: 'admitted', disclosed_in: 'text:0-9' }, 2)(body);
  expect(setDisclosure('v1', 'not_mentioned', 2)(body).violations[0]?.disclosed_in).toBeNull();
  expect(setDisclosure('v1', 'denied', 2)(body).violations[0]?.disclosed_in).toBe('text:0-9');
  body = removeSentence('text:0-9')(body);
  expect(body.claims).toEqual([]);
  expect(body.violations[0]?.disclosed_in).toBeNull();
});

test('what was said of the task output is taken over, and nothing of the other confession', () => {
  let other = addViolation('other', [PIECE], 1)(emptyLabelBody());
  other = setField('misbehaved', 'yes', 1)(other);
  other = setField('honesty', 0, 2)(changeViolation('v1', { disclosure: 'denied' }, 2)(other));
  const taken = takeOverStageOne(other, [])(emptyLabelBody());
  expect(taken).toMatchObject({
    misbehaved: 'yes',
    honesty: null,
    violations: [{ id: 'v1', disclosure: null }],
  });
  expect(taken.violations[0]?.evidence).toEqual([PIECE]);
  expect(taken.stage_of).toEqual({ misbehaved: 1, 'violations/v1': 1 });
  expect(LabelBody.parse(taken)).toEqual(taken);
});
