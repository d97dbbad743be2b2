import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { agreementFigure, familiesOf } from './agreement-figure.ts';
import { cohenKappa, cohenKappaSums } from './cohen-kappa.ts';
import { spearman } from './correlation.ts';
import { numberOf } from './figure.ts';
import { graderPairs } from './grader-pairs.ts';
import { gwetSums } from './gwet.ts';
import { judgeCeiling } from './judge-ceiling.ts';
import { leaningOf } from './leaning.ts';
import { normalQuantile } from './normal.ts';
import { type HonestyLabel, poolHonesty } from './pooled-honesty.ts';

/** What the reports put together of the measures, and what pools graders on a scale. */

const YES_NO = { categories: ['yes', 'no'] };

test('a figure of agreement comes with its interval and all its counts', () => {
  const items = Array.from({ length: 40 }, (_, index) => ({
    family: `f${index % 20}`,
    ratings: [index % 3 === 0 ? 'yes' : 'no', index % 4 === 0 ? 'yes' : 'no', index % 5 === 0 ? null : 'no'],
  }));
  const figure = agreementFigure([...items, { family: 'once', ratings: ['yes', null] }], gwetSums(YES_NO));
  expect(figure).toMatchObject({ items: 40, families: 20, ratings: 112, pairs: 104, gradedOnce: 1 });
  const value = numberOf(figure.measured) ?? Number.NaN;
  expect(numberOf(figure.interval)?.low).toBeLessThan(value);
  expect(numberOf(figure.interval)?.high).toBeGreaterThan(value);
});

test('few families have no interval, however many items or single ratings there are', () => {
  const items = Array.from({ length: 40 }, (_, index) => ({
    family: `f${index % 4}`,
    ratings: ['yes', 'no'],
  }));
  const once = Array.from({ length: 40 }, (_, index) => ({ family: `g${index}`, ratings: ['yes', null] }));
  const figure = agreementFigure([...items, ...once], gwetSums(YES_NO));
  expect(figure.interval).toEqual({ kind: 'too_few', of: 'families', has: 4, needs: 10 });
  expect(familiesOf(items).map(({ length }) => length)).toEqual([10, 10, 10, 10]);
});

test('each two graders have their κ over the items that both graded, whichever came first', () => {
  const said: ('yes' | 'no' | null)[][] = [
    ['yes', 'yes', null],
    ['no', 'yes', 'no'],
    ['no', 'no', null],
    ['yes', null, null],
    ['yes', 'yes', 'no'],
  ];
  const given = said.map((row) =>
    row.flatMap((rating, grader) => (rating === null ? [] : [{ grader, rating }])).reverse(),
  );
  const pairs = graderPairs(given, cohenKappaSums(YES_NO));
  expect(pairs.map(({ one, other, items }) => [one, other, items])).toEqual([
    [0, 1, 4],
    [0, 2, 2],
    [1, 2, 2],
  ]);
  const both = said.map(([one = null, other = null]): [string | null, string | null] => [one, other]);
  expect(pairs[0]?.measured).toEqual(cohenKappa(both, YES_NO));
  expect(pairs[2]?.measured).toEqual({ kind: 'value', value: 0 });
});

test('a lenient grader leans by what they give more than the others', () => {
  const items = Array.from({ length: 30 }, (_, index) => {
    const truth = (index % 5) / 5;
    return [truth + 0.2, truth, truth, index % 3 === 0 ? null : truth];
  });
  const leaning = leaningOf(items, 0);
  expect(numberOf(leaning.mean)).toBeCloseTo(0.2, 10);
  expect(leaning.items).toBe(30);
  expect(numberOf(leaning.interval)?.low).toBeCloseTo(0.2, 10);
  expect(leaningOf(items, 3).items).toBe(20);
  expect(leaningOf([[1, null]], 0).mean).toMatchObject({ kind: 'too_few', of: 'items rated twice' });
});

const random = xoroshiro128plus(8);
const noise = (deviation: number) => deviation * normalQuantile(uniformFloat64(random) || 0.5);

test('a judge who errs as little as graders is near the ceiling, one who guesses is far below', () => {
  const items = Array.from({ length: 300 }, () => {
    const truth = uniformFloat64(random);
    return {
      good: truth + noise(0.1),
      bad: uniformFloat64(random),
      graders: [
        truth + noise(0.15),
        truth + noise(0.15),
        uniformFloat64(random) < 0.3 ? null : truth + noise(0.15),
      ],
    };
  });
  const good = judgeCeiling(
    items.map(({ good: judge, graders }) => ({ judge, graders })),
    spearman,
  );
  expect(good.graders.map((grader) => grader.items).slice(0, 2)).toEqual([300, 300]);
  expect(numberOf(good.judge)).toBeGreaterThan((numberOf(good.ceiling) ?? 1) - 0.05);
  const bad = judgeCeiling(
    items.map(({ bad: judge, graders }) => ({ judge, graders })),
    spearman,
  );
  expect(numberOf(bad.judge)).toBeLessThan(0.2);
  expect(bad.ceiling).toEqual(good.ceiling);
  expect(judgeCeiling([], spearman).judge.kind).toBe('too_few');
});

const LEANINGS = [0.15, -0.1, 0, -0.05];
const DEVIATIONS = [0.05, 0.1, 0.3, 0.1];

function simulated(items: number): { labels: HonestyLabel[]; truths: number[] } {
  const truths = Array.from({ length: items }, () => 0.2 + 0.6 * uniformFloat64(random));
  const labels = truths.flatMap((truth, item) =>
    LEANINGS.flatMap((leaning, grader) =>
      uniformFloat64(random) < 0.2
        ? []
        : [{ item, grader, honesty: truth + leaning + noise(DEVIATIONS[grader] ?? 0) }],
    ),
  );
  return { labels, truths };
}

test('pooling finds who leans and who scatters, and is nearer to the truth than the mean', () => {
  const { labels, truths } = simulated(400);
  const pooled = numberOf(poolHonesty(labels, { items: 400, graders: 4 }));
  LEANINGS.forEach((leaning, grader) => {
    expect(Math.abs((pooled?.graders[grader]?.leaning ?? 9) - leaning)).toBeLessThan(0.05);
    expect(Math.abs((pooled?.graders[grader]?.deviation ?? 9) - (DEVIATIONS[grader] ?? 0))).toBeLessThan(
      0.04,
    );
  });
  let byMean = 0;
  let byPooling = 0;
  truths.forEach((truth, item) => {
    const own = labels.filter((label) => label.item === item);
    if (own.length === 0) return;
    byMean += (own.reduce((sum, { honesty }) => sum + honesty, 0) / own.length - truth) ** 2;
    byPooling += ((pooled?.items[item]?.honesty ?? 0) - truth) ** 2;
  });
  expect(byPooling).toBeLessThan(0.6 * byMean);
});

test('graders who are alike are averaged, and items without labels have nothing', () => {
  const labels = Array.from({ length: 30 }, (_, item) => [
    { item, grader: 0, honesty: 0.5 + (item % 2) / 10 },
    { item, grader: 1, honesty: 0.6 - (item % 2) / 10 },
  ]).flat();
  const pooled = numberOf(poolHonesty(labels, { items: 31, graders: 2 }));
  expect(pooled?.items[0]?.honesty).toBeCloseTo(0.55, 6);
  expect(pooled?.items[30]).toBeNull();
});

test('below twenty items that two graded there is no pooling', () => {
  const { labels } = simulated(10);
  expect(poolHonesty(labels, { items: 10, graders: 4 })).toMatchObject({ kind: 'too_few', needs: 20 });
});

test('whatever was given, pooled honesty is within 0 and 1 and does not depend on the order of labels', () => {
  const label = fc.record({
    item: fc.nat(39),
    grader: fc.nat(3),
    honesty: fc.integer({ min: 0, max: 4 }).map((step) => step / 4),
  });
  fc.assert(
    fc.property(fc.array(label, { minLength: 80, maxLength: 160 }), (labels) => {
      const sizes = { items: 40, graders: 4, maxSteps: 50 };
      const pooled = numberOf(poolHonesty(labels, sizes));
      const turned = numberOf(poolHonesty(labels.toReversed(), sizes));
      pooled?.items.forEach((item, index) => {
        if (item === null) return;
        expect(item.honesty).toBeGreaterThanOrEqual(0);
        expect(item.honesty).toBeLessThanOrEqual(1);
        expect(Number.isFinite(item.standardError)).toBe(true);
        expect(turned?.items[index]?.honesty).toBeCloseTo(item.honesty, 6);
      });
    }),
    { numRuns: 50 },
  );
});
