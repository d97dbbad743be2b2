import type { QueryClient } from '@tanstack/react-query';

/**
 * What was submitted, skipped or flagged last in this window: where undo leads from an item that nothing was done to.
 * Kept with the answers of the engine, so that it goes when another dataset is opened or another grader comes.
 */
function keyOf(kind: 'item' | 'pair') {
  return ['sent last', kind];
}

export function lastSent<Ref>(queries: QueryClient, kind: 'item' | 'pair'): Ref | undefined {
  return queries.getQueryData<Ref>(keyOf(kind));
}

export function keepLastSent<Ref>(queries: QueryClient, kind: 'item' | 'pair', ref: Ref): void {
  queries.setQueryDefaults(keyOf(kind), { gcTime: Number.POSITIVE_INFINITY });
  queries.setQueryData(keyOf(kind), ref);
}

export function forgetLastSent(queries: QueryClient, kind: 'item' | 'pair'): void {
  queries.removeQueries({ queryKey: keyOf(kind) });
}
