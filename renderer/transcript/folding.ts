import type { Message } from '../../shared/domain/transcript.ts';

/** Longer texts are folded until they are asked for. What a person or the model said is read, so it stays open longer. */
const FOLD_FROM = { said: { lines: 400, units: 40_000 }, other: { lines: 40, units: 4_000 } };
/** Longer texts open in a viewer of their own instead of in the page. */
const VIEWER_FROM = { lines: 2_000, units: 200_000 };
const PEEK = { lines: 4, units: 480 };

export interface Folding {
  lines: number;
  /** Units of the text that a folded part shows; undefined where the text is short enough to stand as it is. */
  peek: number | undefined;
  /** Too long for the page even unfolded. */
  needsViewer: boolean;
}

/** How many lines a text has, counted no further than `max`. */
function countLines(text: string, max: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines < max; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Where the peek of a text ends: after its first lines, never within a character. */
function peekOf(text: string): number {
  let at = 0;
  for (let line = 0; line < PEEK.lines; line += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0 || next > PEEK.units) break;
    at = next + 1;
  }
  if (at > 0) return at - 1;
  const end = Math.min(PEEK.units, text.length);
  const blank = text.lastIndexOf(' ', end);
  return blank > PEEK.units / 2
    ? blank
    : text.codePointAt(end - 1) === text.charCodeAt(end - 1)
      ? end
      : end - 1;
}

export function foldingOf(role: Message['role'], text: string): Folding {
  const from = role === 'user' || role === 'assistant' ? FOLD_FROM.said : FOLD_FROM.other;
  const lines = countLines(text, 100_000);
  const isLong = lines > from.lines || text.length > from.units;
  return {
    lines,
    peek: isLong ? peekOf(text) : undefined,
    needsViewer: lines > VIEWER_FROM.lines || text.length > VIEWER_FROM.units,
  };
}

/** Which parts the reader has folded or unfolded; the others are as they begin. */
export type Folds = ReadonlyMap<string, boolean>;

export function foldKey(message: number, part: string): string {
  return `${message} ${part}`;
}
