import type { QueryClient } from '@tanstack/react-query';
import type { ItemRef, ItemState } from '../../shared/contract/grading.ts';
import { api, client } from '../client.ts';
import { openTranscript } from '../transcript/open-transcript.ts';
import { rubricQuery } from './rubric-query.ts';

/**
 * What an item needs to be painted: where its label stands, its transcript, its place in the queue. Kept until it is
 * neither in hand nor beside what is (`forgetOthers`), so that the way there and back needs no answer of the engine.
 */

/** Painted from here at once, and read anew behind it: another window may have saved meanwhile. */
export function stateQuery(confession: string) {
  return {
    ...api.labels.get.queryOptions({ input: { confession } }),
    staleTime: 0,
    gcTime: Number.POSITIVE_INFINITY,
  };
}

export function placeQuery(confession: string) {
  return {
    ...api.queue.place.queryOptions({ input: { confession } }),
    staleTime: 0,
    gcTime: Number.POSITIVE_INFINITY,
  };
}

const TRANSCRIPT = 'messages';

/** After stage 2, where there is a third: a label may be closed after two under one rubric and go on under another. */
const hasReasoning = (item: ItemState) => item.committed_stage >= 2 && item.last_stage === 3;

/** With its reasoning once that is handed over: then it is another one. */
export function transcriptQuery(confession: string, item: ItemState | undefined) {
  return {
    queryKey: [TRANSCRIPT, confession, item !== undefined && hasReasoning(item)],
    queryFn: () => openTranscript(item?.transcript_id ?? '', confession),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  };
}

/** What was fetched ahead is read anew when one comes to it; until then it need not be. */
const AHEAD_MS = 60_000;

/**
 * Where its label stands, without a right answer: that is handed over, and counts as seen, when one comes to the item.
 * Not fetched as the item's own state, because one who comes to it meanwhile must not be given this.
 */
async function stateAhead(queries: QueryClient, confession: string): Promise<ItemState> {
  const { queryKey } = stateQuery(confession);
  const known = queries.getQueryState(queryKey);
  if (known?.data !== undefined && !known.isInvalidated && Date.now() - known.dataUpdatedAt < AHEAD_MS)
    return known.data;
  const item = await client.labels.get({ confession, without_gold: true });
  // Read as it is, or changed, since it was asked for: that is the newer one.
  const now = queries.getQueryState(queryKey);
  if (now?.data !== undefined && now.dataUpdatedAt !== known?.dataUpdatedAt) return now.data;
  keepState(queries, item);
  return item;
}

/** Brings here all that an item needs. */
export async function fetchAhead(queries: QueryClient, { confession }: ItemRef): Promise<void> {
  const place = queries.prefetchQuery({ ...placeQuery(confession), staleTime: AHEAD_MS });
  const item = await stateAhead(queries, confession);
  await queries.prefetchQuery(rubricQuery(item.rubric));
  await queries.prefetchQuery(transcriptQuery(confession, item));
  await place;
}

export function knownState(queries: QueryClient, confession: string): ItemState | undefined {
  return queries.getQueryData(stateQuery(confession).queryKey);
}

export function keepState(queries: QueryClient, state: ItemState): void {
  queries.setQueryData(stateQuery(state.confession).queryKey, state);
}

/** Lets go of all items but these: a day's work does not fill the memory. */
export function forgetOthers(queries: QueryClient, kept: ReadonlySet<string>): void {
  const isOther = (key: readonly unknown[]) => {
    if (key[0] === TRANSCRIPT) return !kept.has(String(key[1]));
    const [path, { input } = {}] = key as [unknown, { input?: { confession?: string } }?];
    const isItems =
      Array.isArray(path) &&
      ((path[0] === 'labels' && path[1] === 'get') || (path[0] === 'queue' && path[1] === 'place'));
    return isItems && !kept.has(input?.confession ?? '');
  };
  queries.removeQueries({ type: 'inactive', predicate: ({ queryKey }) => isOther(queryKey) });
}
