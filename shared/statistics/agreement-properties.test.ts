import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absoluteDifference } from './absolute-difference.ts';
import { cohenKappa, type RatedPair } from './cohen-kappa.ts';
import { type Measured, numberOf } from './figure.ts';
import { brennanPrediger, fleissKappa } from './fleiss-kappa.ts';
import { gwetAc } from './gwet.ts';
import { percentAgreement, specificAgreement } from './percent-agreement.ts';
import type { Ratings, Weighting } from './ratings.ts';

/** What holds of agreement whatever was said (confessions.md 5.2). */

const CATEGORIES = ['yes', 'no', 'unsure'];
const item = fc.array(fc.option(fc.constantFrom(...CATEGORIES), { freq: 3 }), { minLength: 1, maxLength: 5 });
const items = fc.array(item, { maxLength: 15 });
const weighting = fc.constantFrom<Weighting>('identity', 'linear', 'quadratic');

type Coefficient = (list: Ratings<string>[], weights: Weighting) => Measured;
const COEFFICIENTS: Record<string, Coefficient> = {
  'percent agreement': (list, weights) =>
    percentAgreement(list, { categories: CATEGORIES, weighting: weights }),
  "Fleiss' κ": (list, weights) => fleissKappa(list, { categories: CATEGORIES, weighting: weights }),
  "Gwet's AC": (list, weights) => gwetAc(list, { categories: CATEGORIES, weighting: weights }),
  'Brennan and Prediger': (list, weights) =>
    brennanPrediger(list, { categories: CATEGORIES, weighting: weights }),
  'agreement on "yes"': (list) => specificAgreement(list, 'yes'),
};

const close = (one: Measured, other: Measured) => {
  expect(one.kind).toBe(other.kind);
  if (one.kind === 'value') expect(one.value).toBeCloseTo(numberOf(other) ?? Number.NaN, 10);
};

test.each(Object.entries(COEFFICIENTS))(
  '%s does not depend on the order of items or graders',
  (_, coefficient) => {
    fc.assert(
      fc.property(items, weighting, (list, weights) => {
        const turned = list.toReversed().map((ratings) => ratings.toReversed());
        close(coefficient(turned, weights), coefficient(list, weights));
      }),
    );
  },
);

test.each(Object.entries(COEFFICIENTS))(
  '%s is at most 1, finite, and does not see gaps',
  (_, coefficient) => {
    fc.assert(
      fc.property(items, weighting, (list, weights) => {
        const figure = coefficient(list, weights);
        if (figure.kind === 'value') {
          expect(Number.isFinite(figure.value)).toBe(true);
          expect(figure.value).toBeLessThanOrEqual(1 + 1e-12);
        }
        close(coefficient([...list.map((ratings) => [...ratings, null]), [null]], weights), figure);
      }),
    );
  },
);

test.each(Object.entries(COEFFICIENTS))(
  '%s is 1, or has no value, where all agree on every item',
  (_, coefficient) => {
    const alike = fc
      .tuple(fc.constantFrom(...CATEGORIES), fc.integer({ min: 2, max: 5 }))
      .map(([category, graders]) => Array<string>(graders).fill(category));
    fc.assert(
      fc.property(fc.array(alike, { minLength: 1, maxLength: 12 }), weighting, (list, weights) => {
        const figure = coefficient(list, weights);
        if (figure.kind === 'value') expect(figure.value).toBeCloseTo(1, 10);
      }),
    );
  },
);

const pair = fc.tuple(fc.constantFrom(...CATEGORIES), fc.constantFrom(...CATEGORIES));

test("Cohen's κ is the same whichever of the two comes first, and lies between -1 and 1", () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 20 }), weighting, (list, weights) => {
      const options = { categories: CATEGORIES, weighting: weights };
      const figure = cohenKappa(list, options);
      close(
        cohenKappa(
          list.map(([one, other]): RatedPair<string> => [other, one]),
          options,
        ),
        figure,
      );
      if (figure.kind === 'value') expect(Math.abs(figure.value)).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test("Cohen's κ is never below Fleiss' κ of the same two graders", () => {
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 20 }), (list) => {
      const cohen = numberOf(cohenKappa(list, { categories: CATEGORIES }));
      const fleiss = numberOf(fleissKappa(list, { categories: CATEGORIES }));
      if (cohen !== null && fleiss !== null) expect(cohen).toBeGreaterThanOrEqual(fleiss - 1e-10);
    }),
  );
});

test('the absolute difference is that of all pairs of an item', () => {
  const ratings = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(ratings, { maxLength: 6 }), (list) => {
      const means = list.flatMap((each) => {
        const given = each.filter((rating) => rating !== null);
        const apart = given.flatMap((one, i) => given.slice(i + 1).map((other) => Math.abs(one - other)));
        return apart.length === 0 ? [] : [apart.reduce((a, b) => a + b) / apart.length];
      });
      const figure = absoluteDifference(list);
      if (means.length === 0) expect(figure.kind).toBe('too_few');
      else expect(numberOf(figure)).toBeCloseTo(means.reduce((a, b) => a + b) / means.length, 10);
    }),
  );
});
