import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Queue, QueueChoice } from '../../shared/contract/queue.ts';
import { api, client } from '../client.ts';

export interface QueueControl {
  queue: Queue | undefined;
  /** Why the last choice failed. */
  problem: string | undefined;
  /** Chooses, and goes on with the first open item of it. */
  choose(choice: QueueChoice): Promise<void>;
}

/** Takes another queue: places that were fetched ahead are those of the one before. */
export async function takeQueue(queries: QueryClient, queue: Queue): Promise<void> {
  queries.setQueryData(api.queue.current.queryKey(), queue);
  queries.removeQueries({ queryKey: api.queue.place.key(), type: 'inactive' });
  await queries.invalidateQueries({ queryKey: api.queue.key() });
}

/** The grader's queue, and choosing another one. `beforeLeaving` saves the item in hand: it will be left. */
export function useQueueChoice(beforeLeaving?: () => Promise<void>): QueueControl {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const queue = useQuery(api.queue.current.queryOptions()).data;
  const choose = useCallback(
    async (choice: QueueChoice) => {
      setProblem(undefined);
      try {
        await beforeLeaving?.();
        await takeQueue(queries, await client.queue.choose(choice));
        await navigate({ to: '/grade' });
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    },
    [queries, navigate, beforeLeaving],
  );
  return { queue, problem, choose };
}
