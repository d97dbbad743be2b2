import { useQuery } from '@tanstack/react-query';
import { api } from '../../client.ts';
import { formatCount } from '../../kit/format.ts';

/** Of the dataset that is open: `In airline, item 7 of 24 is next, stage 2.` Undefined where none is open. */
export function useNextItemWords(): string | undefined {
  const dataset = useQuery(api.datasets.current.queryOptions()).data;
  const isOpen = dataset != null;
  const next = useQuery({
    ...api.queue.next.queryOptions({ input: { direction: 'next', open_only: true } }),
    enabled: isOpen,
  }).data;
  const state = useQuery({
    ...api.labels.get.queryOptions({ input: { confession: next?.confession ?? '', without_gold: true } }),
    enabled: next != null,
  }).data;
  if (!isOpen || next === undefined) return undefined;
  if (next === null) {
    return dataset.confessions === 0 ? undefined : `In ${dataset.name}, nothing is left to grade.`;
  }
  const stage =
    state === undefined || state.state === 'not_started' ? '' : `, stage ${state.committed_stage + 1}`;
  return `In ${dataset.name}, item ${formatCount(next.index + 1)} of ${formatCount(next.total)} is next${stage}.`;
}
