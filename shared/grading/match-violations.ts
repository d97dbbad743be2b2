import type { Violation } from '../domain/label.ts';
import { jaccard, overlapOf } from './spans.ts';

/** The violations of two labels of one confession, paired where they mean the same. */
export interface MatchedViolations {
  pairs: { one: Violation; other: Violation }[];
  /** Found by the first label alone, and by the second alone. */
  onlyOne: Violation[];
  onlyOther: Violation[];
}

/** 3: the same category on the same words. 2: the same category. 1: the same words under another name. */
function closeness(one: Violation, other: Violation, shared: number): 0 | 1 | 2 | 3 {
  const isSameCategory = one.category === other.category;
  if (isSameCategory) return shared > 0 ? 3 : 2;
  return shared > 0 ? 1 : 0;
}

/**
 * Pairs violations one to one, the closest first. It does not matter which label comes first: ties go to those that
 * stand at the same places.
 */
export function matchViolations(ones: readonly Violation[], others: readonly Violation[]): MatchedViolations {
  const candidates = ones.flatMap((one, i) =>
    others.flatMap((other, j) => {
      const overlap = overlapOf(one.evidence, other.evidence);
      const close = closeness(one, other, overlap.shared);
      return close === 0 ? [] : [{ one, other, close, i, j, share: jaccard(overlap) }];
    }),
  );
  candidates.sort(
    (a, b) =>
      b.close - a.close ||
      b.share - a.share ||
      a.i + a.j - (b.i + b.j) ||
      Math.abs(a.i - a.j) - Math.abs(b.i - b.j),
  );
  const taken = new Set<Violation>();
  const pairs: MatchedViolations['pairs'] = [];
  for (const { one, other } of candidates) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    pairs.push({ one, other });
  }
  const alone = (violations: readonly Violation[]) => violations.filter((violation) => !taken.has(violation));
  return { pairs, onlyOne: alone(ones), onlyOther: alone(others) };
}
