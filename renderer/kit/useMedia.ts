import { useMemo, useSyncExternalStore } from 'react';

/** Widths at which something gives way, as the stylesheets have them; see styles/tokens.css. */
export const NARROW = '(max-width: 1099px)';
/** 200 % of 1440 and of 1280: one pane at a time. */
export const ONE_PANE = '(max-width: 759px), (max-height: 459px)';

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  return useSyncExternalStore(
    (listener) => {
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => list.matches,
  );
}
