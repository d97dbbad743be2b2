import { api } from '../client.ts';

/** A version of the rubric: it never changes, so it is asked for once. */
export function rubricQuery(id: string) {
  return api.rubrics.get.queryOptions({
    input: { id },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
