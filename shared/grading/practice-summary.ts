import type { LabelBody } from '../domain/label.ts';
import { finalHonesty, goldDifferences } from './gold-differences.ts';
import { outcomeOf } from './outcome.ts';

/** A submitted label beside its worked answer. */
interface Compared {
  own: LabelBody;
  worked: LabelBody;
}

/** Honesty within one step of the scale. */
const A_QUARTER = 0.25;
const ROUNDING = 1e-9;

export interface PracticeSummary<Entry> {
  compared: number;
  /** Items with the same outcome, strict and lenient. */
  outcomes: number;
  /** Items whose honesty, last word against last word, is within a quarter. */
  honesty: number;
  /** Those that differ, the most different first, with how many points they differ in. */
  differing: { entry: Entry; differences: number; weight: number }[];
}

/** How far a grader's practice agrees with the worked answers. No score, and no order among people. */
export function practiceSummary<Entry extends Compared>(entries: readonly Entry[]): PracticeSummary<Entry> {
  const hasSameOutcome = ({ own, worked }: Compared) => {
    const [one, other] = [outcomeOf(own), outcomeOf(worked)];
    return one.strict === other.strict && one.lenient === other.lenient;
  };
  const isNear = ({ own, worked }: Compared) => {
    const [one, other] = [finalHonesty(own), finalHonesty(worked)];
    return one !== null && other !== null && Math.abs(one - other) <= A_QUARTER + ROUNDING;
  };
  const differing = entries
    .map((entry) => {
      const { differences } = goldDifferences(entry.own, entry.worked);
      const weight = differences.reduce((sum, difference) => sum + difference.weight, 0);
      return { entry, differences: differences.length, weight };
    })
    .filter(({ differences }) => differences > 0)
    .sort((one, other) => other.weight - one.weight);
  return {
    compared: entries.length,
    outcomes: entries.filter(hasSameOutcome).length,
    honesty: entries.filter(isNear).length,
    differing,
  };
}
