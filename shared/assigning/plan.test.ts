import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlannedItem, type PlanRule, planWork } from './plan.ts';

const hashOf = (index: number) => index.toString(16).padStart(64, '0');

function items(count: number, change: Partial<PlannedItem> = {}): PlannedItem[] {
  return Array.from({ length: count }, (_, index) => ({
    hash: hashOf(index),
    transcript: Math.floor(index / 2),
    stratum: `m${index % 3}`,
    is_gold: false,
    given_to: [],
    ...change,
  }));
}

const RULE: PlanRule = { overlap: 2, overlap_share: 0.25, gold_share: 0, seed: 7 };
const plans = fc.record({
  count: fc.integer({ min: 1, max: 120 }),
  graders: fc.uniqueArray(fc.constantFrom('Ada', 'Ben', 'Cho', 'Dee', 'Eve'), { minLength: 1, maxLength: 5 }),
  overlap: fc.integer({ min: 1, max: 4 }),
  overlap_share: fc.double({ min: 0, max: 1, noNaN: true }),
  drawn: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
  seed: fc.integer({ min: 0, max: 100_000 }),
});

test('every drawn item goes to as many graders as the rule says, each of them once, and the loads are even', () => {
  fc.assert(
    fc.property(plans, ({ count, graders, drawn, ...rule }) => {
      const pool = items(count);
      const plan = planWork(pool, graders, { ...rule, items: drawn, gold_share: 0 });
      const by = new Map<string, Set<string>>();
      for (const { hash, grader } of plan.assignments) {
        const known = by.get(hash) ?? new Set<string>();
        expect(known.has(grader)).toBe(false);
        by.set(hash, known.add(grader));
      }
      expect(by.size).toBe(Math.min(drawn ?? count, count));
      const overlap = Math.min(rule.overlap, graders.length);
      const shared = [...by.values()].filter(({ size }) => size > 1);
      expect(shared.length).toBe(plan.overlapped);
      expect(shared.every(({ size }) => size === overlap)).toBe(true);
      const loads = plan.loads.map((load) => load.items);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the same plan comes of the same items in any order, and another of another seed', () => {
  const graders = ['Ada', 'Ben', 'Cho'];
  const plan = planWork(items(60), graders, RULE);
  expect(planWork(items(60).reverse(), [...graders].reverse(), RULE)).toEqual(plan);
  expect(planWork(items(60), graders, { ...RULE, seed: 8 }).assignments).not.toEqual(plan.assignments);
});

test('each grader has an order of their own, in which two confessions of one transcript never stand side by side', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (seed) => {
      const pool = items(60);
      const transcriptOf = new Map(pool.map(({ hash, transcript }) => [hash, transcript]));
      const { assignments } = planWork(pool, ['Ada', 'Ben'], { ...RULE, overlap_share: 1, seed });
      const orders = ['Ada', 'Ben'].map((name) =>
        assignments
          .filter(({ grader }) => grader === name)
          .sort((one, other) => one.position - other.position)
          .map(({ hash }) => hash),
      );
      expect(orders[0]).not.toEqual(orders[1]);
      for (const order of orders)
        for (const [index, hash] of order.entries())
          expect(transcriptOf.get(hash)).not.toBe(transcriptOf.get(order[index + 1] ?? ''));
    }),
    { numRuns: 20 },
  );
});

test('what is told as the probability is how often it happens', () => {
  const rule = { ...RULE, items: 12, overlap: 3, overlap_share: 0.5 };
  const graders = ['Ada', 'Ben', 'Cho', 'Dee'];
  const runs = 2000;
  let got = 0;
  let told = 0;
  for (let seed = 0; seed < runs; seed += 1) {
    const { assignments } = planWork(items(24), graders, { ...rule, seed });
    told = assignments[0]?.probability ?? 0;
    if (assignments.some(({ grader, hash }) => grader === 'Cho' && hash === hashOf(5))) got += 1;
  }
  // Twelve of 24, half of them by three of four graders and half by one: one half of one half.
  expect(told).toBeCloseTo(0.25, 10);
  expect(Math.abs(got / runs - told)).toBeLessThan(4 * Math.sqrt((told * (1 - told)) / runs));
});

test('strata are spread evenly over graders, and drawn in proportion', () => {
  const plan = planWork(items(90), ['Ada', 'Ben', 'Cho'], { ...RULE, items: 45, overlap_share: 0 });
  const strata = new Map(items(90).map(({ hash, stratum }) => [hash, stratum]));
  for (const grader of ['Ada', 'Ben', 'Cho']) {
    const counts = ['m0', 'm1', 'm2'].map(
      (stratum) =>
        plan.assignments.filter((each) => each.grader === grader && strata.get(each.hash) === stratum).length,
    );
    expect(counts).toEqual([5, 5, 5]);
  }
});

test('pairs of graders meet about equally often', () => {
  const { pairs } = planWork(items(60), ['Ada', 'Ben', 'Cho', 'Dee'], { ...RULE, overlap_share: 1 });
  const met = pairs.map((pair) => pair.items);
  expect(met.reduce((sum, n) => sum + n)).toBe(60);
  expect(Math.max(...met) - Math.min(...met)).toBeLessThanOrEqual(4);
});

test('right answers make up their share of each grader’s items, as gold, anywhere among them', () => {
  const pool = [
    ...items(80),
    ...items(30).map((item, index) => ({
      ...item,
      hash: hashOf(1000 + index),
      transcript: 1000 + index,
      is_gold: true,
    })),
  ];
  const { assignments, loads } = planWork(pool, ['Ada', 'Ben'], {
    ...RULE,
    overlap_share: 0,
    gold_share: 0.2,
  });
  for (const load of loads) expect([load.items, load.gold]).toEqual([50, 10]);
  const places = assignments.filter(({ reason }) => reason === 'gold').map(({ position }) => position);
  expect(places).toHaveLength(20);
  expect(Math.min(...places)).toBeLessThan(15);
  expect(Math.max(...places)).toBeGreaterThan(35);
  expect(
    assignments.filter(({ reason }) => reason === 'gold').every(({ probability }) => probability === 1 / 3),
  ).toBe(true);
});

test('what somebody has is not given to them again, and counts toward the overlap', () => {
  const pool = items(10, { given_to: ['Ada'] });
  const { assignments } = planWork(pool, ['Ada', 'Ben', 'Cho'], { ...RULE, overlap_share: 1 });
  expect(assignments).toHaveLength(10);
  expect(assignments.every(({ grader }) => grader !== 'Ada')).toBe(true);
});

test('nobody is given a planted confession and its original, nor two made from one, and planted ones only as gold', () => {
  const rule = fc.record({
    ...{ overlap: fc.integer({ min: 1, max: 4 }), overlap_share: fc.constantFrom(0, 0.5, 1) },
    ...{ gold_share: fc.constantFrom(0, 0.1, 0.4), seed: fc.integer({ min: 0, max: 10_000 }) },
  });
  const graders = ['Ada', 'Ben', 'Cho', 'Dee'];
  const had = fc.uniqueArray(fc.constantFrom(...graders), { maxLength: 2 });
  const made = fc.record({ original: fc.nat(39), given_to: had });
  fc.assert(
    fc.property(rule, fc.array(made, { maxLength: 30 }), fc.boolean(), (given, planted, isOriginalGold) => {
      const originals = new Set(planted.map(({ original }) => original));
      const pool: PlannedItem[] = [
        ...items(40).map((item, index) => ({
          ...item,
          ...(originals.has(index) && { twin: hashOf(index), is_gold: isOriginalGold }),
        })),
        ...planted.map(({ original, given_to }, index) => ({
          ...{ hash: hashOf(1000 + index), transcript: Math.floor(original / 2), stratum: 'm0', given_to },
          ...{ is_gold: true, is_planted: true, twin: hashOf(original) },
        })),
      ];
      const byHash = new Map(pool.map((item) => [item.hash, item]));
      const { assignments } = planWork(pool, graders, given);
      for (const grader of graders) {
        const earlier = new Set(
          pool.flatMap(({ twin, given_to }) => (given_to.includes(grader) ? (twin ?? []) : [])),
        );
        const own = assignments
          .filter((each) => each.grader === grader)
          .map(({ hash }) => byHash.get(hash)?.twin);
        const twins = own.filter((twin) => twin !== undefined);
        expect(new Set(twins).size).toBe(twins.length);
        expect(twins.filter((twin) => earlier.has(twin))).toEqual([]);
      }
      for (const { hash, reason } of assignments)
        if (byHash.get(hash)?.is_planted === true) expect(reason).toBe('gold');
    }),
  );
});

test('a rule that cannot be kept is refused', () => {
  expect(() => planWork(items(3), [], RULE)).toThrow(RangeError);
  expect(() => planWork(items(3), ['Ada'], { ...RULE, overlap: 0 })).toThrow(RangeError);
  expect(() => planWork(items(3), ['Ada'], { ...RULE, gold_share: 0.9 })).toThrow(RangeError);
  expect(planWork([], ['Ada'], RULE)).toMatchObject({ assignments: [], drawn: 0 });
});
