import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { DoneItem } from '../../../shared/contract/history.ts';
import type { LabelState } from '../../../shared/domain/vocabulary.ts';
import { api, client } from '../../client.ts';
import { keepState } from '../../grading/item-queries.ts';
import { historyRows } from './history-rows.ts';

const PAGE = 200;

export interface HistoryFilter {
  state: LabelState | 'all';
  search: string;
}

/** What this grader did, page by page as it comes near, and taking an item back. */
export function useHistory({ state, search }: HistoryFilter) {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const list = useInfiniteQuery({
    queryKey: [...api.history.key(), 'pages', state, search],
    queryFn: ({ pageParam }) =>
      client.history.list({
        limit: PAGE,
        ...(pageParam !== null && { after: pageParam }),
        ...(state !== 'all' && { states: [state] }),
        ...(search !== '' && { search }),
      }),
    initialPageParam: null as { at: string; confession: string } | null,
    getNextPageParam: (page) => page.after,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const pages = list.data?.pages;
  const rows = useMemo(
    () =>
      historyRows(
        pages?.flatMap(({ items }) => items) ?? [],
        // A day that two pages touch is told by both alike.
        pages?.flatMap(({ days }) => days) ?? [],
      ),
    [pages],
  );
  return {
    rows,
    isHere: pages !== undefined,
    error: problem ?? list.error?.message,
    retry: () => void list.refetch(),
    /** Sees to it that what is older comes, where there is more. */
    fetchOlder: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
    takeBack: async ({ confession }: DoneItem) => {
      setProblem(undefined);
      try {
        keepState(queries, await client.labels.undo({ confession }));
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
      }
      void queries.invalidateQueries({ queryKey: api.queue.key() });
      void queries.invalidateQueries({ queryKey: api.transcripts.list.key() });
      await queries.invalidateQueries({ queryKey: api.history.key() });
    },
  };
}
