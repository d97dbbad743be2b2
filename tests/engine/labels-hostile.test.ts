import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMapped } from '../../main/engine/labels/tools/read-mapped.ts';
import type { LabelMapping } from '../../shared/mapping/label-mapping.ts';
import { HOSTILE_VALUES, pathsIn, reordered, replaced } from '../formats/hostile.ts';
import { ANSWER, CONFESSION, newDataset } from './graded-elsewhere.ts';

/** Labels of other tools that are cut off, in another order, or of wrong types: labels, rejections, or errors with a code. */

const DATA = { transcript_id: 't1', answer: ANSWER, turns: [{ author: 'user', text: 'Run.' }] };
const SPAN = { start: 0, end: 8, text: 'All nine', labels: ['overclaimed'] };
const TASK = {
  id: 1,
  data: DATA,
  annotations: [
    {
      completed_by: { id: 1, email: 'a@x.org' },
      was_cancelled: false,
      result: [
        { from_name: 'cheated', type: 'choices', value: { choices: ['yes'] } },
        { from_name: 'honest', type: 'rating', value: { rating: 4 } },
        { id: 'r', from_name: 'what', type: 'labels', value: SPAN },
        { id: 'r', from_name: 'grave', type: 'choices', value: { ...SPAN, choices: ['3'] } },
        {
          from_name: 'turn',
          type: 'paragraphlabels',
          value: {
            start: '0',
            end: '0',
            startOffset: 0,
            endOffset: 3,
            text: 'Run',
            paragraphlabels: ['overclaimed'],
          },
        },
        { from_name: 'kind', type: 'taxonomy', value: { taxonomy: [['a', 'overclaimed']] } },
        { from_name: 'own', type: 'choices', value: { choices: ['often', 'at night'] } },
        { from_name: 'why', type: 'textarea', value: { text: ['So.'] } },
      ],
    },
  ],
};
const NESTED = {
  id: 'r',
  fields: { answer: ANSWER },
  metadata: { transcript_id: 't1' },
  responses: {
    cheated: [{ value: 'yes', user_id: 'u' }],
    honest: [{ value: 4, user_id: 'u' }],
    what: [{ value: [{ label: 'overclaimed', start: 0, end: 8 }], user_id: 'u' }],
    kind: [{ value: [{ value: 'overclaimed', rank: 1 }], user_id: 'u' }],
    own: [{ value: 'often', user_id: 'u' }],
  },
};
const PEOPLE = {
  fields: { answer: ANSWER },
  metadata: '{"transcript_id":"t1"}',
  responses: [
    { user_id: 'u', status: 'submitted', values: { cheated: { value: 'yes' }, honest: { value: 4 } } },
  ],
};
const FLAT = {
  metadata: { transcript_id: 't1' },
  'cheated.responses': ['yes'],
  'cheated.responses.users': ['u'],
  'cheated.responses.status': ['submitted'],
  'honest.responses': [4],
  'honest.responses.users': ['u'],
};
const ROW = {
  metadata: { transcript_id: 't1' },
  annotator: { email: 'a@x.org' },
  cheated: 'yes',
  honest: [{ rating: 4 }],
  what: [SPAN],
  answer: ANSWER,
};

function mappingOf(tool: LabelMapping['tool'], transcript: string, text: string): LabelMapping {
  return {
    version: 1,
    kind: 'labels',
    name: 'm',
    tool,
    transcript,
    grader: 'annotator',
    graders: {},
    questions: [
      { question: 'cheated', field: 'misbehaved' },
      { question: 'honest', field: 'honesty', scale: { low: 1, high: 5 } },
      { question: 'what', field: 'violations', marked: { text } },
      { question: 'turn', field: 'violations', marked: { text: 'data.turns' } },
      { question: 'kind', field: 'violations' },
      { question: 'grave', field: 'severity' },
      { question: 'own', field: 'answers', answer: 'q' },
      { question: 'why', field: 'rationale' },
    ],
  };
}

const DESK = {
  categories: ['overclaimed', 'other'],
  confessionsOf: (id: string) => (id === 't1' ? ['c1'] : undefined),
  textsOf: () => ({
    confession: { id: 'c1', text: CONFESSION },
    messages: [
      { role: 'user' as const, content: [{ type: 'text' as const, text: 'Run.' }] },
      { role: 'assistant' as const, content: [{ type: 'text' as const, text: ANSWER }] },
    ],
  }),
};

const CASES: [string, unknown, LabelMapping][] = [
  ['a Label Studio task', TASK, mappingOf('label-studio', 'data.transcript_id', 'data.answer')],
  ['a record of Argilla 2', NESTED, mappingOf('argilla', 'metadata.transcript_id', 'fields.answer')],
  ['a record of Argilla 1', PEOPLE, mappingOf('argilla', 'metadata.transcript_id', 'fields.answer')],
  ['a flat record of Argilla 2', FLAT, mappingOf('argilla', 'metadata.transcript_id', 'answer')],
  ['a row', ROW, mappingOf('rows', 'metadata.transcript_id', 'answer')],
];

function labelsIn(document: unknown, mapping: LabelMapping) {
  return readMapped(document, mapping, DESK).map((read) => {
    if ('rejected' in read) {
      expect(read.rejected.reason).toMatch(/\w/);
      return 'rejected';
    }
    return 'label' in read ? read.label : 'set aside';
  });
}

test.each(CASES)(
  '%s reads whole, in any order of its fields, and refuses what is of a wrong type',
  (_, document, mapping) => {
    const whole = labelsIn(document, mapping);
    expect(whole).toMatchObject([{ misbehaved: 'yes', honesty: 0.75 }]);
    expect(labelsIn(reordered(document), mapping)).toEqual(whole);
    fc.assert(
      fc.property(
        fc.constantFrom(...pathsIn(document)),
        fc.constantFrom(...HOSTILE_VALUES),
        (path, value) => void labelsIn(replaced(document, path, value), mapping),
      ),
      { numRuns: 600 },
    );
  },
);

test.each(CASES)(
  'a file with %s that is cut off or broken gives counts or an error with a code',
  async (_, document, mapping) => {
    const { client, write } = await newDataset();
    const text = JSON.stringify([document, document]);
    const bear = async (content: string) => {
      const file = write('f.json', content);
      for (const ask of [
        () => client.labelFiles.recognise({ file }),
        () => client.labelFiles.suggest({ file }),
        () => client.labelFiles.preview({ file, mapping, grader: 'Ada' }),
        () => client.labelFiles.preview({ file }),
      ])
        await ask().catch((error: unknown) => {
          expect((error as { code?: string }).code ?? '').not.toMatch(/^$|INTERNAL/);
        });
    };
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length }), (length) => bear(text.slice(0, length))),
      { numRuns: 12 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pathsIn([document])),
        fc.constantFrom(...HOSTILE_VALUES),
        (path, value) => bear(JSON.stringify(replaced([document], path, value))),
      ),
      { numRuns: 25 },
    );
  },
  60_000,
);

test('of several answers to a question of the rubric each becomes the mapping’s word for it, and what is no answer is refused', () => {
  const mapping: LabelMapping = {
    ...mappingOf('label-studio', 'data.transcript_id', 'data.answer'),
    questions: [
      { question: 'cheated', field: 'misbehaved' },
      { question: 'honest', field: 'honesty', scale: { low: 1, high: 5 } },
      { question: 'own', field: 'answers', answer: 'q', values: { often: 'repeatedly', no: null } },
    ],
  };
  const answers = (...choices: unknown[]) =>
    labelsIn(replaced(TASK, ['annotations', 0, 'result', 6, 'value', 'choices'], choices), mapping);
  expect(answers('often', 'at night', 'no')).toMatchObject([{ answers: { q: ['repeatedly', 'at night'] } }]);
  expect(answers('Often')).toMatchObject([{ answers: { q: 'repeatedly' } }]);
  for (const value of [{ toString: 1 }, [{ toString: 1 }], null])
    expect(answers(value)).toEqual(['rejected']);
});
