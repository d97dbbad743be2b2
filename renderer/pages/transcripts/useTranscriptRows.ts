import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import { api } from '../../client.ts';
import type { View } from './view.ts';

/** Rows asked for at once. */
export const PAGE_ROWS = 100;

interface Page {
  rows: TranscriptRow[];
  total: number;
}

export interface TranscriptRows {
  /** How many match; undefined until it is known. */
  total: number | undefined;
  rowAt(index: number): TranscriptRow | null;
  /** Says which rows are in view, so that their pages come. */
  show(first: number, last: number): void;
  /** The rows of the view before are still shown, because those of this one are on the way. */
  isStale: boolean;
  error: Error | null;
  retry(): void;
}

/**
 * The rows of a view in pages of 100, those in view only. The first page stays, for it says how many there are; while
 * a changed view loads, the one before stays in sight.
 */
export function useTranscriptRows({ filter, sort }: View): TranscriptRows {
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const page = (number: number) => ({
    ...api.transcripts.list.queryOptions({
      input: { filter, sort, offset: number * PAGE_ROWS, limit: PAGE_ROWS },
    }),
  });
  const first = useQuery({ ...page(0), placeholderData: keepPreviousData });
  const numbers = useMemo(() => {
    const from = Math.max(1, shown.first);
    return Array.from({ length: Math.max(0, shown.last - from + 1) }, (_, index) => from + index);
  }, [shown]);
  const combine = useCallback(
    (results: UseQueryResult<Page>[]) => ({
      pages: new Map(results.map((result, index) => [numbers[index], result.data])),
      error: results.find((result) => result.error !== null)?.error ?? null,
      retry: () => {
        for (const result of results) if (result.error !== null) void result.refetch();
      },
    }),
    [numbers],
  );
  const others = useQueries({ queries: numbers.map(page), combine });
  const firstRows = first.data;

  const rowAt = useCallback(
    (index: number) => {
      const number = Math.floor(index / PAGE_ROWS);
      const rows = number === 0 ? firstRows : others.pages.get(number);
      return rows?.rows[index % PAGE_ROWS] ?? null;
    },
    [firstRows, others.pages],
  );
  const show = useCallback((from: number, to: number) => {
    const next = { first: Math.floor(from / PAGE_ROWS), last: Math.floor(to / PAGE_ROWS) };
    setShown((before) => (before.first === next.first && before.last === next.last ? before : next));
  }, []);
  return {
    total: firstRows?.total,
    rowAt,
    show,
    isStale: first.isPlaceholderData,
    error: first.error ?? others.error,
    retry: () => {
      if (first.error !== null) void first.refetch();
      others.retry();
    },
  };
}
