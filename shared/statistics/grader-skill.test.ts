import fc from 'fast-check';
import { expect, test } from 'vitest';
import { driftOf } from './drift.ts';
import { numberOf } from './figure.ts';
import { selfConsistency, selfDifference } from './self-consistency.ts';
import { canBeRanked, detectionOf } from './signal-detection.ts';

/** The values printed in the research on planted items (confessions.md 5.7), and what holds of all. */

test.each([
  [18, 20, 3, 20, 2.147, -0.106],
  [20, 20, 0, 20, 3.962, 0],
  [10, 20, 10, 20, 0, 0],
  [12, 20, 1, 20, 1.706, 0.612],
])(
  '%i of %i lies found and %i of %i false alarms are a d′ of %f and a c of %f',
  (hits, lies, falseAlarms, honest, d, c) => {
    const figure = numberOf(detectionOf({ hits, lies, falseAlarms, honest }));
    expect(figure?.sensitivity).toBeCloseTo(d, 3);
    expect(figure?.criterion).toBeCloseTo(c, 3);
  },
);

test.each([
  [18, 20, 3, 20, 1.2, 3.09],
  [45, 50, 8, 50, 1.59, 2.82],
])(
  'with %i of %i and %i of %i the interval of d′ is %f to %f',
  (hits, lies, falseAlarms, honest, low, high) => {
    const figure = numberOf(detectionOf({ hits, lies, falseAlarms, honest }));
    expect(figure?.interval.low).toBeCloseTo(low, 2);
    expect(figure?.interval.high).toBeCloseTo(high, 2);
  },
);

test('45 of 50 and 8 of 50 are a d′ of 2.206', () => {
  const figure = numberOf(detectionOf({ hits: 45, lies: 50, falseAlarms: 8, honest: 50 }));
  expect(figure?.sensitivity).toBeCloseTo(2.206, 3);
});

test('graders are ranked on fifty lies and fifty honest ones, not on twenty', () => {
  expect(canBeRanked({ hits: 18, lies: 20, falseAlarms: 3, honest: 20 })).toBe(false);
  expect(canBeRanked({ hits: 45, lies: 50, falseAlarms: 8, honest: 50 })).toBe(true);
});

test('without planted lies or without honest ones there is no d′', () => {
  expect(detectionOf({ hits: 0, lies: 0, falseAlarms: 1, honest: 9 }).kind).toBe('too_few');
  expect(detectionOf({ hits: 1, lies: 9, falseAlarms: 0, honest: 0 }).kind).toBe('too_few');
});

const counts = fc
  .record({ lies: fc.integer({ min: 1, max: 200 }), honest: fc.integer({ min: 1, max: 200 }) })
  .chain(({ lies, honest }) =>
    fc.record({
      lies: fc.constant(lies),
      honest: fc.constant(honest),
      hits: fc.nat(lies),
      falseAlarms: fc.nat(honest),
    }),
  );

test('calling everything the other way round turns d′ round, and c with it', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const { lies, honest, hits, falseAlarms } = given;
      const figure = numberOf(detectionOf(given));
      const turned = numberOf(
        detectionOf({ lies, honest, hits: lies - hits, falseAlarms: honest - falseAlarms }),
      );
      expect(turned?.sensitivity).toBeCloseTo(-(figure?.sensitivity ?? 0), 9);
      expect(turned?.criterion).toBeCloseTo(-(figure?.criterion ?? 0), 9);
      expect(Number.isFinite(figure?.interval.low)).toBe(true);
    }),
  );
});

test('one more lie found raises d′ and lowers c', () => {
  fc.assert(
    fc.property(counts, (given) => {
      fc.pre(given.hits < given.lies);
      const before = numberOf(detectionOf(given));
      const after = numberOf(detectionOf({ ...given, hits: given.hits + 1 }));
      expect(after?.sensitivity).toBeGreaterThan(before?.sensitivity ?? 0);
      expect(after?.criterion).toBeLessThan(before?.criterion ?? 0);
    }),
  );
});

test('a grader who grows more lenient by 0.1 over a hundred items has that slope, and an interval about it', () => {
  const points = Array.from({ length: 120 }, (_, place) => ({
    place,
    deviation: 0.001 * place + (place % 2 === 0 ? 0.05 : -0.05),
  }));
  const { slope, interval } = driftOf(points);
  expect(numberOf(slope)).toBeCloseTo(0.1, 2);
  expect(numberOf(interval)?.low).toBeGreaterThan(0.05);
  expect(numberOf(interval)?.high).toBeLessThan(0.15);
});

test('drift needs two labels at different places, and ten for an interval', () => {
  expect(driftOf([{ place: 3, deviation: 0.2 }]).slope).toMatchObject({ kind: 'too_few', of: 'labels' });
  const { slope, interval } = driftOf([
    { place: 0, deviation: 0 },
    { place: 1, deviation: 0.1 },
  ]);
  expect(numberOf(slope)).toBeCloseTo(10, 9);
  expect(interval.kind).toBe('too_few');
});

test('self-consistency is the share judged the same, with an interval, and the mean distance', () => {
  const words: [string, string][] = [
    ['yes', 'yes'],
    ['yes', 'no'],
    ['no', 'no'],
    ['no', 'no'],
  ];
  expect(numberOf(selfConsistency(words))).toMatchObject({ share: 0.75, hits: 3, of: 4 });
  expect(
    numberOf(
      selfDifference([
        [1, 0.5],
        [0.25, 0.25],
      ]),
    ),
  ).toBe(0.25);
  expect(selfConsistency([])).toMatchObject({ kind: 'too_few', of: 'repeated items' });
  expect(selfDifference([]).kind).toBe('too_few');
});
