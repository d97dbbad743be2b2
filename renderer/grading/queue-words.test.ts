import { expect, test } from 'vitest';
import { paceWords, queueWords, timeWords } from './queue-words.ts';

const QUEUE = { mode: 'in_order', seed: null, narrowed_to: null, transcripts: 1004, total: 2000 } as const;
const MINUTE = 60_000;

test('a queue is told by its order, its seed and what it was narrowed to', () => {
  expect(queueWords(QUEUE)).toBe('In order');
  expect(queueWords({ ...QUEUE, mode: 'random', seed: 4711, narrowed_to: 312 })).toBe(
    'Random order, seed 4711, 312 of 1,004 transcripts',
  );
  expect(queueWords({ ...QUEUE, mode: 'least_agreed', seed: 3 })).toBe('Least agreed first, seed 3');
});

test('time is told as people tell it', () => {
  expect([0, MINUTE, 52 * MINUTE, 60 * MINUTE, 125 * MINUTE].map(timeWords)).toEqual([
    'under a minute',
    '1 minute',
    '52 minutes',
    '1 h',
    '2 h 05',
  ]);
});

test('the pace is told with what is left, and not before there is one', () => {
  expect(paceWords(null, 10)).toBeUndefined();
  expect(paceWords(4 * MINUTE, 0)).toBeUndefined();
  expect(paceWords(4 * MINUTE, 38)).toBe('About 4 minutes an item, about 2 h 32 left.');
});
