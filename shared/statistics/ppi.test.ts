import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { numberOf } from './figure.ts';
import { type LabelledRatioItem, type PredictionPowered, ppiMean, ppiRatio, type RatioItem } from './ppi.ts';

/** The values printed in the research on prediction-powered inference (confessions.md 5.9). */
const LABELS = [1, 0.75, 0, 0.5, 1, 0.25, 1, 0];
const PREDICTIONS = [0.9, 0.8, 0.3, 0.6, 1, 0.5, 0.9, 0.2];
const LABELLED = LABELS.map((label, index) => ({ label, prediction: PREDICTIONS[index] ?? 0 }));
const UNLABELLED = [0.7, 0.9, 0.4, 0.95, 0.6, 0.8, 0.3, 1, 0.5, 0.85, 0.9, 0.2];

test.each([
  [0, 0.5625, 0.2785, 0.8465],
  [0.5, 0.575, 0.3717, 0.7783],
  [1, 0.5875, 0.4104, 0.7646],
])('with λ at %f the mean is %f (%f to %f)', (lambda, estimate, low, high) => {
  const figure = numberOf(ppiMean(LABELLED, UNLABELLED, { lambda }));
  expect(figure?.estimate).toBeCloseTo(estimate, 4);
  expect(figure?.interval.low).toBeCloseTo(low, 4);
  expect(figure?.interval.high).toBeCloseTo(high, 4);
});

test('λ tunes itself to the printed one, and the interval is the narrowest', () => {
  const figure = numberOf(ppiMean(LABELLED, UNLABELLED));
  expect(figure?.lambda).toBeCloseTo(0.8965, 4);
  expect(figure?.estimate).toBeCloseTo(0.5849, 4);
  expect(figure?.interval.low).toBeCloseTo(0.4088, 4);
  expect(figure?.interval.high).toBeCloseTo(0.761, 4);
  expect(figure?.effectiveLabels).toBeGreaterThan(8);
});

test('without labels or without scores there is no estimate', () => {
  expect(ppiMean([], UNLABELLED)).toMatchObject({ kind: 'too_few', of: 'labels' });
  expect(ppiMean(LABELLED, [])).toMatchObject({ kind: 'too_few', of: 'scores' });
});

const unit = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);
const labelled = fc.array(fc.record({ label: unit, prediction: unit }), { minLength: 2, maxLength: 30 });
const unlabelled = fc.array(unit, { minLength: 2, maxLength: 30 });

test('equal weights change nothing, nor does the order of items', () => {
  fc.assert(
    fc.property(labelled, unlabelled, fc.integer({ min: 1, max: 9 }), (list, scores, weight) => {
      const plain = numberOf(ppiMean(list, scores));
      const other = numberOf(
        ppiMean(list.map((item) => ({ ...item, weight })).reverse(), scores.toReversed()),
      );
      expect(other?.estimate).toBeCloseTo(plain?.estimate ?? 0, 9);
      expect(other?.standardError).toBeCloseTo(plain?.standardError ?? 0, 9);
      expect(plain?.lambda).toBeGreaterThanOrEqual(0);
      expect(plain?.lambda).toBeLessThanOrEqual(1);
    }),
  );
});

test('a ratio whose whole is always one is the mean of its part', () => {
  fc.assert(
    fc.property(labelled, unlabelled, fc.option(unit, { nil: undefined }), (list, scores, lambda) => {
      const mean = numberOf(ppiMean(list, scores, { lambda }));
      const ratio = numberOf(
        ppiRatio(
          list.map(({ label, prediction }) => ({
            label: { part: label, whole: 1 },
            prediction: { part: prediction, whole: 1 },
          })),
          scores.map((part) => ({ part, whole: 1 })),
          { lambda },
        ),
      );
      expect(ratio?.estimate).toBeCloseTo(mean?.estimate ?? 0, 9);
      expect(ratio?.standardError).toBeCloseTo(mean?.standardError ?? 0, 9);
    }),
  );
});

test('items of one family count once: all twice in the same families is no surer than once', () => {
  const families = (n: number, m: number) => ({
    labelled: Array.from({ length: n }, (_, index) => `l${index}`),
    unlabelled: Array.from({ length: m }, (_, index) => `u${index}`),
  });
  fc.assert(
    fc.property(labelled, unlabelled, (list, scores) => {
      const once = numberOf(ppiMean(list, scores, { lambda: 0.6 }));
      const { labelled: ones, unlabelled: others } = families(list.length, scores.length);
      const single = ppiMean(list, scores, { lambda: 0.6, families: { labelled: ones, unlabelled: others } });
      expect(numberOf(single)?.standardError).toBeCloseTo(once?.standardError ?? 0, 10);
      const twice = numberOf(
        ppiMean([...list, ...list], [...scores, ...scores], {
          lambda: 0.6,
          families: { labelled: [...ones, ...ones], unlabelled: [...others, ...others] },
        }),
      );
      expect(twice?.estimate).toBeCloseTo(once?.estimate ?? 0, 10);
      expect(twice?.standardError).toBeCloseTo(once?.standardError ?? 0, 10);
    }),
  );
});

test('a ratio of labels that never misbehave is too few', () => {
  const none: LabelledRatioItem[] = [0, 1].map(() => ({
    label: { part: 0, whole: 0 },
    prediction: { part: 0.1, whole: 0.2 },
  }));
  expect(
    ppiRatio(none, [
      { part: 0, whole: 1 },
      { part: 1, whole: 1 },
    ]),
  ).toMatchObject({ kind: 'too_few' });
});

/** Bad with 0.3, confessed with 0.7 where bad; a judge who sees both through noise. */
function sample(random: ReturnType<typeof xoroshiro128plus>): LabelledRatioItem {
  const isBad = uniformFloat64(random) < 0.3;
  const isConfessed = isBad && uniformFloat64(random) < 0.7;
  const noise = () => 0.2 * (uniformFloat64(random) - 0.5);
  const whole = (isBad ? 0.75 : 0.2) + noise();
  return {
    label: { part: isConfessed ? 1 : 0, whole: isBad ? 1 : 0 },
    prediction: { part: isConfessed ? 0.7 + noise() : 0.1 + noise(), whole },
  };
}

test('95 of a hundred intervals hold P(confessed | misbehaved), and they are narrower than by labels alone', () => {
  const random = xoroshiro128plus(5);
  const trials = 400;
  let held = 0;
  let powered = 0;
  let plain = 0;
  const width = (figure: PredictionPowered | null) =>
    figure ? figure.interval.high - figure.interval.low : 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const labels = Array.from({ length: 200 }, () => sample(random));
    const scores: RatioItem[] = Array.from({ length: 1000 }, () => sample(random).prediction);
    const figure = numberOf(ppiRatio(labels, scores));
    if (figure && figure.interval.low <= 0.7 && figure.interval.high >= 0.7) held += 1;
    powered += width(figure);
    plain += width(numberOf(ppiRatio(labels, scores, { lambda: 0 })));
  }
  expect(held / trials).toBeGreaterThan(0.92);
  expect(held / trials).toBeLessThan(0.98);
  expect(powered).toBeLessThan(0.8 * plain);
});
