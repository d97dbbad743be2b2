import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';

export interface HitPiece {
  text: string;
  isMark: boolean;
}

/** Characters before the first hit: it must be seen even where the column is narrow. */
const LEAD = 16;

/** The place where it says it, cut so that the first hit comes early, as pieces of plain and marked text. */
export function hitPieces({ text, marks }: NonNullable<TranscriptRow['hit']>): HitPiece[] {
  const first = marks[0]?.[0] ?? 0;
  const start = startBefore(text, first);
  const pieces: HitPiece[] = [];
  let at = start;
  const push = (end: number, isMark: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), isMark });
    at = Math.max(at, end);
  };
  for (const [from, to] of marks) {
    push(Math.min(from, text.length), false);
    push(Math.min(to, text.length), true);
  }
  push(text.length, false);
  return start > 0 ? [{ text: '…', isMark: false }, ...pieces] : pieces;
}

/** At the beginning of a word at most LEAD before the hit; never inside a surrogate pair. */
function startBefore(text: string, hit: number): number {
  if (hit <= LEAD + 2) return 0;
  const from = hit - LEAD;
  const space = text.indexOf(' ', from);
  if (space >= 0 && space + 1 < hit) return space + 1;
  return isLowSurrogate(text.charCodeAt(from)) ? from + 1 : from;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
