import type { LineTone } from './line-tones.ts';

/**
 * A text as it is shown, cut into pieces that know where they stand in their source. Offsets are UTF-16 units of
 * one content part, as evidence counts them. A piece either shows its source unit for unit, or stands for a stretch
 * of it (an entity, a control character); a piece without a place is layout only (the indent of formatted JSON).
 */
export interface Piece {
  shown: string;
  /** Where its source begins; missing for layout. */
  at?: number;
  /** Units of source that it stands for; as many as are shown where this is missing. */
  length?: number;
  /** How it is drawn: a character that would be invisible or act, a key of JSON. */
  kind?: 'control' | 'key';
  /** Names of a terminal's colour and styles, as `red bold`. */
  ansi?: string;
  /** What its line is, in a diff or a shell's output. All pieces of a line have the same. */
  line?: LineTone;
}

/**
 * A stretch of a source text that is marked: evidence, a search hit, words of a claim, of a hint, a quote that leads on,
 * or what another text that is compared with this one does not say.
 */
export interface TextMark {
  /** Whose it is: `v2`, `objective:0`, `found:12`. */
  id: string;
  start: number;
  end: number;
  kind: 'evidence' | 'claim' | 'found' | 'hint' | 'quote' | 'only' | 'worked';
  /** Evidence of the violation in hand; the current one of the hits. */
  isActive?: boolean;
  /** Linked with the claim in hand. */
  isLinked?: boolean;
  /** Evidence of another grader than the first: its line is another one, too. */
  line?: 'dashed' | 'dotted';
  /** Of a hint or a quote: what it says when the pointer is on it. */
  title?: string;
}

/** The marks that cover all of a piece, and those that it is the first or the last piece of. */
interface Marked {
  marks: readonly TextMark[];
  begins: readonly TextMark[];
  ends: readonly TextMark[];
}
export type MarkedPiece = Piece & Marked;

export function sourceLength(piece: Piece): number {
  return piece.at === undefined ? 0 : (piece.length ?? piece.shown.length);
}

/**
 * Characters that cannot be seen, or that change how others are: controls but tab and line breaks, directional
 * embeddings, overrides and isolates, zero-width space, word joiner, byte order mark, and surrogates without a partner.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Cuts a piece so that each hidden character stands alone, under its code point's name. */
export function showHidden(piece: Piece): Piece[] {
  if (piece.at === undefined || piece.length !== undefined || piece.shown.search(HIDDEN) < 0) return [piece];
  const cut: Piece[] = [];
  let from = 0;
  const keep = (to: number) => {
    if (to > from) cut.push({ ...piece, shown: piece.shown.slice(from, to), at: (piece.at ?? 0) + from });
  };
  for (const match of piece.shown.matchAll(HIDDEN)) {
    keep(match.index);
    cut.push({ ...piece, shown: nameOf(match[0]), at: piece.at + match.index, length: 1, kind: 'control' });
    from = match.index + 1;
  }
  keep(piece.shown.length);
  return cut;
}

/** A text for one line of a list or a tooltip: hidden characters under their names, line breaks as blanks. */
export function lineOf(text: string): string {
  return text.replace(HIDDEN, nameOf).replace(/\s+/g, ' ').trim();
}

/** A text as it is, in one piece but for hidden characters. */
export function rawPieces(text: string): Piece[] {
  return text === '' ? [] : showHidden({ shown: text, at: 0 });
}

/** Cuts pieces at the ends of marks. Layout between two pieces of one mark belongs to no mark. */
export function markPieces<P extends Piece>(
  pieces: readonly P[],
  marks: readonly TextMark[],
): (P & Marked)[] {
  const inside = marksByPlace(marks);
  const marked: (P & Marked)[] = [];
  for (const piece of pieces) {
    const over = piece.at === undefined ? [] : inside(piece.at, piece.at + sourceLength(piece));
    if (piece.at === undefined || over.length === 0) {
      marked.push({ ...piece, marks: [], begins: [], ends: [] });
      continue;
    }
    for (const stretch of cutAtMarks(piece, piece.at, over)) {
      const at = stretch.at ?? 0;
      marked.push({ ...stretch, marks: inside(at, at + sourceLength(stretch)), begins: [], ends: [] });
    }
  }
  return withEnds(marked);
}

/** Asks for the marks that lie over a stretch. Hits may be thousands in one text, and are all short: they are sought. */
function marksByPlace(marks: readonly TextMark[]): (at: number, end: number) => TextMark[] {
  const inside = marks.filter(({ start, end }) => start < end);
  const few = inside.filter(({ kind }) => kind !== 'found');
  const hits = inside.filter(({ kind }) => kind === 'found').sort((one, other) => one.start - other.start);
  const longest = hits.reduce((length, { start, end }) => Math.max(length, end - start), 0);
  return (at, end) => {
    const over = few.filter((mark) => mark.start < end && mark.end > at);
    for (let index = firstAfter(hits, at - longest); index < hits.length; index += 1) {
      const hit = hits[index];
      if (hit === undefined || hit.start >= end) break;
      if (hit.end > at) over.push(hit);
    }
    return over;
  };
}

/** The first of the marks, in the order of their starts, that starts at `from` or after it. */
function firstAfter(marks: readonly TextMark[], from: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cutAtMarks<P extends Piece>(piece: P, at: number, marks: readonly TextMark[]): P[] {
  if (piece.length !== undefined) return [piece];
  const end = at + piece.shown.length;
  const cuts = new Set<number>();
  for (const mark of marks) {
    if (mark.start > at && mark.start < end) cuts.add(mark.start);
    if (mark.end > at && mark.end < end) cuts.add(mark.end);
  }
  const ends = [at, ...[...cuts].sort((one, other) => one - other), end];
  return ends.slice(0, -1).map((from, index) => ({
    ...piece,
    shown: piece.shown.slice(from - at, (ends[index + 1] ?? end) - at),
    at: from,
  }));
}

/** Notes on the first and the last piece of each mark that it begins and ends there. */
function withEnds<P extends Marked>(pieces: P[]): P[] {
  const first = new Map<TextMark, number>();
  const last = new Map<TextMark, number>();
  pieces.forEach((piece, index) => {
    for (const mark of piece.marks) {
      if (!first.has(mark)) first.set(mark, index);
      last.set(mark, index);
    }
  });
  for (const [mark, index] of first) {
    const piece = pieces[index];
    if (piece !== undefined) pieces[index] = { ...piece, begins: [...piece.begins, mark] };
  }
  for (const [mark, index] of last) {
    const piece = pieces[index];
    if (piece !== undefined) pieces[index] = { ...piece, ends: [...piece.ends, mark] };
  }
  return pieces;
}
