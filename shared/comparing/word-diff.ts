import { diffArrays } from 'diff';

/** A stretch of one of two texts: UTF-16 units, end exclusive. */
export interface DiffPiece {
  start: number;
  end: number;
  /** Not in the other text. */
  isOnlyHere: boolean;
}

/**
 * What two texts have in common. `words`: word by word. `lines`: whole lines, because a word diff would have taken too
 * long or marked too much to be read. `none`: not even that; both are one stretch.
 */
export interface TextDiff {
  how: 'words' | 'lines' | 'none';
  left: DiffPiece[];
  right: DiffPiece[];
}

interface DiffLimits {
  /** For words, and again for lines. */
  timeoutMs: number;
  /** Stretches marked on one side; with more of them nobody reads the text for the marks. */
  maxMarked: number;
  /** The largest part of both texts that may be marked, 0 to 1: where nearly all of both is, marks tell nothing. */
  maxShare: number;
}

export const DIFF_LIMITS: DiffLimits = { timeoutMs: 250, maxMarked: 1500, maxShare: 1 };

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Words, blanks and signs, none of which cuts what a reader sees as one character. */
function wordsOf(text: string): string[] {
  const cuts = new Set<number>();
  for (const { index } of graphemes.segment(text)) cuts.add(index);
  const tokens: string[] = [];
  let start = 0;
  for (const { index } of words.segment(text)) {
    if (index === 0 || !cuts.has(index)) continue;
    tokens.push(text.slice(start, index));
    start = index;
  }
  if (start < text.length) tokens.push(text.slice(start));
  return tokens;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** Pieces that follow each other and are alike become one. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const whole: DiffPiece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (last?.isOnlyHere === piece.isOnlyHere) last.end = piece.end;
    else if (piece.end > piece.start) whole.push({ ...piece });
  }
  return whole;
}

function diffTokens(
  left: readonly string[],
  right: readonly string[],
  timeoutMs: number,
): Pick<TextDiff, 'left' | 'right'> | undefined {
  const changes = diffArrays([...left], [...right], { timeout: timeoutMs });
  if (changes === undefined) return undefined;
  const sides = { left: [] as DiffPiece[], right: [] as DiffPiece[] };
  const at = { left: 0, right: 0 };
  const add = (side: 'left' | 'right', length: number, isOnlyHere: boolean) => {
    sides[side].push({ start: at[side], end: at[side] + length, isOnlyHere });
    at[side] += length;
  };
  changes.forEach(({ value, added, removed }, index) => {
    const text = value.join('');
    if (added) add('right', text.length, true);
    else if (removed) add('left', text.length, true);
    else {
      // A blank between two changes belongs to them: a phrase that was put otherwise reads as one.
      const isWithin = index > 0 && index < changes.length - 1 && isBlank(text);
      add('left', text.length, isWithin);
      add('right', text.length, isWithin);
    }
  });
  return { left: joined(sides.left), right: joined(sides.right) };
}

function markedShare(pieces: readonly DiffPiece[]): number {
  const lengthOf = (some: readonly DiffPiece[]) => some.reduce((sum, { start, end }) => sum + end - start, 0);
  return lengthOf(pieces.filter((piece) => piece.isOnlyHere)) / Math.max(1, lengthOf(pieces));
}

function isReadable(
  { left, right }: Pick<TextDiff, 'left' | 'right'>,
  { maxMarked, maxShare }: DiffLimits,
): boolean {
  const sides = [left, right];
  return (
    sides.every((pieces) => pieces.filter((piece) => piece.isOnlyHere).length <= maxMarked) &&
    sides.some((pieces) => markedShare(pieces) <= maxShare)
  );
}

/** What stands in one of two texts only. The pieces of a side, in their order, are its whole text. */
export function diffTexts(left: string, right: string, limits: DiffLimits = DIFF_LIMITS): TextDiff {
  const whole = (text: string, isOnlyHere: boolean): DiffPiece[] =>
    text === '' ? [] : [{ start: 0, end: text.length, isOnlyHere }];
  if (left === right) return { how: 'words', left: whole(left, false), right: whole(right, false) };
  for (const [how, tokensOf] of [
    ['words', wordsOf],
    ['lines', linesOf],
  ] as const) {
    const found = diffTokens(tokensOf(left), tokensOf(right), limits.timeoutMs);
    if (found !== undefined && isReadable(found, limits)) return { how, ...found };
  }
  return { how: 'none', left: whole(left, true), right: whole(right, true) };
}

/** The stretches to mark: what stands here only, without the blanks around its words. */
export function markedRanges(text: string, pieces: readonly DiffPiece[]): { start: number; end: number }[] {
  return pieces
    .filter(({ isOnlyHere }) => isOnlyHere)
    .map(({ start, end }) => {
      const words = text.slice(start, end);
      if (isBlank(words)) return { start, end };
      const before = words.length - words.trimStart().length;
      return { start: start + before, end: start + before + words.trim().length };
    });
}
