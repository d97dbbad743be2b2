import { expect, it } from 'vitest';
import { chipsOf } from './chips.ts';
import { joinedRanges, keyTitle, rangeWord } from './facet-words.ts';

it('ranges that touch are said as one', () => {
  const [chip] = chipsOf({
    calls: [
      { from: 5, to: 9 },
      { from: 1, to: 4 },
    ],
  });
  expect(chip?.text).toBe('Tool calls 1 to 9');
  expect(chip?.without).toEqual({});
  expect(
    joinedRanges([
      { from: 10, to: null },
      { from: 0, to: 0 },
    ]).map(rangeWord),
  ).toEqual(['none', '10 or more']);
});

it('the search has its own field and is no chip', () => {
  expect(chipsOf({ search: 'refund' })).toEqual([]);
});

it('taking a chip away leaves the other conditions', () => {
  const chips = chipsOf({
    search: 'refund',
    states: ['draft', 'flagged'],
    metadata: { trial: ['0'], seed: ['1'] },
  });
  expect(chips.map((chip) => chip.text)).toEqual(['State draft or flagged', 'Trial 0', 'Seed 1']);
  expect(chips[0]?.without).toEqual({ search: 'refund', metadata: { trial: ['0'], seed: ['1'] } });
  expect(chips[1]?.without.metadata).toEqual({ seed: ['1'] });
});

it('a metadata key reads as a heading', () => {
  expect(keyTitle('task_reward')).toBe('Task reward');
  expect(keyTitle(' ')).toBe('" "');
});
