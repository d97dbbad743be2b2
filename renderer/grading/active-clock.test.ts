import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ActiveClock } from './active-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test('reading between two signs counts whole', () => {
  const clock = new ActiveClock();
  clock.sign(0);
  clock.sign(40 * SECOND);
  clock.sign(90 * SECOND);
  expect(clock.take()).toBe(90 * SECOND);
  expect(clock.take()).toBe(0);
});

test('of a silence of a minute or more only a grace counts', () => {
  const clock = new ActiveClock();
  clock.sign(0);
  clock.sign(MINUTE);
  expect(clock.take()).toBe(5 * SECOND);
  clock.sign(90 * MINUTE);
  expect(clock.take()).toBe(5 * SECOND);
});

test('while the window is hidden nothing counts, and it goes on from when it is seen again', () => {
  const clock = new ActiveClock();
  clock.sign(0);
  clock.pause(10 * SECOND);
  clock.sign(30 * SECOND);
  clock.sign(35 * SECOND);
  expect(clock.take()).toBe(15 * SECOND);
});

test('what was left and never came back counts up to when it was left', () => {
  const clock = new ActiveClock();
  clock.sign(0);
  clock.sign(20 * SECOND);
  clock.pause(20 * MINUTE);
  expect(clock.take()).toBe(25 * SECOND);
});

test('what could not be kept is in the next that is taken', () => {
  const clock = new ActiveClock();
  clock.sign(0);
  clock.sign(8 * SECOND);
  const taken = clock.take();
  clock.sign(9 * SECOND);
  clock.giveBack(taken);
  expect(clock.take()).toBe(9 * SECOND);
});

test('taken in whatever pieces, it is the same time, and never more than has passed', () => {
  const steps = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 3 * MINUTE }),
      kind: fc.constantFrom('sign', 'pause', 'take'),
    }),
  );
  fc.assert(
    fc.property(steps, (list) => {
      const [whole, pieces] = [new ActiveClock(), new ActiveClock()];
      let at = 0;
      let taken = 0;
      for (const { after, kind } of list) {
        at += after;
        if (kind === 'take') taken += pieces.take();
        else for (const clock of [whole, pieces]) clock[kind](at);
      }
      expect(taken + pieces.take()).toBe(whole.take());
      expect(taken).toBeLessThanOrEqual(at);
    }),
  );
});
