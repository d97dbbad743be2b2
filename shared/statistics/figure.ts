/**
 * What a figure is before it is shown: a value, or why there is none. A number from too few items says so instead of
 * looking precise (confessions.md 5, first paragraph, and 5.6 to 5.10 for the limits).
 */

/** What there can be too few of. */
export type Counted =
  | 'items'
  | 'families'
  | 'items rated twice'
  | 'complete items'
  | 'labels'
  | 'graders'
  | 'outcomes'
  | 'planted items'
  | 'repeated items'
  | 'pairs'
  | 'periods'
  | 'draws'
  | 'scores';

/** There is less than the figure needs. */
export interface TooFew {
  kind: 'too_few';
  of: Counted;
  has: number;
  needs: number;
}

/** All is alike, so that nothing can be said of agreement, association or chance. */
export interface NoVariation {
  kind: 'no_variation';
}

export type NoValue = TooFew | NoVariation;

export interface Value<T = number> {
  kind: 'value';
  value: T;
}

/** A value, or the reason why there is none. Never NaN, never infinite. */
export type Measured<T = number> = Value<T> | NoValue;

/** Both ends belong to it. */
export interface Interval {
  low: number;
  high: number;
}

/** Limits of the research. Below them there is no number, or not this one. */
export const NEEDS = {
  /** Families of items under an interval by bootstrap (5.6). */
  interval: 10,
  /** Outcomes under a calibration curve; below, the Brier score stands alone (5.8). */
  calibration: 50,
  /** Items of a grader before Dawid and Skene say more than the majority (5.9). */
  dawidSkene: 20,
  /** Labels of a grader before the decoupling audit says anything (5.10). */
  decoupling: 100,
  /** Graders on an item before the residual can say whose bias it is (5.10). */
  residualGraders: 3,
  /** Planted lies, and as many honest ones, before graders are ranked by d′ (5.7). */
  ranking: 50,
  /** Items before a judge can be said to stand in for a grader (5.9, alternative annotator test). */
  standIn: 50,
} as const;

export const measured = <T>(value: T): Value<T> => ({ kind: 'value', value });

export const tooFew = (of: Counted, has: number, needs: number): TooFew => ({
  kind: 'too_few',
  of,
  has,
  needs,
});

export const NO_VARIATION: NoVariation = { kind: 'no_variation' };

/** The number where there is one, for arithmetic that has its own way with a missing one. */
export function numberOf<T>(figure: Measured<T>): T | null {
  return figure.kind === 'value' ? figure.value : null;
}

/** Why there is no value, as a report prints it. */
export function noValueWords(reason: NoValue): string {
  if (reason.kind === 'no_variation') return 'no variation';
  return `too few ${reason.of}: ${reason.has} of at least ${reason.needs}`;
}

/** What can be read of a list whose length is known; a place outside it is a mistake of ours. */
export function at<T>(list: { readonly [index: number]: T }, index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is nothing at ${index}`);
  return found;
}

export function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

export const meanOf = (numbers: readonly number[]): number => sumOf(numbers) / numbers.length;
