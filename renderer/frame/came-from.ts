let last: string | undefined;

/** Keeps the page that is shown as the one that Help leads back to; Help itself is none. */
export function keepPlace(pathname: string): void {
  if (pathname !== '/help') last = pathname;
}

/** The page that was shown before Help; undefined where Help was opened first. */
export function cameFrom(): string | undefined {
  return last;
}
