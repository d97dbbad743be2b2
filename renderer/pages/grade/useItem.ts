import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { api } from '../../client.ts';
import {
  fetchAhead,
  forgetOthers,
  placeQuery,
  stateQuery,
  transcriptQuery,
} from '../../grading/item-queries.ts';
import { rubricQuery } from '../../grading/rubric-query.ts';

/**
 * An item: where its label stands, its transcript, its place. Of one that is not in hand, as much as was fetched ahead;
 * nothing is asked for it.
 */
export function useItem(confession: string, isInHand: boolean) {
  const state = useQuery({ ...stateQuery(confession), enabled: isInHand });
  const item = state.data;
  const enabled = isInHand && item !== undefined;
  const transcript = useQuery({
    ...transcriptQuery(confession, item),
    enabled,
    // The reasoning is on its way: until it is here, the transcript stands as it was.
    placeholderData: (before, query) => (query?.queryKey[1] === confession ? before : undefined),
  });
  const shown = useRef<string>(undefined);
  const rubric = useQuery({
    ...rubricQuery(item?.rubric ?? ''),
    enabled,
    // Another one is in force: until it is here, the form of this item stands as it was.
    placeholderData: (before) => (shown.current === confession ? before : undefined),
  });
  useEffect(() => {
    shown.current = confession;
  }, [confession]);
  const place = useQuery({ ...placeQuery(confession), enabled: isInHand });
  return {
    item,
    rubric: rubric.data,
    transcript: transcript.data,
    place: place.data,
    error: state.error ?? rubric.error ?? transcript.error,
  };
}

/**
 * While one item is read, those beside it are fetched whole, so that they are here when they are asked for. Returns
 * those that most often are: they are worth drawing ahead.
 */
export function useAhead(confession: string | undefined): readonly string[] {
  const queries = useQueryClient();
  const place = useQuery({ ...placeQuery(confession ?? ''), enabled: confession !== undefined }).data;
  // A look in the coordinator's view is recorded: nothing is looked at for somebody who has not come to it.
  const isGrader = useQuery(api.session.get.queryOptions()).data?.view === 'grader';
  useEffect(() => {
    if (confession === undefined || place === undefined) return;
    const beside = [place.next_open, place.next, place.previous].flatMap((ref) => ref ?? []);
    forgetOthers(queries, new Set([confession, ...beside.map((ref) => ref.confession)]));
    if (!isGrader) return;
    let isOver = false;
    void (async () => {
      // Who has gone on meanwhile has other ones beside.
      for (const ref of beside) if (!isOver) await fetchAhead(queries, ref);
    })().catch(() => {});
    return () => {
      isOver = true;
    };
  }, [confession, place, isGrader, queries]);
  const next = place?.next?.confession;
  const nextOpen = place?.next_open?.confession;
  return useMemo(
    () =>
      [...new Set([nextOpen, next])].flatMap((each) =>
        each === undefined || each === confession || !isGrader ? [] : [each],
      ),
    [next, nextOpen, confession, isGrader],
  );
}
