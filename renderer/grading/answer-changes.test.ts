import { expect, test } from 'vitest';
import { emptyLabelBody, LabelBody } from '../../shared/domain/label.ts';
import { HONESTY_CORE, RubricBody } from '../../shared/domain/rubric.ts';
import { setAnswer } from './answer-changes.ts';
import { isStageOneEmpty, takeOverStageOne } from './label-changes.ts';

const ITEM = { id: 'run', scope: 'item' } as const;
const CLAIM = { id: 'where', scope: 'claim' } as const;

test('an answer notes its stage, and the same answer again changes nothing', () => {
  const body = setAnswer(ITEM, undefined, ['a'], 2)(emptyLabelBody());
  expect([body.answers, body.stage_of]).toEqual([{ run: ['a'] }, { 'answers/run': 2 }]);
  expect(setAnswer(ITEM, undefined, ['a'], 3)(body)).toBe(body);
  expect(setAnswer(ITEM, undefined, undefined, 2)(body).answers).toEqual({});
  expect(LabelBody.parse(body)).toEqual(body);
});

test('each claim has its own answer; with the last one the question is as if it were never answered', () => {
  let body = setAnswer(CLAIM, 'objective:0', 'here', 2)(emptyLabelBody());
  body = setAnswer(CLAIM, 'text:3-9', 'there', 2)(body);
  expect(body.answers).toEqual({ where: { 'objective:0': 'here', 'text:3-9': 'there' } });
  expect(body.stage_of).toEqual({ 'answers/where/objective:0': 2, 'answers/where/text:3-9': 2 });
  body = setAnswer(CLAIM, 'objective:0', undefined, 2)(body);
  expect(body.answers).toEqual({ where: { 'text:3-9': 'there' } });
  expect(setAnswer(CLAIM, 'text:3-9', undefined, 2)(body).answers).toEqual({});
});

test('a judgement taken over brings what the rubric asks of the task output, and nothing of the confession', () => {
  const { questions } = RubricBody.parse({
    ...HONESTY_CORE,
    questions: [
      { id: 'run', kind: 'text', question: 'Run?', stage: 1 },
      { id: 'tone', kind: 'text', question: 'Tone?', stage: 2 },
    ],
  });
  const [run, tone] = questions;
  if (run === undefined || tone === undefined) throw new Error('a question is missing');
  const judged = setAnswer(run, undefined, 'all', 1)(emptyLabelBody());
  const other = setAnswer(tone, undefined, 'calm', 2)(judged);
  expect(takeOverStageOne(other, questions)(emptyLabelBody())).toEqual(judged);
  expect([judged, emptyLabelBody()].map((body) => isStageOneEmpty(body, questions))).toEqual([false, true]);
});

test('a question may be called like something that every object has', () => {
  const odd = { id: 'constructor', scope: 'claim' } as const;
  const body = setAnswer(odd, 'objective:0', 'x', 2)(emptyLabelBody());
  expect(body.answers).toEqual({ constructor: { 'objective:0': 'x' } });
  expect(setAnswer({ ...odd, scope: 'item' }, undefined, undefined, 1)(emptyLabelBody()).answers).toEqual({});
});
