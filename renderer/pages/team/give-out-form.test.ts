import { expect, test } from 'vitest';
import { firstDraft, readGiveOut } from './give-out-form.ts';

const draft = { ...firstDraft(7), graders: ['Ada', 'Ben'] };

test('shares are typed in per cent, and what is left empty is all of it', () => {
  expect(readGiveOut({ ...draft, share: '25', gold: '2,5', filter: { models: ['m'] } }).rule).toEqual({
    graders: ['Ada', 'Ben'],
    filter: { models: ['m'] },
    overlap: 2,
    overlap_share: 0.25,
    balance: 'model_and_environment',
    gold_share: 0.025,
    seed: 7,
  });
  expect(readGiveOut({ ...draft, items: '30' }).rule?.items).toBe(30);
});

test.each([
  ['graders', { graders: [] }],
  ['items', { items: '0' }],
  ['items', { items: 'many' }],
  ['overlap', { overlap: '3' }],
  ['overlap', { overlap: '1.5' }],
  ['share', { share: '101' }],
  ['gold', { gold: '60' }],
  ['seed', { seed: '-1' }],
] as const)('%s is refused where it makes no sense', (field, change) => {
  const { rule, problems } = readGiveOut({ ...draft, ...change });
  expect([rule, Object.keys(problems)]).toEqual([null, [field]]);
});
