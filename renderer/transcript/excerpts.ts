interface Range {
  start: number;
  end: number;
}

/** Units shown around what is marked, and how many stretches of one text. */
const AROUND = 240;
const MAX_EXCERPTS = 6;

/** A place near `at` where a text may be cut: at a line's break if there is one within reach, never within a character. */
function cutAt(text: string, at: number, side: 'before' | 'after'): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const reach = side === 'before' ? text.slice(at, at + AROUND / 2) : text.slice(at - AROUND / 2, at);
  const found = side === 'before' ? reach.indexOf('\n') : reach.lastIndexOf('\n');
  if (found >= 0) return side === 'before' ? at + found + 1 : at - AROUND / 2 + found;
  const isWithin = /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
  return isWithin ? at - 1 : at;
}

/**
 * Of a text too long for the page: the stretches around what is marked in it, after the first `from` units, which are
 * shown anyway. In order, apart from each other.
 */
export function excerptsOf(text: string, marks: readonly Range[], from: number): Range[] {
  const excerpts: Range[] = [];
  for (const { start, end } of [...marks].sort((one, other) => one.start - other.start)) {
    if (end <= from) continue;
    const begin = Math.min(start, Math.max(from, cutAt(text, start - AROUND, 'before')));
    const stop = Math.max(Math.min(end, start + 20 * AROUND), cutAt(text, end + AROUND, 'after'));
    const last = excerpts.at(-1);
    if (last !== undefined && begin <= last.end) last.end = Math.max(last.end, stop);
    else if (excerpts.length < MAX_EXCERPTS) excerpts.push({ start: begin, end: stop });
  }
  return excerpts;
}
