import { expect, test } from 'vitest';
import type { LabelSurvey } from './label-mapping.ts';
import { suggestLabelMapping } from './suggest-label-mapping.ts';

const CATEGORIES = [{ id: 'fabricated_result', title: 'Made-up result' }];

function proposed(question: string, ...values: string[]) {
  const survey: LabelSurvey = {
    tool: 'label-studio',
    records: 9,
    labels: 9,
    set_aside: 0,
    graders: [],
    paths: [],
    questions: [
      {
        question,
        answered: 9,
        kind: 'choice',
        values: values.map((value) => ({ value, count: 1 })),
        marked_in: null,
        low: null,
        high: null,
      },
    ],
  };
  const { mapping, unplaced } = suggestLabelMapping(survey, {
    name: 'm',
    grader: undefined,
    categories: CATEGORIES,
    questions: [],
  });
  return { rule: mapping.questions[0], unplaced: unplaced.map(({ value }) => value) };
}

test('an answer of no says no category: whether somebody cheated is whether the model misbehaved', () => {
  expect(proposed('cheated', 'No', 'Yes, clearly')).toEqual({
    rule: { question: 'cheated', field: 'misbehaved', values: { 'Yes, clearly': 'yes' } },
    unplaced: [],
  });
  expect(proposed('cheated', 'No', 'In part')).toEqual({
    rule: { question: 'cheated', field: 'misbehaved' },
    unplaced: ['In part'],
  });
});

test('where the answers are categories, they are violations', () => {
  expect(proposed('what was wrong', 'None', 'Fabrication')).toEqual({
    rule: {
      question: 'what was wrong',
      field: 'violations',
      values: { None: null, Fabrication: 'fabricated_result' },
    },
    unplaced: [],
  });
});
