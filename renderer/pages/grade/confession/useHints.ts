import { useQuery } from '@tanstack/react-query';
import type { ItemState } from '../../../../shared/contract/grading.ts';
import type { ConfessionHints } from '../../../../shared/domain/hint.ts';
import { client } from '../../../client.ts';

const NONE: ConfessionHints = { hints: [], quotes: [] };

/**
 * What a machine can check of the confession. Asked for when it is open, and again when the reasoning is, since quotes
 * are looked for in what the grader may see. It comes when it comes: nothing waits for it.
 */
export function useHints({ confession, committed_stage: stage, released }: ItemState): ConfessionHints {
  const { data } = useQuery({
    queryKey: ['hints', confession, stage],
    queryFn: ({ signal }) => client.labels.hints({ confession }, { signal }),
    enabled: released.confession !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before, query) => (query?.queryKey[1] === confession ? before : undefined),
  });
  return data ?? NONE;
}
