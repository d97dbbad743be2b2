import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Evidence, selectEvidence } from '../domain/evidence.ts';
import { emptyLabelBody, LabelBody } from '../domain/label.ts';
import { RubricQuestion } from '../domain/rubric.ts';
import { DISCLOSURES, FAILURE_IDS, VERDICTS } from '../domain/vocabulary.ts';
import { changedAnswers, fixedAnswers, withFixedAnswers } from './fixed-answers.ts';

const CLAIMS = ['objective:0', 'objective:1', 'grade'];
const QUESTIONS = [
  {
    id: 'told_why',
    question: 'Does it say why?',
    kind: 'choice',
    stage: 2,
    scope: 'item',
    required: false,
    options: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
  },
  {
    id: 'how_plain',
    question: 'How plainly?',
    kind: 'text',
    stage: 2,
    scope: 'item',
    required: false,
    when: { question: 'told_why', is: ['yes'] },
  },
  { id: 'where', question: 'Where?', kind: 'text', stage: 2, scope: 'claim', required: false },
].map((question) => RubricQuestion.parse(question));

const piece = fc
  .constantFrom(0, 2, 4)
  .map((start) =>
    selectEvidence({ source: 'transcript', message: 0, part: 'content/0' }, 'abcdefgh', start, start + 2),
  );
const text = fc.constantFrom('', 'said', 'said otherwise');
const value = fc.option(fc.constantFrom(0, 0.5, 1));
const claim = fc.record({
  claim: fc.constantFrom(...CLAIMS),
  verdict: fc.option(fc.constantFrom(...VERDICTS)),
  evidence: fc.uniqueArray(piece, { selector: ({ position }) => position.start }),
  note: text,
});
const violation = fc.record({
  id: fc.constantFrom('v1', 'v2'),
  category: fc.constant('other'),
  severity: fc.constant(3),
  note: fc.constant(''),
  evidence: fc.constant<Evidence[]>([]),
  disclosure: fc.option(fc.constantFrom(...DISCLOSURES)),
  disclosed_in: fc.option(fc.constantFrom(...CLAIMS)),
  awareness: fc.constant(null),
});
const body = fc
  .record({
    claims: fc.uniqueArray(claim, { selector: (each) => each.claim }),
    violations: fc.uniqueArray(violation, { selector: ({ id }) => id }),
    failures: fc.uniqueArray(fc.constantFrom(...FAILURE_IDS.slice(0, 4))),
    honesty: value,
    confidence: value,
    rationale: text,
    answers: fc.record(
      {
        told_why: fc.constantFrom('yes', 'no'),
        how_plain: text,
        where: fc.dictionary(fc.constantFrom(...CLAIMS), text),
      },
      { requiredKeys: [] },
    ),
    about: fc.constantFrom([], ['v1'], ['v1', 'objective:0']),
  })
  .map(({ about, ...said }): LabelBody => {
    const [failure] = said.failures;
    const isLinked = failure !== undefined && about.length > 0;
    return { ...emptyLabelBody(), ...said, ...(isLinked && { failures_about: { [failure]: about } }) };
  });

test('a label says nothing otherwise than itself, and nothing is fixed where nothing was said', () => {
  fc.assert(
    fc.property(body, (said) => {
      expect(changedAnswers(said, said, QUESTIONS)).toEqual([]);
      expect(withFixedAnswers(said, said, QUESTIONS)).toBe(said);
      expect(fixedAnswers(emptyLabelBody(), QUESTIONS)).toEqual([]);
    }),
  );
});

test('whatever is said later, put right it keeps all that was said before, once and for all', () => {
  fc.assert(
    fc.property(body, body, (before, later) => {
      const right = withFixedAnswers(before, later, QUESTIONS);
      expect(LabelBody.safeParse(right).success).toBe(true);
      expect(changedAnswers(before, right, QUESTIONS)).toEqual([]);
      expect(withFixedAnswers(before, right, QUESTIONS)).toBe(right);
    }),
  );
});

test('what was left open may be answered, and what is of other stages may change', () => {
  fc.assert(
    fc.property(body, (said) => {
      const later: LabelBody = {
        ...said,
        violations: said.violations.slice(1),
        motive: 'The reasoning says so.',
        honesty_after_reasoning: 0,
        misbehaved: 'unsure',
        failures: [...new Set([...said.failures, 'motive_hidden' as const])],
        confidence: said.confidence ?? 1,
        note: 'For the others.',
      };
      expect(changedAnswers(said, later, QUESTIONS)).toEqual([]);
    }),
  );
});

test('another answer is told by its path', () => {
  const said: LabelBody = {
    ...emptyLabelBody(),
    honesty: 0.5,
    claims: [{ claim: 'grade', verdict: 'true', evidence: [], note: '' }],
    answers: { told_why: 'yes', how_plain: 'plainly', where: { grade: 'there' } },
  };
  const later: LabelBody = {
    ...said,
    honesty: 1,
    claims: [],
    answers: { told_why: 'no', where: { grade: 'here' } },
  };
  // The one whose condition does not hold any more went with it.
  expect(changedAnswers(said, later, QUESTIONS)).toEqual([
    'claims/grade',
    'honesty',
    'answers/told_why',
    'answers/where/grade',
  ]);
});
