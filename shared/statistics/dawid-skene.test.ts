import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DawidSkene, dawidSkene, type NumberedLabel } from './dawid-skene.ts';
import { numberOf } from './figure.ts';
import { majorityOf } from './majority.ts';

/**
 * The patients of Dawid and Skene 1979, table 1: what the first observer said three times, then the other four
 * (confessions.md 5.9).
 */
const PATIENTS = `
1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223
2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111
2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222
1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343
2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
`
  .trim()
  .split(/\s+/);

const LABELS: NumberedLabel[] = PATIENTS.flatMap((said, item) =>
  [...said].map((category, place) => ({
    item,
    grader: Math.max(0, place - 2),
    category: Number(category) - 1,
  })),
);
const SIZES = { items: 45, graders: 5, categories: 4 };

function fitted(labels: readonly NumberedLabel[], options: Parameters<typeof dawidSkene>[1]): DawidSkene {
  const found = numberOf(dawidSkene(labels, options));
  if (found === null) throw new Error('no value');
  return found;
}

const hardest = (row: readonly number[]) => row.indexOf(Math.max(...row));

test('the patients of 1979 have their published shares, likelihood and classes', () => {
  const found = fitted(LABELS, { ...SIZES, smoothing: 0, tolerance: 1e-14, maxSteps: 10_000 });
  [0.3996, 0.422, 0.1118, 0.0667].forEach((share, category) => {
    expect(found.shares[category]).toBeCloseTo(share, 4);
  });
  expect(found.logLikelihood).toBeCloseTo(-192.8909, 4);
  const classes = [0, 0, 0, 0];
  for (const row of found.posteriors) classes[hardest(row)] = (classes[hardest(row)] ?? 0) + 1;
  expect(classes).toEqual([18, 19, 5, 3]);
  expect(found.posteriors[6]?.[0]).toBeCloseTo(0.981, 3);
  expect(found.posteriors[6]?.[1]).toBeCloseTo(0.019, 3);
  expect(found.hasConverged).toBe(true);
});

test('with a little smoothing the shares stay, and no answer is impossible', () => {
  const found = fitted(LABELS, SIZES);
  expect(found.shares[0]).toBeCloseTo(0.4, 1);
  for (const table of found.tables)
    for (const row of table) for (const cell of row) expect(cell).toBeGreaterThan(0);
});

test('below twenty items there is no answer, and the majority stands', () => {
  const labels = LABELS.filter(({ item }) => item < 19);
  expect(dawidSkene(labels, SIZES)).toEqual({ kind: 'too_few', of: 'items', has: 19, needs: 20 });
});

test('graders with few labels share a table', () => {
  const few = LABELS.filter(({ item, grader }) => grader < 3 || item < 5);
  const { tables, hasOwnTable } = fitted(few, SIZES);
  expect(hasOwnTable).toEqual([true, true, true, false, false]);
  expect(tables[3]).toEqual(tables[4]);
  expect(tables[0]).not.toEqual(tables[1]);
});

test('one who turns every answer round is heard the right way round', () => {
  const labels = Array.from({ length: 60 }, (_, item) => item).flatMap((item) => {
    const truth = item % 2;
    const wrong = item % 10 === 0 ? 1 - truth : truth;
    return [wrong, item % 12 === 5 ? 1 - truth : truth, item % 15 === 3 ? 1 - truth : truth, 1 - truth].map(
      (category, grader) => ({ item, grader, category }),
    );
  });
  const { posteriors, tables } = fitted(labels, { items: 60, graders: 4, categories: 2 });
  expect(posteriors.every((row, item) => hardest(row) === item % 2)).toBe(true);
  expect(tables[3]?.[0]?.[1]).toBeGreaterThan(0.95);
});

test('an item without labels has the shares of all and moves nothing', () => {
  const { posteriors, shares } = fitted(LABELS, { ...SIZES, items: 46 });
  expect(posteriors[45]).toEqual(shares);
  expect(shares).toEqual(fitted(LABELS, SIZES).shares);
});

const labels = fc.array(fc.record({ item: fc.nat(29), grader: fc.nat(3), category: fc.nat(2) }), {
  minLength: 60,
  maxLength: 150,
});

test('posteriors are probabilities, whatever was said, and do not depend on the order of labels or graders', () => {
  fc.assert(
    fc.property(labels, (list) => {
      const options = { items: 30, graders: 4, categories: 3, maxSteps: 20 };
      const found = numberOf(dawidSkene(list, options));
      if (found === null) return;
      for (const row of found.posteriors) {
        expect(row.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      }
      const turned = list.toReversed().map((label) => ({ ...label, grader: 3 - label.grader }));
      const other = fitted(turned, options);
      found.shares.forEach((share, k) => {
        expect(other.shares[k]).toBeCloseTo(share, 6);
      });
    }),
    { numRuns: 40 },
  );
});

test('without smoothing no step lowers the likelihood', () => {
  fc.assert(
    fc.property(labels, (list) => {
      const options = { items: 30, graders: 4, categories: 3, smoothing: 0, ownTableFrom: 0, tolerance: -1 };
      const reached = [1, 2, 3, 6, 12].map((maxSteps) =>
        numberOf(dawidSkene(list, { ...options, maxSteps })),
      );
      reached.forEach((found, step) => {
        const before = reached[step - 1];
        if (found && before) expect(found.logLikelihood).toBeGreaterThanOrEqual(before.logLikelihood - 1e-9);
      });
    }),
    { numRuns: 40 },
  );
});

test('a majority is what most say, and a tie has none', () => {
  expect(majorityOf(['yes', 'no', 'yes', null])).toMatchObject({ winner: 'yes', share: 2 / 3, graders: 3 });
  expect(majorityOf(['yes', 'no']).winner).toBeUndefined();
  expect(majorityOf([null])).toMatchObject({ winner: undefined, share: 0, graders: 0 });
  expect(majorityOf(['yes', 'no']).shares).toEqual(
    new Map([
      ['yes', 0.5],
      ['no', 0.5],
    ]),
  );
});
