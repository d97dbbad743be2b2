import { at, type Measured, measured, NO_VARIATION, sumOf, tooFew } from './figure.ts';

/**
 * Krippendorff's α for unitising: how far graders agree on which stretches of a text they mark, and as what
 * (Krippendorff 1995, Sociological Methodology 25:47; 2004, Content Analysis, 251-256). For one text that all graded it
 * is his α_U. Over several texts and with gaps we count the same sums per length that was graded: S_o over the lengths
 * that two graders share, S_e over the length that all graded together. A stretch cannot lie across two texts, so what
 * is unmarked ends with its text.
 */

export interface Unit {
  /** From here, in UTF-16 units of the text. */
  start: number;
  /** Up to here, not included. */
  end: number;
  category: string;
}

export interface UnitisedText {
  length: number;
  /** By grader, in the same order in each text; null: did not grade it. */
  graders: readonly (readonly Unit[] | null)[];
}

export interface CategoryDisagreement {
  category: string;
  observed: number;
  expected: number;
  alpha: Measured;
}

export interface UnitisingAlpha {
  /** 1 − Σ D_o/Σ D_e over categories. */
  alpha: Measured;
  categories: CategoryDisagreement[];
}

interface Section {
  start: number;
  length: number;
  isUnit: boolean;
}

/** The text as this grader cut it, for one category: units, and gaps between them. Units that overlap are one. */
function sectionsOf(units: readonly Unit[], category: string, length: number): Section[] {
  const joined: { start: number; end: number }[] = [];
  const own = units.filter((unit) => unit.category === category && unit.end > unit.start);
  for (const { start, end } of own.sort((one, other) => one.start - other.start)) {
    if (start < 0 || end > length)
      throw new RangeError(`${start} to ${end} is not within a text of ${length}`);
    const last = joined.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  const sections: Section[] = [];
  let place = 0;
  for (const { start, end } of joined) {
    if (start > place) sections.push({ start: place, length: start - place, isUnit: false });
    sections.push({ start, length: end - start, isUnit: true });
    place = end;
  }
  if (place < length) sections.push({ start: place, length: length - place, isUnit: false });
  return sections;
}

/** Krippendorff's δ² of two sections: where units overlap, how far apart their ends are; a unit within a gap, its length. */
function squaredDifference(one: Section, other: Section): number {
  const begin = one.start - other.start;
  const end = begin + one.length - other.length;
  if (one.isUnit && other.isUnit) return begin * begin + end * end;
  if (one.isUnit && begin >= 0 && end <= 0) return one.length ** 2;
  if (other.isUnit && begin <= 0 && end >= 0) return other.length ** 2;
  return 0;
}

function observedBetween(one: readonly Section[], other: readonly Section[]): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    const first = at(one, i);
    const second = at(other, j);
    sum += squaredDifference(first, second);
    const ends = first.start + first.length - (second.start + second.length);
    if (ends <= 0) i += 1;
    if (ends >= 0) j += 1;
  }
  return sum;
}

/** S_e: what the units would disagree if they lay anywhere: against each other, and within the gaps that hold them. */
function expectedAmong(sections: readonly Section[]): { sum: number; within: number } {
  const units = sections.filter(({ isUnit }) => isUnit).map(({ length }) => length);
  const gaps = sections.filter(({ isUnit }) => !isUnit).map(({ length }) => length);
  gaps.sort((one, other) => other - one);
  units.sort((one, other) => other - one);
  let sum = 0;
  let held = 0;
  let room = 0;
  for (const length of units) {
    for (; held < gaps.length && at(gaps, held) >= length; held += 1) room += at(gaps, held);
    sum += ((units.length - 1) / 3) * (2 * length ** 3 - 3 * length ** 2 + length);
    sum += length ** 2 * (room - held * (length - 1));
  }
  return { sum, within: sumOf(units.map((length) => length * (length - 1))) };
}

function disagreementOf(
  texts: readonly UnitisedText[],
  category: string,
): [observed: number, expected: number] {
  const all: Section[] = [];
  let observed = 0;
  let shared = 0;
  let graded = 0;
  for (const { length, graders } of texts) {
    const cut = graders.filter((units) => units !== null).map((units) => sectionsOf(units, category, length));
    graded += cut.length * length;
    shared += cut.length * (cut.length - 1) * length;
    cut.forEach((sections, index) => {
      all.push(...sections);
      for (const others of cut.slice(index + 1)) observed += 2 * observedBetween(sections, others);
    });
  }
  const { sum, within } = expectedAmong(all);
  return [observed / shared, (2 * sum) / (graded * (graded - 1) - within)];
}

const alphaOf = (observed: number, expected: number): Measured =>
  expected > 0 ? measured(1 - observed / expected) : NO_VARIATION;

/**
 * α by category and over all of them. Disagreements are per unit of length (Krippendorff's D times the length of the
 * text). Texts that fewer than two graded say nothing of agreement and are left out.
 */
export function unitisingAlpha(texts: readonly UnitisedText[]): UnitisingAlpha {
  const graded = texts.filter(
    ({ length, graders }) => length > 0 && graders.filter((units) => units !== null).length > 1,
  );
  if (graded.length === 0) return { alpha: tooFew('items rated twice', 0, 1), categories: [] };
  const names = new Set(
    graded.flatMap(({ graders }) =>
      graders.flatMap((units) => (units ?? []).map(({ category }) => category)),
    ),
  );
  const categories = [...names].sort().map((category) => {
    const [observed, expected] = disagreementOf(graded, category);
    return { category, observed, expected, alpha: alphaOf(observed, expected) };
  });
  return {
    alpha: alphaOf(
      sumOf(categories.map(({ observed }) => observed)),
      sumOf(categories.map(({ expected }) => expected)),
    ),
    categories,
  };
}
