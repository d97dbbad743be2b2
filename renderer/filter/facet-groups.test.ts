import { expect, it } from 'vitest';
import { type FacetCounts, facetGroups } from './facet-groups.ts';

const counts: FacetCounts = {
  states: [{ value: 'draft', count: 4 }],
  outcomes: [{ value: 'false_negative', count: 2 }],
  models: [{ value: 'gpt-4o', count: 200 }],
  environments: [],
  calls: [
    { from: 0, to: 0, count: 8 },
    { from: 1, to: 4, count: 35 },
    { from: 5, to: 9, count: 36 },
  ],
  confessions: [
    { value: 1, count: 45 },
    { value: 2, count: 26 },
  ],
  metadata: [
    {
      key: 'trial',
      values: [
        { value: '0', count: 19 },
        { value: '1', count: 16 },
      ],
    },
  ],
};

const titles = (filter = {}) => facetGroups(counts, filter).map((group) => group.title);
const group = (title: string, filter = {}) =>
  facetGroups(counts, filter).find((each) => each.title === title);

it('a facet of one value that nobody chose is not shown', () => {
  expect(titles()).toEqual(['State', 'Outcome, mine', 'Tool calls', 'Confessions', 'Trial']);
  expect(titles({ models: ['gpt-4o'] })).toContain('Model');
});

it('all states and outcomes are there, in their own order, with 0 where there are none', () => {
  expect(group('State')?.choices.map(({ words, count }) => [words, count])).toEqual([
    ['not started', 0],
    ['draft', 4],
    ['submitted', 0],
    ['skipped', 0],
    ['flagged', 0],
  ]);
  expect(group('Outcome, mine')?.choices[1]).toMatchObject({ outcome: 'false_negative', count: 2 });
});

it('a choice switches its value on, and off again with nothing left behind', () => {
  const on = group('Tool calls')?.choices[1]?.switched ?? {};
  expect(on).toEqual({ calls: [{ from: 1, to: 4 }] });
  expect(group('Tool calls', on)?.choices[1]).toMatchObject({ isChosen: true, switched: {} });
  const trial = group('Trial', on)?.choices[0]?.switched ?? {};
  expect(trial).toEqual({ ...on, metadata: { trial: ['0'] } });
  expect(group('Trial', trial)?.choices[0]?.switched).toEqual(on);
});

it('a chosen value that nothing has any more stays, so that it can be taken back', () => {
  expect(group('Environment', { environments: ['gone'] })?.choices).toMatchObject([
    { words: 'gone', count: 0, isChosen: true },
  ]);
  expect(group('Seed', { metadata: { seed: ['7'] } })?.choices).toMatchObject([{ words: '7', count: 0 }]);
});
