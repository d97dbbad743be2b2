import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { DatasetInfo } from '../../../shared/contract/datasets.ts';
import type { RubricEntry } from '../../../shared/contract/rubrics.ts';
import { RubricBody } from '../../../shared/domain/rubric.ts';
import { api, client } from '../../client.ts';
import { draftOf, isSame } from './draft.ts';
import type { SavedIds } from './draft-changes.ts';
import { problemsOf } from './problems.ts';
import { deskOf } from './rubric-desk.ts';

export type Entry = (typeof RubricEntry)['_output'];

/** Older versions are looked through for one that is the same as the draft; more than any project makes. */
const MOST_VERSIONS = 30;

/** The draft of the dataset, what the engine has, and what follows from both. Undefined until both are there. */
export function useRubric(dataset: DatasetInfo) {
  const queries = useQueryClient();
  const desk = deskOf(dataset.id);
  const inForce = useQuery(api.rubrics.get.queryOptions({ input: {} }));
  const versions = useQuery(api.rubrics.list.queryOptions());
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  useEffect(() => {
    if (inForce.data !== undefined) void desk.begin(inForce.data);
  }, [desk, inForce.data]);

  const entries = useMemo(() => versions.data ?? [], [versions.data]);
  const bodies = useQueries({
    queries: entries.slice(0, MOST_VERSIONS).map(({ id }) => ({
      ...api.rubrics.get.queryOptions({ input: { id } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const body = state?.steps.now.body;
  const problems = useMemo(() => (body === undefined ? [] : problemsOf(body)), [body]);
  const base = state?.base.body;
  const saved = useMemo<SavedIds>(
    () => ({
      questions: new Set(base?.questions.map(({ id }) => id)),
      categories: new Set(base?.categories.map(({ id }) => id)),
    }),
    [base],
  );
  const same = bodies.find(
    ({ data }) => body !== undefined && data !== undefined && isSame(body, draftOf(data)),
  );
  return {
    desk,
    state,
    inForce: inForce.data,
    entries,
    problems,
    saved,
    /** A version that says the same as the draft: saving puts it in force again. */
    sameAs: same?.data?.id,
    failure: inForce.error ?? versions.error,
    retry: () => void queries.invalidateQueries({ queryKey: api.rubrics.key() }),
    /** Saves the draft on top of `basedOn`, and gives what is in force then. Throws what the engine refuses. */
    save: async (basedOn: string) => {
      const sent = desk.state()?.steps.now;
      if (sent === undefined) return undefined;
      const rubric = await client.rubrics.save({ rubric: RubricBody.parse(sent.body), based_on: basedOn });
      desk.settle(rubric, sent);
      queries.setQueryData(api.rubrics.get.queryKey({ input: {} }), rubric);
      await Promise.all(
        [api.rubrics.key(), api.labels.key(), api.queue.key(), api.datasets.current.queryKey()].map(
          (queryKey) => queries.invalidateQueries({ queryKey }),
        ),
      );
      return rubric;
    },
  };
}
export type UsedRubric = ReturnType<typeof useRubric>;
