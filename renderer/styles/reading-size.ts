/** Sizes of what is read that the setting offers, in CSS pixels. */
export const READING_SIZES = { least: 14, usual: 16, most: 20 } as const;

/** 25 px of line for 16 px of text, kept whole so that rows of text stay on the pixel grid. */
export function readingLine(sizePx: number): number {
  return Math.round((sizePx * 25) / 16);
}

/** Sets how large what is read is shown; the interface follows in rem (base.css). */
export function applyReadingSize(sizePx: number, root: HTMLElement = document.documentElement): void {
  const size = Math.min(READING_SIZES.most, Math.max(READING_SIZES.least, Math.round(sizePx)));
  root.style.setProperty('--reading-size', `${size}px`);
  root.style.setProperty('--reading-line', `${readingLine(size)}px`);
}

/** `system` leaves the choice to prefers-color-scheme. */
export function applyTheme(
  theme: 'system' | 'light' | 'dark',
  root: HTMLElement = document.documentElement,
): void {
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.dataset.theme = theme;
}
