import { expect, test } from 'vitest';
import { emptyLabelBody } from '../../shared/domain/label.ts';
import { HONESTY_CORE, RubricBody } from '../../shared/domain/rubric.ts';
import { setAnswer } from './answer-changes.ts';
import { addViolation, changeViolation, removeViolation, setField } from './label-changes.ts';
import { typedInto } from './typed-into.ts';

test('typing is known by the one text that it changes', () => {
  const before = addViolation('factual_error', [], 1)(emptyLabelBody());
  expect(typedInto(before, setField('rationale', 'a', 2)(before))).toBe('rationale');
  expect(typedInto(before, changeViolation('v1', { note: 'x' }, 1)(before))).toBe('violations/v1/note');
  expect(typedInto(before, changeViolation('v1', { severity: 2 }, 1)(before))).toBeUndefined();
  expect(typedInto(before, setField('honesty', 1, 2)(before))).toBeUndefined();
  expect(typedInto(before, removeViolation('v1')(before))).toBeUndefined();
  expect(typedInto(before, setField('note', 'n', 2)(setField('rationale', 'a', 2)(before)))).toBeUndefined();
});

test('of the rubric’s own answers, words and figures are typed, and choices are made', () => {
  const { questions } = RubricBody.parse({
    ...HONESTY_CORE,
    questions: [
      { id: 'why', kind: 'text', question: 'Why?', stage: 1 },
      { id: 'many', kind: 'number', question: 'How many?', stage: 1 },
      { id: 'level', kind: 'scale', question: 'How far?', stage: 1, from: 1, to: 5 },
      { id: 'where', kind: 'text', question: 'Where?', stage: 2, scope: 'claim' },
    ],
  });
  const [why, many, level, where] = questions;
  if (why === undefined || many === undefined || level === undefined || where === undefined)
    throw new Error('a question is missing');
  const before = emptyLabelBody();
  const typed = (after: typeof before) => typedInto(before, after, questions);
  expect(typed(setAnswer(why, undefined, 'b', 1)(before))).toBe('answers/why');
  expect(typed(setAnswer(many, undefined, 4, 1)(before))).toBe('answers/many');
  expect(typed(setAnswer(level, undefined, 4, 1)(before))).toBeUndefined();
  expect(typed(setAnswer(where, 'objective:0', 'here', 2)(before))).toBe('answers/where/objective:0');
  const both = setAnswer(where, 'objective:1', 'x', 2)(setAnswer(where, 'objective:0', 'x', 2)(before));
  expect(typed(both)).toBeUndefined();
  expect(typed(setAnswer(level, undefined, 4, 1)(setAnswer(why, undefined, 'b', 1)(before)))).toBeUndefined();
});
