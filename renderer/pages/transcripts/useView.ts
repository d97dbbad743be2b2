import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type SearchParams, searchOfView, type View, viewOfSearch } from './view.ts';

/** The view in the URL, and how to change it. Each change is a step that Back goes over, but for single letters. */
export function useView(): [View, (view: View, step?: 'new' | 'same') => void] {
  const params = useSearch({ strict: false }) as SearchParams;
  // The same words are the same view: what hangs on it is not drawn, asked or scrolled again.
  const written = JSON.stringify(searchOfView(viewOfSearch(params)));
  const view = useMemo(() => viewOfSearch(JSON.parse(written) as SearchParams), [written]);
  const navigate = useNavigate();
  const change = useCallback(
    (next: View, step: 'new' | 'same' = 'new') => {
      void navigate({ to: '/transcripts', search: searchOfView(next) as never, replace: step === 'same' });
    },
    [navigate],
  );
  return [view, change];
}
