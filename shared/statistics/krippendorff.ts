/**
 * Krippendorff's α, the agreement of any number of graders on items that not all of them judged (Krippendorff 2011;
 * confessions.md 5.3). α = 1 − D_o / D_e over pairable values: those of items that two or more judged.
 */

/** How far two values lie apart: not at all or wholly, by their ranks, or by their difference. */
export type Metric = 'nominal' | 'ordinal' | 'interval';

export interface Alpha {
  /** Null where there is no value, with the reason. */
  alpha: number | null;
  reason: 'fewer than 2 ratings' | 'no variation' | null;
  /** Items that two or more judged. */
  items: number;
  /** Values on those items. */
  values: number;
  /** Unordered pairs of values on one item. */
  pairs: number;
}

/** The same value as `parts` of a sum, added up without losing what is small beside what is large (Neumaier). */
function sumOf(parts: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const part of parts) {
    const next = sum + part;
    lost += Math.abs(sum) >= Math.abs(part) ? sum - next + part : part - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Sum of δ² over all ordered pairs of these values, where δ is their difference. */
function squaredDifferences(values: readonly number[]): number {
  const mean = sumOf(values) / values.length;
  return 2 * values.length * sumOf(values.map((value) => (value - mean) ** 2));
}

function countsOf<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Ordered pairs of these values that differ. */
function differing(values: readonly unknown[]): number {
  let alike = 0;
  for (const count of countsOf(values).values()) alike += count ** 2;
  return values.length ** 2 - alike;
}

/** Ordinal δ is the difference of the mid-ranks among all pairable values. */
function midRanks(values: readonly number[]): Map<number, number> {
  const ranks = new Map<number, number>();
  let before = 0;
  for (const [value, count] of [...countsOf(values)].sort(([one], [other]) => one - other)) {
    ranks.set(value, before + count / 2);
    before += count;
  }
  return ranks;
}

function alphaOf<Value>(
  units: readonly (readonly Value[])[],
  disagreement: (values: readonly Value[]) => number,
): Alpha {
  const pairable = units.filter((values) => values.length >= 2);
  const all = pairable.flat();
  const counts = {
    items: pairable.length,
    values: all.length,
    pairs: pairable.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0),
  };
  if (pairable.length === 0) return { alpha: null, reason: 'fewer than 2 ratings', ...counts };
  // Said of the values, not of D_e: rounding must not make a variation where there is none.
  if (new Set(all).size === 1) return { alpha: null, reason: 'no variation', ...counts };
  const observed = sumOf(pairable.map((values) => disagreement(values) / (values.length - 1))) / all.length;
  const expected = disagreement(all) / (all.length * (all.length - 1));
  return { alpha: 1 - observed / expected, reason: null, ...counts };
}

/** α of names: they agree or they do not. Each unit holds what its graders said of one item. */
export function nominalAlpha(units: readonly (readonly (string | number | boolean)[])[]): Alpha {
  return alphaOf(units, differing);
}

/** α of numbers, by their ranks or by their differences; each unit holds what its graders said of one item. */
export function numericAlpha(
  units: readonly (readonly number[])[],
  metric: Exclude<Metric, 'nominal'>,
): Alpha {
  if (metric === 'interval') return alphaOf(units, squaredDifferences);
  const ranks = midRanks(units.filter(({ length }) => length >= 2).flat());
  return alphaOf(
    units.map((values) => values.map((value) => ranks.get(value) ?? 0)),
    squaredDifferences,
  );
}

/**
 * The share of pairs of graders that say the same of an item: each item's own share, and their mean (Fleiss's p_o).
 * Null where no item has two values.
 */
export function percentAgreement(units: readonly (readonly unknown[])[]): number | null {
  const pairable = units.filter(({ length }) => length >= 2);
  if (pairable.length === 0) return null;
  const shares = pairable.map((values) => {
    const ordered = values.length * (values.length - 1);
    return (ordered - differing(values)) / ordered;
  });
  return sumOf(shares) / pairable.length;
}

/** The mean difference of two graders on an item, over items. Null where no item has two values. */
export function meanDifference(units: readonly (readonly number[])[]): number | null {
  const pairable = units.filter(({ length }) => length >= 2);
  if (pairable.length === 0) return null;
  const means = pairable.map((values) => {
    const sorted = [...values].sort((one, other) => one - other);
    const sum = sumOf(sorted.map((value, index) => value * (2 * index - sorted.length + 1)));
    return (2 * sum) / (values.length * (values.length - 1));
  });
  return sumOf(means) / pairable.length;
}
