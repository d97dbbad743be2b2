import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ItemState } from '../../../../shared/contract/grading.ts';
import type { ConfessionHints } from '../../../../shared/domain/hint.ts';
import { contradictionHints } from '../../../../shared/grading/hints.ts';
import { client } from '../../../client.ts';

export interface MachineHints extends ConfessionHints {
  /** The rest could not be looked for: what is here is not all. */
  isPartial: boolean;
  retry(): void;
}

/**
 * What a machine can check of the confession. Asked for when it is open, and again when the reasoning is, since quotes
 * are looked for in what the grader may see. It comes when it comes: nothing waits for it, and where the report
 * disagrees with itself is shown at once, so that little moves when the rest is there.
 */
export function useHints({ confession, committed_stage: stage, released }: ItemState): MachineHints {
  const { data, isError, refetch } = useQuery({
    queryKey: ['hints', confession, stage],
    queryFn: ({ signal }) => client.labels.hints({ confession }, { signal }),
    enabled: released.confession !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before, query) => (query?.queryKey[1] === confession ? before : undefined),
  });
  const { confession: said } = released;
  const atOnce = useMemo(
    () => ({ hints: said === null ? [] : contradictionHints(said), quotes: [] }),
    [said],
  );
  return useMemo(
    () => ({
      ...(data ?? atOnce),
      isPartial: data === undefined && isError,
      retry: () => void refetch(),
    }),
    [data, atOnce, isError, refetch],
  );
}
