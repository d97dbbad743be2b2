import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanDifference, nominalAlpha, numericAlpha, percentAgreement } from './krippendorff.ts';

/** Graders' rows as printed, `.` where one is missing, to what was said of each item. */
function unitsOf(...rows: string[]): number[][] {
  const said = rows.map((row) => row.split(' '));
  return (said[0] ?? []).map((_, item) =>
    said.flatMap((row) => (row[item] === undefined || row[item] === '.' ? [] : [Number(row[item])])),
  );
}

const KRIPPENDORFF_2011 = unitsOf(
  '1 2 3 3 2 1 4 1 2 . . .',
  '1 2 3 3 2 2 4 1 2 5 . 3',
  '. 3 3 3 2 3 4 2 2 5 1 .',
  '1 2 3 3 2 4 4 1 2 5 1 .',
);
const PACKAGE_SAMPLE = unitsOf(
  '. . . . . 3 4 1 2 1 1 3 3 . 3',
  '1 . 2 1 3 3 4 3 . . . . . . .',
  '. . 2 1 3 4 4 . 2 1 1 3 3 . 4',
);

/** As the definition has it, with the coincidences written out. */
function byDefinition(
  units: number[][],
  delta: (one: number, other: number, counts: Map<number, number>) => number,
) {
  const pairable = units.filter(({ length }) => length >= 2);
  const all = pairable.flat();
  const counts = new Map<number, number>();
  for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  let observed = 0;
  for (const unit of pairable)
    for (const [i, one] of unit.entries())
      for (const [j, other] of unit.entries())
        if (i !== j) observed += delta(one, other, counts) / (unit.length - 1) / all.length;
  let expected = 0;
  for (const [one, m] of counts)
    for (const [other, n] of counts)
      if (one !== other) expected += (m * n * delta(one, other, counts)) / (all.length * (all.length - 1));
  return 1 - observed / expected;
}
const DELTAS = {
  nominal: (one: number, other: number) => (one === other ? 0 : 1),
  interval: (one: number, other: number) => (one - other) ** 2,
  ordinal: (one: number, other: number, counts: Map<number, number>) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    let between = 0;
    for (const [value, count] of counts) if (value >= low && value <= high) between += count;
    return one === other ? 0 : (between - ((counts.get(one) ?? 0) + (counts.get(other) ?? 0)) / 2) ** 2;
  },
};

describe('Krippendorff’s α', () => {
  it.each([
    [KRIPPENDORFF_2011, 0.7434, 0.8154, 0.8491],
    [PACKAGE_SAMPLE, 0.6914, 0.8067, 0.8108],
  ])('has the published values', (units, nominal, ordinal, interval) => {
    expect(nominalAlpha(units).alpha).toBeCloseTo(nominal, 4);
    expect(numericAlpha(units, 'ordinal').alpha).toBeCloseTo(ordinal, 4);
    expect(numericAlpha(units, 'interval').alpha).toBeCloseTo(interval, 4);
  });

  it('counts the items that two judged, and the pairs on them', () => {
    expect(nominalAlpha(KRIPPENDORFF_2011)).toMatchObject({ items: 11, values: 40, pairs: 55 });
  });

  it('is low where nearly all values are the same, though nobody is far off', () => {
    const few = [
      ...Array.from({ length: 17 }, () => [1, 1, 1]),
      [1, 0.75, 1],
      [1, 1, 0.75],
      [0.5, 0.75, 0.75],
    ];
    expect(numericAlpha(few, 'interval').alpha).toBeCloseTo(0.601, 3);
    const spread = [...few.slice(7), ...Array.from({ length: 7 }, () => [0, 0, 0.25])];
    expect(numericAlpha(spread, 'interval').alpha).toBeCloseTo(0.945, 3);
  });

  it('has no value where nothing varies or nothing was judged twice, and says which', () => {
    expect(
      numericAlpha(
        [
          [0.1, 0.1],
          [0.1, 0.1, 0.1],
        ],
        'interval',
      ),
    ).toMatchObject({ alpha: null, reason: 'no variation' });
    expect(nominalAlpha([['yes'], [], ['no']])).toMatchObject({
      alpha: null,
      reason: 'fewer than 2 ratings',
      items: 0,
    });
    // What only one judged is no variation either.
    expect(nominalAlpha([['yes', 'yes'], ['no']])).toMatchObject({ reason: 'no variation', items: 1 });
  });

  const someUnits = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 }), { maxLength: 12 });

  it('is what the definition says, whatever the gaps', () => {
    fc.assert(
      fc.property(someUnits, (units) => {
        const found = {
          nominal: nominalAlpha(units),
          ordinal: numericAlpha(units, 'ordinal'),
          interval: numericAlpha(units, 'interval'),
        };
        for (const metric of ['nominal', 'ordinal', 'interval'] as const) {
          if (found[metric].alpha === null) continue;
          expect(found[metric].alpha).toBeCloseTo(byDefinition(units, DELTAS[metric]), 9);
        }
      }),
    );
  });

  it('does not depend on the order of items or graders, and is 1 only where all agree', () => {
    fc.assert(
      fc.property(someUnits, (units) => {
        const turned = [...units].reverse().map((unit) => [...unit].reverse());
        const { alpha } = numericAlpha(units, 'interval');
        const other = numericAlpha(turned, 'interval').alpha;
        if (alpha === null) expect(other).toBeNull();
        else expect(other).toBeCloseTo(alpha, 9);
        const agree = units.every((unit) => new Set(unit).size <= 1);
        if (alpha !== null) expect(alpha > 1 - 1e-12).toBe(agree);
      }),
    );
  });
});

it('the share of pairs that agree is averaged over items', () => {
  expect(percentAgreement(KRIPPENDORFF_2011)).toBeCloseTo(0.8182, 4);
  expect(percentAgreement([['yes']])).toBeNull();
});

it('the mean difference is that of each two graders of an item', () => {
  expect(meanDifference([[0, 1], [0.5]])).toBe(1);
  expect(meanDifference([[0.2, 0.6, 0.4]])).toBeCloseTo((0.4 + 0.2 + 0.2) / 3, 12);
  expect(meanDifference([[0.2]])).toBeNull();
});
