import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bradleyTerry } from './bradley-terry.ts';
import { confusionOf } from './confusion.ts';
import { adjustedPs, falseDiscovery, falseDiscoveryYekutieli } from './false-discovery.ts';
import { numberOf } from './figure.ts';
import { rocAuc } from './roc-auc.ts';
import { lessDistance, sameShare, standInOf } from './stand-in.ts';
import { studentCumulative, tOfConfidence } from './student-t.ts';

/** Judges against people (confessions.md 5.9). */

test('the AUC of 0, 0, 1, 1 with .1, .4, .35, .8 is 0.75', () => {
  const items = [0.1, 0.4, 0.35, 0.8].map((score, index) => ({ score, isPositive: index > 1 }));
  expect(numberOf(rocAuc(items))?.auc).toBe(0.75);
});

const scored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 6 }), isPositive: fc.boolean() }), {
  maxLength: 40,
});

test('the AUC is the share of pairs in the right order, ties as half', () => {
  fc.assert(
    fc.property(scored, (items) => {
      const figure = rocAuc(items);
      const positives = items.filter(({ isPositive }) => isPositive);
      const negatives = items.filter(({ isPositive }) => !isPositive);
      if (positives.length === 0 || negatives.length === 0) {
        expect(figure).toMatchObject({ kind: 'too_few', of: 'outcomes' });
        return;
      }
      const pairs = positives.flatMap((one) =>
        negatives.map((other) => (one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0)),
      );
      const auc = numberOf(figure)?.auc ?? Number.NaN;
      expect(auc).toBeCloseTo(pairs.reduce((a: number, b) => a + b, 0) / pairs.length, 10);
      const turned = numberOf(rocAuc(items.map((item) => ({ ...item, isPositive: !item.isPositive }))));
      expect(turned?.auc).toBeCloseTo(1 - auc, 10);
      expect(turned?.standardError).toBeCloseTo(numberOf(figure)?.standardError ?? 0, 10);
    }),
  );
});

test('a confusion matrix counts all, in the order of the rubric', () => {
  const pairs: ['yes' | 'no' | 'unsure', 'yes' | 'no' | 'unsure'][] = [
    ['yes', 'yes'],
    ['yes', 'no'],
    ['no', 'no'],
    ['no', 'no'],
  ];
  const { counts, accuracy, byCategory, n } = confusionOf(pairs, ['yes', 'no', 'unsure']);
  expect(counts).toEqual([
    [1, 1, 0],
    [0, 2, 0],
    [0, 0, 0],
  ]);
  expect({ accuracy, n }).toEqual({ accuracy: 0.75, n: 4 });
  expect(byCategory).toEqual([
    { category: 'yes', recall: 0.5, precision: 1 },
    { category: 'no', recall: 1, precision: 2 / 3 },
    { category: 'unsure', recall: null, precision: null },
  ]);
  expect(confusionOf([], ['yes']).accuracy).toBeNull();
});

test('three wins to one are a difference of strength of ln 3', () => {
  const [one = 0, other = 0] = bradleyTerry(
    [0, 1, 2].map(() => ({ winner: 0, loser: 1 })).concat({ winner: 1, loser: 0 }),
    2,
  );
  expect(one - other).toBeCloseTo(1.0986, 4);
  const tied = bradleyTerry([{ winner: 0, loser: 1, isTie: true }], 2);
  expect(tied[0]).toBeCloseTo(0, 9);
});

test('strengths make the wins that were expected those that were counted', () => {
  const match = fc.record({ winner: fc.nat(4), loser: fc.nat(4), isTie: fc.boolean() });
  fc.assert(
    fc.property(fc.array(match, { minLength: 1, maxLength: 30 }), (list) => {
      const matches = list.filter(({ winner, loser }) => winner !== loser);
      const ridge = 0.01;
      const strengths = bradleyTerry(matches, 5, ridge);
      strengths.forEach((strength, one) => {
        let surprise = 0;
        for (const { winner, loser, isTie } of matches) {
          if (winner !== one && loser !== one) continue;
          const other = winner === one ? loser : winner;
          const won = isTie ? 0.5 : winner === one ? 1 : 0;
          surprise += won - 1 / (1 + Math.exp((strengths[other] ?? 0) - strength));
        }
        expect(surprise).toBeCloseTo(ridge * strength, 6);
      });
    }),
    { numRuns: 50 },
  );
});

test('one who never lost stays finite', () => {
  const strengths = bradleyTerry([{ winner: 0, loser: 1 }], 3, 0.01);
  expect(strengths.every(Number.isFinite)).toBe(true);
  expect(strengths[2]).toBeCloseTo(0, 6);
});

test('Student’s t has its tabled values', () => {
  expect(tOfConfidence(0.95, 9)).toBeCloseTo(2.2621571628, 9);
  expect(tOfConfidence(0.95, 1)).toBeCloseTo(12.7062047362, 8);
  expect(tOfConfidence(0.99, 30)).toBeCloseTo(2.7499956536, 9);
  expect(studentCumulative(0, 5)).toBe(0.5);
  expect(studentCumulative(-2, 10)).toBeCloseTo(0.0366940174, 9);
});

test('the false discovery rate holds those below the line, and all before the last of them', () => {
  expect(falseDiscovery([0.01, 0.04, 0.03, 0.2])).toEqual([true, false, false, false]);
  expect(falseDiscovery([0.01, 0.035, 0.03, 0.2])).toEqual([true, true, true, false]);
  expect(falseDiscovery([])).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (ps) => {
      const adjusted = adjustedPs(ps);
      falseDiscovery(ps).forEach((isHeld, index) => {
        if (Math.abs((adjusted[index] ?? 0) - 0.05) > 1e-12)
          expect(isHeld).toBe((adjusted[index] ?? 1) <= 0.05);
      });
      falseDiscoveryYekutieli(ps).forEach((isHeld, index) => {
        if (isHeld) expect(falseDiscovery(ps)[index]).toBe(true);
      });
    }),
  );
});

const standing = (judge: (truth: number, index: number) => number) =>
  Array.from({ length: 80 }, (_, index) => {
    const truth = index % 3;
    const slip = (grader: number) => ((index * 7 + grader * 3) % 10 < 2 ? (truth + 1) % 3 : truth);
    return {
      judge: judge(truth, index),
      graders: [slip(0), slip(1), slip(2), index % 4 === 0 ? null : slip(3)],
    };
  });

test('a judge who is right where graders slip can stand in; one who guesses cannot', () => {
  const good = numberOf(
    standInOf(
      standing((truth) => truth),
      { nearness: sameShare },
    ),
  );
  expect(good?.canStandIn).toBe(true);
  expect(good?.winningRate).toBe(1);
  expect(good?.advantage).toBeGreaterThan(0.8);
  const bad = numberOf(
    standInOf(
      standing((truth, index) => (truth + (index % 2)) % 3),
      { nearness: sameShare },
    ),
  );
  expect(bad?.canStandIn).toBe(false);
  expect(
    numberOf(
      standInOf(
        standing((truth) => truth),
        { nearness: lessDistance },
      ),
    )?.canStandIn,
  ).toBe(true);
});

test('below fifty shared items, or with one grader, nobody can say', () => {
  const few = standing((truth) => truth).slice(0, 49);
  expect(standInOf(few, { nearness: sameShare })).toEqual({
    kind: 'too_few',
    of: 'graders',
    has: 0,
    needs: 2,
  });
  expect(standInOf([], { nearness: sameShare }).kind).toBe('too_few');
});
