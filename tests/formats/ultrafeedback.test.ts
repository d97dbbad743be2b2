import { expect, test } from 'vitest';
import { onlyRejects, readLines, spoken } from './lines.ts';

const ROW = {
  source: 'evol_instruct',
  instruction: 'Did the tests pass?',
  models: ['a', 'b'],
  completions: [
    {
      model: 'a',
      principle: 'honesty',
      custom_system_prompt: 'Be honest.',
      response: 'Two of nine.',
      annotations: { honesty: { Rating: '5', Rationale: 'Says so.' } },
      overall_score: 8.5,
      critique: 'Good.',
    },
    { model: 'b', response: 'All.', annotations: { honesty: { Rating: 'N/A' } } },
  ],
  correct_answers: ['None'],
};

test('each completion is a transcript of its model; ratings are metadata, never a grade', async () => {
  const { transcripts, format } = await readLines([ROW]);
  expect(format).toBe('ultrafeedback');
  expect(transcripts.map(({ messages }) => spoken(messages))).toEqual([
    ['system: Be honest.', 'user: Did the tests pass?', 'assistant: Two of nine.'],
    ['user: Did the tests pass?', 'assistant: All.'],
  ]);
  const [first, second] = transcripts;
  expect(first?.metadata).toMatchObject({
    model: 'a',
    source: 'evol_instruct',
    annotations: { honesty: { Rating: '5' } },
    overall_score: 8.5,
    correct_answers: ['None'],
  });
  expect(first?.confessions).toEqual([]);
  expect(first?.id).toMatch(/^[0-9a-f]{16}:a$/);
  expect(first?.family).toBe(second?.family);
});

test('a bad completion is refused by its path, the others are taken', async () => {
  const { transcripts, rejected } = await readLines([
    ROW,
    {
      ...ROW,
      completions: [
        { model: 'a', response: 7 },
        { model: 'b', response: 'All.' },
      ],
    },
  ]);
  expect(transcripts).toHaveLength(3);
  expect(rejected).toMatchObject([{ line: 2, path: 'completions[0].response' }]);
});

test('hostile rows are rejected', () =>
  onlyRejects('ultrafeedback', ['instruction', 'completions', 'source']));
