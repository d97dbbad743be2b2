import { expect, test } from 'vitest';
import { greeting, howFar, nextStep, shortPath, whatIsIn, withExtension, withWhom } from './dataset-words.ts';

const counts = (confessions: number, submitted = 0, draft = 0, transcripts = 24) => ({
  transcripts,
  confessions,
  submitted,
  draft,
});

test.each([
  [counts(24, 6, 1), '6 of 24 submitted, 1 draft', 'go on'],
  [counts(600, 426), '426 of 600 submitted', 'go on'],
  [counts(1_840, 0, 2), '0 of 1,840 submitted, 2 drafts', 'go on'],
  [counts(52, 52), 'all 52 submitted', 'see'],
  [counts(55), 'not begun', 'begin'],
  [counts(0), 'nothing to grade', 'import'],
])('how far %o is said as "%s", and "%s" comes next', (given, words, step) => {
  expect(howFar(given)).toBe(words);
  expect(nextStep(given)).toBe(step);
});

test('what is in it', () => {
  expect(whatIsIn(counts(1, 0, 0, 1))).toBe('1 transcript, 1 confession');
  expect(whatIsIn(counts(0, 0, 0, 0))).toBe('nothing in it yet');
});

test('with whom', () => {
  expect([0, 1, 4].map(withWhom)).toEqual(['yours alone', 'with 1 other', 'with 4 others']);
});

test('the own folder is ~, and another that begins alike is not', () => {
  expect(shortPath('/home/ada/a.shrive', '/home/ada')).toBe('~/a.shrive');
  expect(shortPath('/home/ada/Documents/a.shrive', '/home/ada/Documents')).toBe('~/Documents/a.shrive');
  expect(shortPath('/home/adam/a.shrive', '/home/ada')).toBe('/home/adam/a.shrive');
  expect(shortPath('C:\\Users\\Ada\\a.shrive', 'C:\\Users\\Ada')).toBe('~\\a.shrive');
  expect(shortPath('/srv/a.shrive', undefined)).toBe('/srv/a.shrive');
});

test.each([
  [4, 'Good evening, Ada'],
  [5, 'Good morning, Ada'],
  [12, 'Good afternoon, Ada'],
  [18, 'Good evening, Ada'],
])('at %d the page says %s', (hour, words) => expect(greeting('Ada', hour)).toBe(words));

test('a new dataset gets its extension', () => {
  expect(['labels', 'labels.shrive', 'L.SHRIVE'].map(withExtension)).toEqual([
    'labels.shrive',
    'labels.shrive',
    'L.SHRIVE',
  ]);
});
