const KEY = 'shrive.tab';

/** This tab's own name for itself: the server keeps a session for each. */
export function tabId(): string {
  const known = sessionStorage.getItem(KEY);
  if (known !== null) return known;
  const made = crypto.randomUUID();
  sessionStorage.setItem(KEY, made);
  return made;
}

export const TAB_HEADER = 'x-shrive-session';
