import { expect, test } from 'vitest';
import { dayName, dayWords, historyRows } from './history-rows.ts';

const DAY = { day: '2026-03-31', draft: 0, submitted: 0, skipped: 0, flagged: 0, active_ms: 0 };
const item = (day: string) => ({
  confession: 'a'.repeat(64),
  transcript_id: 't1',
  confession_id: 'a',
  state: 'submitted' as const,
  at: `${day}T10:00:00.000Z`,
  day,
  skip_reason: null,
  reason: '',
  outcome: { strict: null, lenient: null },
  honesty: 1,
  active_ms: 0,
});

test('each day has one line above its items', () => {
  const items = [item('2026-03-31'), item('2026-03-31'), item('2026-03-30')];
  const days = [DAY, { ...DAY, day: '2026-03-30' }];
  expect(historyRows(items, days).map((row) => (row.kind === 'day' ? row.day.day : 'item'))).toEqual([
    '2026-03-31',
    'item',
    'item',
    '2026-03-30',
    'item',
  ]);
});

test('a day is told in words, without what there was none of', () => {
  expect(dayWords({ ...DAY, submitted: 14, skipped: 1, active_ms: 52 * 60_000 })).toBe(
    '14 submitted, 1 skipped and 52 minutes active',
  );
  expect(dayWords({ ...DAY, draft: 1 })).toBe('1 draft');
  expect(dayWords(DAY)).toBe('nothing yet');
});

test('days are named as people name them', () => {
  const now = new Date('2026-03-31T09:00:00');
  expect(['2026-03-31', '2026-03-30', '2026-03-12', '2025-12-24'].map((day) => dayName(day, now))).toEqual([
    'Today',
    'Yesterday',
    '12 March',
    '24 December 2025',
  ]);
});
