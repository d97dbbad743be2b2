import { useEffect, useMemo, useState } from 'react';
import {
  type Arrangement,
  arrange,
  type Differences,
  differencesOf,
  type Words,
} from '../../shared/comparing/compare-confessions.ts';

/**
 * How two confessions stand side by side, at once, and what differs, a moment later: they can be read before a long
 * diff is there. Undefined while it is worked out, and where it is not wanted.
 */
export function useDifferences(
  left: Words,
  right: Words,
  isWanted: boolean,
): { arrangement: Arrangement; differences: Differences | undefined } {
  const arrangement = useMemo(() => arrange(left, right), [left, right]);
  const [found, setFound] = useState<{ of: Arrangement; differences: Differences }>();
  useEffect(() => {
    if (!isWanted || found?.of === arrangement) return;
    const timer = setTimeout(
      () => setFound({ of: arrangement, differences: differencesOf(left, right, arrangement) }),
      0,
    );
    return () => clearTimeout(timer);
  }, [isWanted, left, right, arrangement, found]);
  return { arrangement, differences: isWanted && found?.of === arrangement ? found.differences : undefined };
}
