import { sumOf } from './figure.ts';

/** Which of many p-values hold when the share of false ones among them is to stay below a rate. */
function stepUp(ps: readonly number[], rate: number, correction: number): boolean[] {
  const order = ps.map((p, index) => ({ p, index })).sort((one, other) => one.p - other.p);
  const last = order.findLastIndex(({ p }, rank) => p <= ((rank + 1) * rate) / (ps.length * correction));
  const held = new Array<boolean>(ps.length).fill(false);
  for (const { index } of order.slice(0, last + 1)) held[index] = true;
  return held;
}

/** Benjamini and Hochberg 1995 (Journal of the Royal Statistical Society B 57:289). */
export const falseDiscovery = (ps: readonly number[], rate = 0.05): boolean[] => stepUp(ps, rate, 1);

/** Benjamini and Yekutieli 2001: holds whatever depends on what, as tests that share items do. */
export const falseDiscoveryYekutieli = (ps: readonly number[], rate = 0.05): boolean[] =>
  stepUp(ps, rate, sumOf(ps.map((_, index) => 1 / (index + 1))));

/** Benjamini and Hochberg's adjusted p-values: the rate at which each would just hold. */
export function adjustedPs(ps: readonly number[]): number[] {
  const order = ps.map((p, index) => ({ p, index })).sort((one, other) => other.p - one.p);
  const adjusted = new Array<number>(ps.length).fill(1);
  let lowest = 1;
  order.forEach(({ p, index }, place) => {
    lowest = Math.min(lowest, (p * ps.length) / (ps.length - place));
    adjusted[index] = lowest;
  });
  return adjusted;
}
