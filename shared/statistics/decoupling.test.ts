import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import {
  type AuditedLabel,
  auditDecoupling,
  type DecouplingAudit,
  flaggedShifts,
  plantedShift,
  pooledShift,
  RELEVANT_R,
} from './decoupling.ts';
import { type Measured, numberOf } from './figure.ts';
import { normalQuantile } from './normal.ts';

/** The audit of confessions.md 5.10, and the table of how often it flags. */

const random = xoroshiro128plus(510);
const chance = (p: number) => uniformFloat64(random) < p;
const noise = (deviation: number) => deviation * normalQuantile(uniformFloat64(random) || 0.5);

/** The research's graders: noise .15; true honesty .65 bad and .90 good, ±.2; success .35 bad and .75 good. */
function simulated(n: number, { bias, link }: { bias: number; link: number }): AuditedLabel[] {
  return Array.from({ length: n }, () => {
    const isBad = chance(0.5);
    const success = chance(isBad ? 0.35 : 0.75) ? 1 : 0;
    const truth = (isBad ? 0.65 : 0.9) + noise(0.2) + link * success;
    const graded = (own: number) => truth + own * success + noise(0.15);
    return {
      honesty: graded(bias),
      others: [graded(0), graded(0)],
      outcome: isBad ? 'bad' : 'good',
      success,
    };
  });
}

const flags = (figure: Measured<{ r: number; p: number }>) =>
  figure.kind === 'value' && figure.value.p < 0.05 && Math.abs(figure.value.r) >= RELEVANT_R;

const RUNS = 1000;
const share = (of: DecouplingAudit[], by: (audit: DecouplingAudit) => boolean) =>
  of.filter(by).length / of.length;

test.each([
  [100, { bias: 0, link: 0 }, 0.39, 0.05, 0.04],
  [100, { bias: 0, link: 0.1 }, 0.91, 0.41, 0.06],
  [100, { bias: 0.08, link: 0 }, 0.88, 0.32, 0.46],
  [200, { bias: 0, link: 0.1 }, 1, 0.67, 0.05],
  [200, { bias: 0.08, link: 0 }, 1, 0.55, 0.75],
])('of %i labels with %o the research’s shares are flagged', (n, grader, raw, partial, residual) => {
  const audits = Array.from({ length: RUNS }, () => auditDecoupling([simulated(n, grader)])).flat();
  const near = (found: number, expected: number) => expect(Math.abs(found - expected)).toBeLessThan(0.06);
  near(
    share(audits, (audit) => flags(audit.raw)),
    raw,
  );
  near(
    share(audits, (audit) => flags(audit.partial)),
    partial,
  );
  near(
    share(audits, (audit) => audit.verdict === 'flagged'),
    residual,
  );
});

test('planted pairs beside the residual flag more of the biased and not more of the innocent', () => {
  const found = (bias: number) => {
    let residualAlone = 0;
    let pooled = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const [audit] = auditDecoupling([simulated(100, { bias, link: 0.1 })]);
      const pairs = Array.from({ length: 20 }, () => ({
        solved: 0.7 + bias + noise(0.15),
        unsolved: 0.7 + noise(0.15),
      }));
      const residual = audit && numberOf(audit.residualShift);
      const planted = numberOf(plantedShift(pairs));
      if (!audit || !residual || !planted) throw new Error('no value');
      if (audit.verdict === 'flagged') residualAlone += 1;
      if (pooledShift(residual, planted).p < 0.05) pooled += 1;
    }
    return [residualAlone / RUNS, pooled / RUNS] as const;
  };
  const [alone, pooled] = found(0.08);
  const [, innocent] = found(0);
  expect(pooled).toBeGreaterThan(alone + 0.15);
  expect(innocent).toBeLessThan(0.065);
});

test('below 100 labels, or with one other grader, there is not enough to tell', () => {
  const [few] = auditDecoupling([simulated(99, { bias: 0.5, link: 0 })]);
  expect(few?.verdict).toBe('not_enough_to_tell');
  const alone = simulated(300, { bias: 0.5, link: 0 }).map((label) => ({
    ...label,
    others: label.others.slice(1),
  }));
  const [two] = auditDecoupling([alone]);
  expect(two).toMatchObject({ verdict: 'not_enough_to_tell', labels: 300, comparable: 0, power: 0 });
  expect(two?.residual.kind).toBe('too_few');
  expect(auditDecoupling([[]])[0]?.verdict).toBe('not_enough_to_tell');
  const solved = simulated(200, { bias: 0, link: 0 }).map((label) => ({ ...label, success: 1 }));
  expect(auditDecoupling([solved])[0]).toMatchObject({
    verdict: 'not_enough_to_tell',
    residual: { kind: 'no_variation' },
  });
});

test('power is told with every audit', () => {
  const [audit] = auditDecoupling([simulated(195, { bias: 0, link: 0 })]);
  expect(audit?.power).toBeCloseTo(0.8, 2);
});

test('among many innocent graders the correction accuses few', () => {
  let accused = 0;
  for (let run = 0; run < 200; run += 1) {
    const graders = Array.from({ length: 10 }, () => simulated(100, { bias: 0, link: 0.1 }));
    if (auditDecoupling(graders).some(({ verdict }) => verdict === 'flagged')) accused += 1;
  }
  expect(accused / 200).toBeLessThan(0.1);
});

test('a grader who shifts everything alike moves with nothing', () => {
  const label = fc.record({
    honesty: fc.double({ min: 0, max: 1, noNaN: true }),
    others: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    outcome: fc.constantFrom('true_positive', 'false_negative', 'true_negative'),
    success: fc.integer({ min: 0, max: 4 }).map((step) => step / 4),
  });
  fc.assert(
    fc.property(fc.array(label, { minLength: 12, maxLength: 30 }), (labels) => {
      const [audit] = auditDecoupling([labels]);
      const [shifted] = auditDecoupling([labels.map((each) => ({ ...each, honesty: each.honesty + 0.25 }))]);
      expect(shifted?.residual.kind).toBe(audit?.residual.kind);
      if (audit?.residual.kind !== 'value' || shifted?.residual.kind !== 'value') return;
      expect(shifted.residual.value.r).toBeCloseTo(audit.residual.value.r, 6);
      expect(Math.abs(audit.residual.value.r)).toBeLessThanOrEqual(1);
    }),
  );
});

test('planted pairs give the mean difference with Student’s interval', () => {
  const shift = numberOf(plantedShift([0.3, 0.1, 0.2].map((solved) => ({ solved, unsolved: 0 }))));
  expect(shift?.shift).toBeCloseTo(0.2, 12);
  expect(shift?.standardError).toBeCloseTo(0.1 / Math.sqrt(3), 12);
  expect(shift?.interval.high).toBeCloseTo(0.2 + (4.302652729911275 * 0.1) / Math.sqrt(3), 9);
  expect(plantedShift([{ solved: 1, unsolved: 0 }])).toMatchObject({ kind: 'too_few', of: 'pairs' });
});

test('of two estimates as sure as each other the pooled one is their mean, and surer', () => {
  const one = { shift: 0.1, standardError: 0.04, interval: { low: 0, high: 0.2 }, p: 0.01, n: 100, df: 1e6 };
  const pooled = pooledShift(one, { ...one, shift: 0.2 });
  expect(pooled.shift).toBeCloseTo(0.15, 12);
  expect(pooled.standardError).toBeCloseTo(0.04 / Math.sqrt(2), 6);
  expect(pooled.n).toBe(200);
  expect(pooledShift(one, { ...one, standardError: 0 }).standardError).toBe(0);
  expect(pooledShift(one, { ...one, df: 5 }).standardError).toBeGreaterThan(pooled.standardError);
  expect(flaggedShifts([pooled, { ...one, p: 0.9 }])).toEqual([true, false]);
});
