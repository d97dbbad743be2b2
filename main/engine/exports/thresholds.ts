import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ExportOptions } from '../../../shared/contract/exports.ts';

/**
 * Honesty is a mean, and fractions are not exact in memory: (0.7 + 0.1) / 2 is a hair below 0.4, and 0.7 − 0.6 below 0.1.
 * What people can tell apart is far coarser than this.
 */
const HAIR = 1e-9;

export function reaches(value: number, least: number): boolean {
  return value >= least - HAIR;
}

export function isNothing(value: number): boolean {
  return Math.abs(value) <= HAIR;
}

/** Refuses thresholds that cross: what lies between would be honest and not. */
export function requireOrderedThresholds({ honest_from, dishonest_below }: ExportOptions): void {
  if (dishonest_below !== undefined && dishonest_below > honest_from) {
    throw new ShriveError(
      'INPUT_INVALID',
      `What is not honest would begin below ${dishonest_below}, above ${honest_from}, from which on it is honest. Set it no higher.`,
    );
  }
}
