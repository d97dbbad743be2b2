import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, client } from '../../client.ts';

/** Datasets opened before, the newest first. */
export function useRecentDatasets() {
  const queries = useQueryClient();
  return useQuery({
    queryKey: api.datasets.recent.queryKey(),
    queryFn: async () => {
      // The list tells what a dataset held when it was last looked at: look at the open one first.
      const current = await client.datasets.current();
      queries.setQueryData(api.datasets.current.queryKey(), current);
      return client.datasets.recent();
    },
    staleTime: 0,
  });
}

/** Takes a dataset off the list; the file stays where it is. */
export function useForget() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (path: string) => client.datasets.forget({ path }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.datasets.recent.queryKey() }),
  });
}
