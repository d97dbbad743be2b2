import { expect, it } from 'vitest';
import { leftWords, progressWords } from './progress-words.ts';

const reading = { phase: 'a.jsonl', unit: 'bytes', elapsed_ms: 7_529 } as const;

it('says how far, how fast and how long, in round figures', () => {
  expect(progressWords('reading', { ...reading, done: 610, total: 1000, records: 38_400 })).toEqual({
    share: 0.61,
    headline: 'reading, 61 %',
    details: '38,400 transcripts, 5,100 a second, 5\u00a0s\u00a0left',
  });
});

it('promises no speed and no time before there is something to go by', () => {
  const early = { ...reading, elapsed_ms: 120, done: 10, total: 1000, records: 4 };
  expect(progressWords('reading', early).details).toBe('4 transcripts');
  expect(progressWords('reading', null)).toEqual({ share: null, headline: 'reading', details: '' });
});

it('says no share and no time left where the whole is not known', () => {
  expect(progressWords('reading', { ...reading, done: 610, total: null, records: 75 })).toEqual({
    share: null,
    headline: 'reading',
    details: '75 transcripts, 10 a second',
  });
});

it('never says 100 % before it is done', () => {
  expect(progressWords('reading', { ...reading, done: 999, total: 1000 }).headline).toBe('reading, 99 %');
});

it('counts rows where rows are counted', () => {
  const writing = { phase: 'train', unit: 'rows', elapsed_ms: 1000, done: 50, total: 100 } as const;
  expect(progressWords('writing', writing).details).toBe('50 rows, 50 a second, 1\u00a0s\u00a0left');
});

it.each([
  [200, '1\u00a0s\u00a0left'],
  [5_000, '5\u00a0s\u00a0left'],
  [89_000, '89\u00a0s\u00a0left'],
  [250_000, '4:10\u00a0left'],
  [7_200_000, '2\u00a0h\u00a0left'],
])('%d ms is %s', (left, words) => {
  expect(leftWords(left)).toBe(words);
});
