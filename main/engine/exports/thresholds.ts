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
