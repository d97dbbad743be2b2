import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { KnownGrader } from '../../../shared/contract/graders.ts';
import { api } from '../../client.ts';

/** Names added here who were given nothing yet: the dataset does not know them before. */
let added: readonly string[] = [];
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function addGrader(name: string): void {
  if (added.includes(name)) return;
  added = [...added, name];
  for (const listener of listeners) listener();
}

const NOTHING = { given: 0, submitted: 0, labels: 0, key: null };

/** Who is here, and who was added by name; undefined until it is known. */
export function useGraders(): { graders: KnownGrader[] | undefined; problem: string | undefined } {
  const known = useQuery({ ...api.graders.list.queryOptions(), staleTime: 0 });
  const names = useSyncExternalStore(subscribe, () => added);
  const graders = known.data && [
    ...known.data,
    ...names
      .filter((name) => known.data.every((each) => each.name !== name))
      .map((name) => ({ name, ...NOTHING })),
  ];
  return { graders, problem: known.error?.message };
}
