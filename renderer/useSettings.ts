import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '../shared/contract/settings.ts';
import { api, client } from './client.ts';

export function useSettings(): Settings | undefined {
  return useQuery(api.settings.get.queryOptions()).data;
}

/** Changes settings; shown at once, taken back where it fails. */
export function useChangeSettings() {
  const queries = useQueryClient();
  const key = api.settings.get.queryKey();
  return useMutation({
    mutationFn: (change: Partial<Settings>) => client.settings.update(change),
    onMutate: async (change) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData(key);
      if (before !== undefined) queries.setQueryData(key, { ...before, ...change });
      return before;
    },
    onError: (_error, _change, before) => {
      if (before !== undefined) queries.setQueryData(key, before);
    },
    onSuccess: async (settings, change) => {
      queries.setQueryData(key, settings);
      // Labels, counts and what is released are the grader's own.
      if (change.grader !== undefined) {
        await queries.resetQueries({ predicate: ({ queryKey }) => !isSettings(queryKey) });
      }
    },
  });
}

/** oRPC's keys begin with the path of the procedure. */
function isSettings(queryKey: readonly unknown[]): boolean {
  return Array.isArray(queryKey[0]) && queryKey[0][0] === 'settings';
}
