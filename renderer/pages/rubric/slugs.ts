const MOST = 48;

/** An id from words: `Did it ask?` is `did_it_ask`. `otherwise` where nothing of them can stand in an id. */
export function slugOf(words: string, otherwise: string): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, MOST)
    .replace(/^_+|_+$/g, '');
  if (plain === '') return otherwise;
  return /^[a-z]/.test(plain) ? plain : `${otherwise}_${plain}`;
}

/** The id itself, or with a number after it that nothing else has. */
export function freeSlug(wished: string, taken: readonly string[]): string {
  if (!taken.includes(wished)) return wished;
  for (let number = 2; ; number += 1) {
    const next = `${wished}_${number}`;
    if (!taken.includes(next)) return next;
  }
}

/** Whether an id is one that was made of these words, with a number or without: then it follows them. */
export function isMadeOf(id: string, words: string, otherwise: string): boolean {
  const made = slugOf(words, otherwise);
  return id === made || (id.startsWith(`${made}_`) && /^\d+$/.test(id.slice(made.length + 1)));
}
