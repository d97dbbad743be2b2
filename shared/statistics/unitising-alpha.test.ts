import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberOf } from './figure.ts';
import { type Unit, type UnitisedText, unitisingAlpha } from './unitising-alpha.ts';

const unit = (start: number, length: number, category: string): Unit => ({
  start,
  end: start + length,
  category,
});

/** Krippendorff 2004, page 254: two observers, a continuum from 150 to 450. Other implementations test against it too. */
const PAGE_254: UnitisedText = {
  length: 300,
  graders: [
    [unit(75, 70, 'c'), unit(220, 30, 'c'), unit(30, 60, 'k'), unit(150, 50, 'k')],
    [unit(70, 80, 'c'), unit(205, 20, 'c'), unit(250, 20, 'c'), unit(30, 60, 'k'), unit(150, 50, 'k')],
  ],
};

test('the example of Krippendorff 2004 has its printed disagreements and α', () => {
  const { alpha, categories } = unitisingAlpha([PAGE_254]);
  const [c, k] = categories;
  expect((c?.observed ?? 0) / 300).toBeCloseTo(0.0144, 4);
  expect((c?.expected ?? 0) / 300).toBeCloseTo(0.0532, 4);
  expect(c && numberOf(c.alpha)).toBeCloseTo(0.7286, 4);
  expect((k?.expected ?? 0) / 300).toBeCloseTo(0.049, 4);
  expect(k && numberOf(k.alpha)).toBe(1);
  // Printed from the rounded disagreements: 1 - 0.0144/(0.0532 + 0.0490).
  expect(Math.abs((numberOf(alpha) ?? 0) - 0.8591)).toBeLessThan(0.0005);
});

test('a grader who did not grade the text changes nothing', () => {
  const withGap = { ...PAGE_254, graders: [...PAGE_254.graders, null] };
  expect(unitisingAlpha([withGap, { length: 50, graders: [null, [unit(0, 9, 'c')], null] }])).toEqual(
    unitisingAlpha([PAGE_254]),
  );
});

test('nothing marked is no variation, one grader is too few', () => {
  expect(unitisingAlpha([{ length: 10, graders: [[], []] }]).alpha).toEqual({ kind: 'no_variation' });
  expect(unitisingAlpha([{ length: 10, graders: [[unit(0, 2, 'c')]] }]).alpha).toMatchObject({
    kind: 'too_few',
    of: 'items rated twice',
  });
});

test('marking the same words in opposite texts is below chance', () => {
  const texts = [
    { length: 100, graders: [[unit(10, 40, 'c')], []] },
    { length: 100, graders: [[], [unit(10, 40, 'c')]] },
  ];
  expect(numberOf(unitisingAlpha(texts).alpha)).toBeLessThan(0);
});

test('a mark outside its text is refused', () => {
  expect(() => unitisingAlpha([{ length: 5, graders: [[unit(0, 6, 'c')], []] }])).toThrow('not within');
});

const marks = fc.array(
  fc
    .tuple(fc.nat(80), fc.integer({ min: 1, max: 20 }), fc.constantFrom('c', 'k'))
    .map(([start, length, category]) => unit(start, length, category)),
  { maxLength: 4 },
);
const text = fc
  .array(fc.option(marks, { freq: 4 }), { minLength: 3, maxLength: 3 })
  .map((graders): UnitisedText => ({ length: 100, graders }));

test('α is at most 1, finite, and does not depend on the order of graders, texts or marks', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
      const { alpha } = unitisingAlpha(texts);
      const turned = texts.toReversed().map(({ length, graders }) => ({
        length,
        graders: graders.map((each) => each?.toReversed() ?? null).reverse(),
      }));
      const other = unitisingAlpha(turned).alpha;
      expect(other.kind).toBe(alpha.kind);
      if (alpha.kind !== 'value') return;
      expect(Number.isFinite(alpha.value)).toBe(true);
      expect(alpha.value).toBeLessThanOrEqual(1);
      expect(numberOf(other)).toBeCloseTo(alpha.value, 9);
    }),
  );
});

test('graders who mark the very same stretches have an α of 1', () => {
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1, maxLength: 4 }), (lists) => {
      const { alpha } = unitisingAlpha(lists.map((list) => ({ length: 120, graders: [list, list, list] })));
      if (alpha.kind === 'value') expect(alpha.value).toBe(1);
    }),
  );
});

/** As the definition has it for one text: every section against every section, every gap for every unit. */
function byDefinition(length: number, graders: Unit[][]): number | null {
  const cut = graders.map((units) => {
    const isMarked = (place: number) => units.findIndex(({ start, end }) => start <= place && place < end);
    const sections: { start: number; length: number; isUnit: boolean }[] = [];
    for (let place = 0; place < length; place += 1) {
      const last = sections.at(-1);
      if (last !== undefined && isMarked(place) === isMarked(place - 1)) last.length += 1;
      else sections.push({ start: place, length: 1, isUnit: isMarked(place) >= 0 });
    }
    return sections;
  });
  let observed = 0;
  cut.forEach((ones, i) => {
    cut.forEach((others, j) => {
      if (i === j) return;
      for (const one of ones)
        for (const other of others) {
          const [b, l] = [one.start - other.start, one.length - other.length];
          if (one.isUnit && other.isUnit && -one.length < b && b < other.length)
            observed += b ** 2 + (b + l) ** 2;
          else if (one.isUnit && !other.isUnit && -l >= b && b >= 0) observed += one.length ** 2;
          else if (!one.isUnit && other.isUnit && -l <= b && b <= 0) observed += other.length ** 2;
        }
    });
  });
  const m = graders.length;
  const units = cut.flat().filter(({ isUnit }) => isUnit);
  const gaps = cut.flat().filter(({ isUnit }) => !isUnit);
  let expected = 0;
  for (const { length: l } of units) {
    expected += ((units.length - 1) / 3) * (2 * l ** 3 - 3 * l ** 2 + l);
    for (const gap of gaps) if (gap.length >= l) expected += l ** 2 * (gap.length - l + 1);
  }
  if (expected === 0) return null;
  const within = units.reduce((sum, { length: l }) => sum + l * (l - 1), 0);
  const share = ((2 / length) * expected) / (m * length * (m * length - 1) - within);
  return 1 - observed / (m * (m - 1) * length ** 2) / share;
}

test('for one text and one category α is what its definition says', () => {
  // Marks of one grader keep apart: those that overlap are one, and those that touch would be one by place.
  const apart = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 })), { maxLength: 4 })
    .map((steps) => {
      let place = 0;
      return steps.map(([gap, length]) => {
        const start = place + gap;
        place = start + length;
        return unit(start, length, 'c');
      });
    });
  fc.assert(
    fc.property(fc.array(apart, { minLength: 2, maxLength: 4 }), (graders) => {
      const found = numberOf(unitisingAlpha([{ length: 70, graders }]).alpha);
      const expected = byDefinition(70, graders);
      if (expected === null || found === null) expect(found).toBe(expected);
      else expect(found).toBeCloseTo(expected, 9);
    }),
  );
});
