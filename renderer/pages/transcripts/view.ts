import {
  TRANSCRIPT_SORTS,
  type TranscriptFilter,
  type TranscriptSort,
} from '../../../shared/contract/transcripts.ts';
import { filterOfParams, paramsOfFilter, textOf } from '../../../shared/filter/filter-text.ts';

/** What the table shows: it lives in the URL whole, so that a view can be linked and Back leads to the one before. */
export interface View {
  filter: TranscriptFilter;
  sort: TranscriptSort;
}

/** Search parameters as the router hands them over. Written by us they are strings; typed by hand, anything. */
export type SearchParams = Record<string, unknown>;

/** The order in which transcripts came in, which is also the queue's. */
export const DEFAULT_SORT: TranscriptSort = { by: 'added', descending: false };

/** Reads a view from the URL. What cannot be understood is left out, never an error: links grow old. */
export function viewOfSearch(params: SearchParams): View {
  return { filter: filterOfParams(params).filter, sort: sortOf(textOf(params['sort'])) };
}

/** The other way round. Only what differs from the whole table is written. */
export function searchOfView({ filter, sort }: View): Record<string, string> {
  const params = paramsOfFilter(filter);
  if (sort.by !== DEFAULT_SORT.by || sort.descending !== DEFAULT_SORT.descending) {
    params['sort'] = `${sort.descending ? '-' : ''}${sort.by}`;
  }
  return params;
}

/** A click on a column's head: ascending, descending, the dataset's own order again. */
export function nextSort(sort: TranscriptSort, by: TranscriptSort['by']): TranscriptSort {
  if (sort.by !== by) return { by, descending: false };
  return sort.descending ? DEFAULT_SORT : { by, descending: true };
}

function sortOf(text: string): TranscriptSort {
  const by = TRANSCRIPT_SORTS.find((sort) => sort === text.replace(/^-/, ''));
  return by === undefined ? DEFAULT_SORT : { by, descending: text.startsWith('-') };
}
