import { expect, test } from 'vitest';
import { BreakClock } from './break-clock.ts';

const MINUTE = 60_000;

function worked(minutes: number): BreakClock {
  const clock = new BreakClock();
  for (let at = 1; at <= minutes; at += 1) clock.spent(MINUTE, at * MINUTE);
  return clock;
}

test('a break is due after the time that was chosen, and not before', () => {
  expect(worked(44).dueWords('45_minutes')).toBeUndefined();
  expect(worked(45).dueWords('45_minutes')).toBe('45 minutes');
  expect(worked(500).dueWords('off')).toBeUndefined();
});

test('who was away for five minutes begins anew', () => {
  const clock = worked(40);
  clock.spent(MINUTE, 47 * MINUTE);
  expect(clock.dueWords('25_minutes')).toBeUndefined();
});

test('it can go by items, and is counted anew once it was said', () => {
  const clock = new BreakClock();
  for (let item = 0; item < 25; item += 1) clock.itemDone();
  expect(clock.dueWords('25_items')).toBe('25 items');
  clock.reset();
  expect(clock.dueWords('25_items')).toBeUndefined();
});

test('time that could not be kept counts once, when it is told again', () => {
  const clock = worked(20);
  clock.spent(3 * MINUTE, 23 * MINUTE);
  clock.givenBack(3 * MINUTE);
  clock.spent(4 * MINUTE, 24 * MINUTE);
  expect(clock.dueWords('25_minutes')).toBeUndefined();
  clock.spent(MINUTE, 25 * MINUTE);
  expect(clock.dueWords('25_minutes')).toBe('25 minutes');
});
