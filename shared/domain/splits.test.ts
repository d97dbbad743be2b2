import { expect, test } from 'vitest';
import { emptySplitsWords } from './splits.ts';

const files = (train: number, validation: number, test_: number) => [
  { path: 'data/train.jsonl', rows: train },
  { path: 'data/validation.jsonl', rows: validation },
  { path: 'data/test.jsonl', rows: test_ },
];
const shares = { train: 0.8, validation: 0.1, test: 0.1 };

test('a split that was wanted and is empty is named', () => {
  expect(emptySplitsWords(files(0, 3, 3), shares)).toContain('Nothing went to train:');
  expect(emptySplitsWords(files(6, 0, 0), shares)).toContain('Nothing went to validation and test:');
});

test('nothing is said where nothing was wanted, or where all is empty, or nothing', () => {
  expect(emptySplitsWords(files(6, 0, 0), { train: 1, validation: 0, test: 0 })).toBeUndefined();
  expect(emptySplitsWords(files(0, 0, 0), shares)).toBeUndefined();
  expect(emptySplitsWords(files(4, 1, 1), shares)).toBeUndefined();
});
