/** A heading of the guide, with what its anchor is called: as in links to it, here and on the web. */
export interface GuideHeading {
  level: 2 | 3;
  words: string;
  anchor: string;
  /** Of a case: what it is about, the strong line under its heading. */
  about: string | undefined;
}

/** `Case 9` is `case-9`, `When Shrive asks "sure?"` is `when-shrive-asks-sure`. */
export function anchorOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

export function guideHeadings(text: string): GuideHeading[] {
  return [...text.matchAll(/^(##|###) (.+)\n(?:\n\*\*(.+)\*\*\n)?/gm)].map(
    ([, marks, words = '', about]) => ({
      level: marks === '##' ? 2 : 3,
      words,
      anchor: anchorOf(words),
      about: words.startsWith('Case ') ? about : undefined,
    }),
  );
}
