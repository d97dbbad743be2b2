/** What is said to who does not see the page change, by a region that outlives pages and items. */
let said = '';
const listeners = new Set<() => void>();

/** Says something once it is quiet; what others say by themselves (saved, refused) needs no word here. */
export function announce(words: string): void {
  // The same words again are news too: a space more makes them so.
  said = said === words ? `${words}\u00a0` : words;
  for (const listener of listeners) listener();
}

export function subscribeAnnouncements(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function lastAnnouncement(): string {
  return said;
}
