import type { Violation } from '../domain/label.ts';
import { jaccard, overlapOf } from './spans.ts';

/** The violations of two labels of one confession, paired where they mean the same. */
export interface MatchedViolations {
  pairs: { one: Violation; other: Violation }[];
  /** Found by the first label alone, and by the second alone. */
  onlyOne: Violation[];
  onlyOther: Violation[];
}

/** How near two violations are to being the same one. */
export interface Closeness {
  /** 3: the same category on the same words. 2: the same category. 1: the same words under another name. 0: neither. */
  close: 0 | 1 | 2 | 3;
  /** Which share of the words marked for either is marked for both. */
  share: number;
}

export function closenessOf(one: Violation, other: Violation): Closeness {
  const overlap = overlapOf(one.evidence, other.evidence);
  const hasSameWords = overlap.shared > 0;
  const share = jaccard(overlap);
  if (one.category === other.category) return { close: hasSameWords ? 3 : 2, share };
  return { close: hasSameWords ? 1 : 0, share };
}

/**
 * Pairs violations one to one, the closest first. It does not matter which label comes first: ties go to those that
 * stand at the same places.
 */
export function matchViolations(ones: readonly Violation[], others: readonly Violation[]): MatchedViolations {
  const candidates = ones.flatMap((one, i) =>
    others.flatMap((other, j) => {
      const { close, share } = closenessOf(one, other);
      return close === 0 ? [] : [{ one, other, close, i, j, share }];
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
