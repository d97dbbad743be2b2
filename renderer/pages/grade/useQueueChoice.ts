import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { Queue, QueueChoice } from '../../../shared/contract/queue.ts';
import { api, client } from '../../client.ts';

export interface QueueControl {
  queue: Queue | undefined;
  /** Why the last choice failed. */
  problem: string | undefined;
  /** Chooses, and goes on with the first open item of it. */
  choose(choice: QueueChoice): Promise<void>;
}

/** The grader's queue, and choosing another one. */
export function useQueueChoice(): QueueControl {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const queue = useQuery(api.queue.current.queryOptions()).data;
  const choose = useCallback(
    async (choice: QueueChoice) => {
      setProblem(undefined);
      try {
        const chosen = await client.queue.choose(choice);
        queries.setQueryData(api.queue.current.queryKey(), chosen);
        // Places were those of the queue before.
        await queries.invalidateQueries({ queryKey: api.queue.key() });
        await navigate({ to: '/grade' });
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
    },
    [queries, navigate],
  );
  return { queue, problem, choose };
}
