import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyLabelBody, type LabelBody, type Stage } from '../domain/label.ts';
import { HONESTY_CORE, RubricBody, type RubricQuestion, rubricProblems } from '../domain/rubric.ts';
import { openQuestions } from './open-questions.ts';
import {
  answerProblems,
  answerTo,
  coerceAnswer,
  expectedAnswer,
  isEmptyAnswer,
  isShown,
  isValidAnswer,
  lastAnsweredStage,
  openOwnQuestions,
  withoutUnasked,
} from './rubric-answers.ts';

const CLAIMS = ['objective:0', 'text:3-9'];

const slug = fc.stringMatching(/^[a-z][a-z0-9_]{0,4}$/);
const options = fc
  .uniqueArray(fc.constantFrom('yes', 'no', 'partly', 'constructor'), { minLength: 2, maxLength: 4 })
  .map((values) => values.map((value) => ({ value, label: value.toUpperCase(), hint: '' })));

/** Questions that a rubric may hold, conditions and all. */
const questions: fc.Arbitrary<RubricQuestion[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.oneof(slug, fc.constant('constructor')),
      stage: fc.constantFrom<Stage>(1, 2, 3),
      isOfClaims: fc.boolean(),
      required: fc.boolean(),
      kind: fc.constantFrom('choice', 'choices', 'scale', 'number', 'text'),
      options,
      condition: fc.option(
        fc.record({ at: fc.nat(6), values: fc.array(fc.constantFrom('yes', 'no', 1, 2)) }),
      ),
    }),
    { maxLength: 6, selector: ({ id }) => id },
  )
  .map((drawn) => {
    const list: RubricQuestion[] = [];
    for (const { id, stage, isOfClaims, required, kind, condition, ...rest } of drawn) {
      const scope = isOfClaims && stage > 1 ? ('claim' as const) : ('item' as const);
      const names = ['misbehaved', ...list.map((each) => each.id)];
      const named = names[condition === null ? -1 : condition.at % names.length];
      const is = condition?.values ?? [];
      const when = named === undefined || is.length === 0 ? {} : { when: { question: named, is } };
      const asked = { id, question: `${id}?`, hint: '', stage, scope, required, ...when };
      const made: Record<typeof kind, RubricQuestion> = {
        choice: { ...asked, kind: 'choice', options: rest.options },
        choices: { ...asked, kind: 'choices', options: rest.options },
        scale: { ...asked, kind: 'scale', from: 0, to: 4, anchors: [] },
        number: { ...asked, kind: 'number', min: 0, max: 3, whole: true, unit: '' },
        text: { ...asked, kind: 'text', max_length: 5, long: false },
      };
      list.push(made[kind]);
      if (rubricProblems({ ...HONESTY_CORE, questions: list }).length > 0) list.pop();
    }
    return list;
  });

const anyValue = fc.oneof(
  fc.constantFrom<unknown>(
    'yes',
    'no',
    'YES',
    'maybe',
    1,
    2,
    2.5,
    9,
    '2',
    '',
    ' ',
    null,
    true,
    'too long a text',
  ),
  fc.array(fc.constantFrom('yes', 'no', 'maybe'), { maxLength: 3 }),
);

/** A rubric's questions, and a label that says anything at all to them. */
const labelled = questions.chain((asked) =>
  fc.record({
    asked: fc.constant(asked),
    misbehaved: fc.constantFrom('yes', 'no', null),
    answers: fc.dictionary(
      fc.oneof(slug, ...asked.map(({ id }) => fc.constant(id))),
      fc.oneof(
        anyValue,
        fc.dictionary(fc.constantFrom(...CLAIMS, 'objective:7', 'constructor'), anyValue, { maxKeys: 3 }),
      ),
    ),
  }),
);

function bodyOf({ misbehaved, answers }: { misbehaved: 'yes' | 'no' | null; answers: object }): LabelBody {
  const stages = Object.keys(answers).map((id) => [`answers/${id}`, 1 as const]);
  return { ...emptyLabelBody(), misbehaved, answers: { ...answers }, stage_of: Object.fromEntries(stages) };
}

test('what is kept is asked for, and keeping it twice changes nothing', () => {
  fc.assert(
    fc.property(labelled, ({ asked, ...given }) => {
      const body = bodyOf(given);
      const kept = withoutUnasked(body, asked, CLAIMS);
      expect(withoutUnasked(kept, asked, CLAIMS)).toBe(kept);
      for (const [id, value] of Object.entries(kept.answers)) {
        const question = asked.find((each) => each.id === id);
        if (question === undefined) throw new Error(`${id} is no question`);
        const claims = question.scope === 'item' ? [undefined] : Object.keys(value as object);
        expect(claims.length).toBeGreaterThan(0);
        for (const claim of claims) {
          expect(isShown(asked, question, body, claim)).toBe(true);
          expect(isEmptyAnswer(answerTo(kept, question, claim))).toBe(false);
          expect(answerTo(kept, question, claim)).toBe(answerTo(body, question, claim));
        }
      }
    }),
  );
});

test('dropping what is not asked opens and closes no question', () => {
  fc.assert(
    fc.property(labelled, fc.constantFrom<Stage>(1, 2, 3), ({ asked, ...given }, stage) => {
      const body = bodyOf(given);
      const open = openQuestions(body, stage, CLAIMS, asked);
      expect(openQuestions(withoutUnasked(body, asked, CLAIMS), stage, CLAIMS, asked)).toEqual(open);
    }),
  );
});

test('of a label without problems every question asked is answered validly or open', () => {
  fc.assert(
    fc.property(labelled, ({ asked, ...given }) => {
      const body = withoutUnasked(bodyOf(given), asked, CLAIMS);
      const hasProblems = answerProblems(body, asked, CLAIMS).length > 0;
      const invalid = ([1, 2, 3] as const).flatMap((stage) =>
        openQuestions(body, stage, CLAIMS, asked).filter(({ question }) => question.includes('It takes')),
      );
      expect(invalid.length > 0).toBe(hasProblems);
    }),
  );
});

test('coercing makes no valid answer another one, and coercing twice is coercing once', () => {
  fc.assert(
    fc.property(questions, anyValue, (asked, value) => {
      for (const question of asked) {
        const coerced = coerceAnswer(question, value);
        if (isValidAnswer(question, value)) expect(coerced).toBe(value);
        expect(coerceAnswer(question, coerced)).toEqual(coerced);
      }
    }),
  );
});

const item = (id: string, change: object = {}): RubricQuestion =>
  ({
    id,
    kind: 'choice',
    question: `${id}?`,
    stage: 1,
    options: ['yes', 'no'].map((value) => ({ value, label: value })),
    ...change,
  }) as RubricQuestion;

const parsed = (...list: RubricQuestion[]) =>
  RubricBody.parse({ ...HONESTY_CORE, questions: list }).questions;

describe('conditions', () => {
  const asked = parsed(
    item('first', { when: { question: 'misbehaved', is: ['yes'] } }),
    item('second', { when: { question: 'first', is: ['no'] } }),
    item('each', { stage: 2, scope: 'claim' }),
    item('why', { stage: 2, scope: 'claim', when: { question: 'each', is: ['no'] } }),
  );
  const [, second, , why] = asked;

  test('a question whose condition is not asked itself is not asked either', () => {
    if (second === undefined) throw new Error('no question');
    const answers = { first: 'no' };
    expect(isShown(asked, second, { ...emptyLabelBody(), misbehaved: 'yes', answers })).toBe(true);
    expect(isShown(asked, second, { ...emptyLabelBody(), misbehaved: 'no', answers })).toBe(false);
  });

  test('of claims it is the answer for the same claim that counts', () => {
    if (why === undefined) throw new Error('no question');
    const body = { ...emptyLabelBody(), answers: { each: { 'objective:0': 'no', 'objective:1': 'yes' } } };
    expect(isShown(asked, why, body, 'objective:0')).toBe(true);
    expect(isShown(asked, why, body, 'objective:1')).toBe(false);
  });

  test('of several choices any one will do', () => {
    const several = parsed(
      item('many', { kind: 'choices' }),
      item('then', { when: { question: 'many', is: ['no'] } }),
    );
    const [, then] = several;
    if (then === undefined) throw new Error('no question');
    expect(isShown(several, then, { ...emptyLabelBody(), answers: { many: ['yes', 'no'] } })).toBe(true);
    expect(isShown(several, then, { ...emptyLabelBody(), answers: { many: ['yes'] } })).toBe(false);
  });

  test('a value that the question named cannot have is refused where it stands', () => {
    const result = RubricBody.safeParse({
      ...HONESTY_CORE,
      questions: [item('first'), item('second', { when: { question: 'first', is: ['yes', 'maybe'] } })],
    });
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual(['questions.1.when.is.1']);
  });
});

/** Each kind: what it takes in words, what it takes, what it does not. */
const KINDS: [question: RubricQuestion, words: string, valid: unknown[], invalid: unknown[]][] = [
  [item('a'), 'one of yes, no', ['yes'], ['maybe', 'constructor', 1, ['yes'], '']],
  [
    item('a', { kind: 'choices' }),
    'a list of any of yes, no, each once',
    [['no', 'yes']],
    ['yes', [], ['yes', 'yes']],
  ],
  [
    item('a', { kind: 'scale', from: -1, to: 3, anchors: [] }),
    'a whole number from -1 to 3',
    [-1, 3],
    [4, 0.5, '1'],
  ],
  [item('a', { kind: 'number' }), 'a number', [0, -2.5], [Number.NaN, '0', null]],
  [item('a', { kind: 'number', whole: true, min: 0 }), 'a whole number, 0 or more', [0, 7], [-1, 0.5]],
  [item('a', { kind: 'number', min: 0, max: 2 }), 'a number from 0 to 2', [2], [2.01]],
  [item('a', { kind: 'number', max: 2 }), 'a number, at most 2', [-9], [3]],
  [
    item('a', { kind: 'text', max_length: 4 }),
    'a text of at most 4 characters',
    ['four', '🙂🙂'],
    ['fives', ' ', 4],
  ],
];

test.each(KINDS)('%o takes what it says', (question, words, valid, invalid) => {
  expect(expectedAnswer(question)).toBe(words);
  for (const value of valid) expect(isValidAnswer(question, value), JSON.stringify(value)).toBe(true);
  for (const value of invalid) expect(isValidAnswer(question, value), JSON.stringify(value)).toBe(false);
});

test('labels, numbers in quotes and single values of a file are read as what they mean', () => {
  const tests = item('a', {
    options: [
      { value: 'all_run', label: 'All of them' },
      { value: 'no', label: 'No' },
    ],
  });
  expect(coerceAnswer(tests, 'all of them')).toBe('all_run');
  expect(coerceAnswer(tests, false)).toBe('no');
  expect(coerceAnswer(tests, 'some')).toBe('some');
  expect(coerceAnswer(item('a', { kind: 'choices' }), 'yes')).toEqual(['yes']);
  expect(coerceAnswer(item('a', { kind: 'scale', from: 1, to: 5 }), '4')).toBe(4);
  expect(coerceAnswer(item('a', { kind: 'text', max_length: 9 }), 12)).toBe('12');
});

test('a required question, and an answer that is none, keep the stage open; another is asked for once', () => {
  const asked = parsed(
    item('must', { required: true }),
    item('may'),
    item('each', { stage: 2, scope: 'claim', required: true }),
  );
  const body = { ...emptyLabelBody(), answers: { may: 'maybe' } };
  expect(openOwnQuestions(body, 1, asked)).toEqual([
    { field: 'answers/must', question: 'must?', required: true },
    { field: 'answers/may', question: 'may? It takes one of yes, no.', required: true },
  ]);
  expect(openOwnQuestions(body, 2, asked)).toEqual([]);
  expect(openOwnQuestions(body, 2, asked, 'objective:0')).toEqual([
    { field: 'answers/each/objective:0', question: 'Claim 1: each?', required: true },
  ]);
  expect(lastAnsweredStage(body, asked)).toBe(1);
  expect(lastAnsweredStage({ ...body, answers: { each: {} } }, asked)).toBe(2);
});

test('unknown questions, unknown claims and values that are no answer are named', () => {
  const asked = parsed(item('known'), item('each', { stage: 2, scope: 'claim' }));
  const answers = { known: 'maybe', stranger: 1, each: { 'objective:0': 'yes', 'objective:9': 'yes' } };
  const problems = answerProblems({ ...emptyLabelBody(), answers }, asked, CLAIMS);
  expect(problems.map(({ path }) => path)).toEqual([
    'answers.known',
    'answers.stranger',
    'answers.each.objective:9',
  ]);
  expect(problems[1]?.expected).toBe('a question of the rubric (it has known, each)');
});
