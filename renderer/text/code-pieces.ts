import { ansiPieces, hasSequences } from './ansi-pieces.ts';
import { jsonPieces } from './json-pieces.ts';
import { withTones } from './line-tones.ts';
import { type Piece, rawPieces } from './pieces.ts';

/** Longer JSON is not laid out: that would hold up the page. */
const MAX_JSON_LENGTH = 400_000;

/** What machines wrote, shown as what it is: JSON over lines, diffs and a shell's output with tones, all else as it is. */
export function codePieces(text: string): readonly Piece[] {
  const json = text.length <= MAX_JSON_LENGTH ? jsonPieces(text) : undefined;
  return json ?? withTones(hasSequences(text) ? ansiPieces(text) : rawPieces(text));
}
