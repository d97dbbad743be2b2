import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatGrade,
  formatMoment,
  formatMomentAndTime,
  formatPercent,
  formatTime,
  listWords,
  plural,
} from './format.ts';

const clock = { now: new Date('2026-11-24T15:00:00Z'), timeZone: 'UTC' };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  ['2026-11-24T14:09:00Z', 'today, 14:09'],
  ['2026-11-24T00:00:00Z', 'today, 00:00'],
  ['2026-11-23T23:59:00Z', 'yesterday'],
  ['2026-11-12T08:00:00Z', '12 November'],
  ['2025-11-12T08:00:00Z', '12 November 2025'],
])('the moment %s is written %s', (at, words) => expect(formatMoment(at, clock)).toBe(words));

test('a moment is told by the calendar of the reader, not of the clock in Greenwich', () => {
  const honolulu = { ...clock, timeZone: 'Pacific/Honolulu' };
  expect(formatMoment('2026-11-24T09:30:00Z', honolulu)).toBe('yesterday');
  expect(formatTime('2026-11-24T09:30:00Z', honolulu)).toBe('23:30');
});

test('yesterday counts one day across a change of clocks', () => {
  const berlin = { now: new Date('2026-10-26T00:30:00+01:00'), timeZone: 'Europe/Berlin' };
  expect(formatMoment('2026-10-25T00:30:00+02:00', berlin)).toBe('yesterday');
});

test('a moment with its time', () => {
  expect(formatMomentAndTime('2026-11-23T09:30:00Z', clock)).toBe('yesterday, 09:30');
  expect(formatMomentAndTime('2026-11-24T09:30:00Z', clock)).toBe('today, 09:30');
});

test.each([
  [0, '0 B'],
  [682, '682 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_940, '9.9 kB'],
  [9_960, '10 kB'],
  [18_200, '18 kB'],
  [999_600, '1.0 MB'],
  [2_400_000_000, '2.4 GB'],
])('%d bytes are written %s', (bytes, words) => expect(plain(formatBytes(bytes))).toBe(words));

test.each([
  [49, 'under 0.1 s'],
  [50, '0.1 s'],
  [400, '0.4 s'],
  [9_949, '9.9 s'],
  [12_000, '12 s'],
  [59_600, '1:00'],
  [250_000, '4:10'],
  [3_850_000, '1:04:10'],
])('%d ms are written %s', (ms, words) => expect(plain(formatDuration(ms))).toBe(words));

test.each([
  [0.83, '83 %'],
  [0, '0 %'],
  [1, '100 %'],
  [0.001, 'under 1 %'],
  [0.999, 'over 99 %'],
])('the share %d is written %s', (share, words) => expect(plain(formatPercent(share))).toBe(words));

test('counts, grades and lists', () => {
  expect(formatCount(1840)).toBe('1,840');
  expect(plural(1, 'transcript')).toBe('1 transcript');
  expect(plural(2000, 'transcript')).toBe('2,000 transcripts');
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
  expect(formatGrade(0.25)).toBe('0.25');
  expect(listWords(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listWords(['a', 'b'])).toBe('a and b');
});
