import { linesOf, withTones } from './line-tones.ts';
import { type Piece, showHidden } from './pieces.ts';

/** An escape of a JSON string; a pair of surrogates is one, and so is the break of a line in two characters. */
const ESCAPE = /\\(?:r\\n|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|.)/g;
const BREAKS = /^(?:[^\\]|\\[^n])*\\n/;

/** Whether a string, as it is spelled, holds lines that are read better as lines: a file, a patch, a script. */
export function holdsLines(spelled: string, minLength: number): boolean {
  return spelled.length > minLength && BREAKS.test(spelled);
}

/** The character that an escape stands for, or its spelling where the character could not be seen. */
function shownOf(spelled: string): string {
  if (spelled === '\\r\\n') return '\n';
  const character = JSON.parse(`"${spelled}"`) as string;
  const isSeen = character === '\n' || character === '\t' || /^[^\p{C}\p{Z}]$/u.test(character);
  return isSeen ? character : spelled;
}

/**
 * What stands between the quotes of a JSON string, over lines: each escape shows its character and stands for its
 * spelling. `indent` goes before each line. Diffs and a shell's output have their tones.
 */
export function stringLines(text: string, start: number, end: number, indent: string): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  const keep = (to: number) => {
    if (to > from) pieces.push(...showHidden({ shown: text.slice(from, to), at: from }));
  };
  for (const match of text.slice(start, end).matchAll(ESCAPE)) {
    const at = start + match.index;
    keep(at);
    const shown = shownOf(match[0]);
    from = at + match[0].length;
    pieces.push(shown === match[0] ? { shown, at } : { shown, at, length: match[0].length });
  }
  keep(end);
  return linesOf(withTones(pieces)).flatMap((line) => {
    const tone = line[0]?.line;
    return [{ shown: indent, ...(tone !== undefined && { line: tone }) }, ...line];
  });
}
