import { type Piece, showHidden } from './pieces.ts';

const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const STYLES = new Map([
  [1, 'bold'],
  [2, 'dim'],
  [3, 'italic'],
  [4, 'underline'],
  [9, 'struck'],
]);
/** What each code takes back. */
const ENDS = new Map([
  [22, ['bold', 'dim']],
  [23, ['italic']],
  [24, ['underline']],
  [29, ['struck']],
]);

/**
 * Escape sequences of a terminal (ECMA-48): `ESC [ … m` sets how what follows is drawn. All others (the cursor, titles,
 * links) do nothing here.
 */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /\u001b(?:\[([\d;:]*)m|\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

export function hasSequences(text: string): boolean {
  return text.includes('\u001b[') || text.includes('\u001b]');
}

/** A text for a line where colours have no room. */
export function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  return text.replace(/\u001b\[[\d;:]*m/g, '');
}

/**
 * The text of a terminal, its colours as names and never as escapes. Sequences of colour are not shown: they stand
 * between pieces, as the marks of Markdown do. Any other is shown as `ESC`, so that nothing is hidden.
 */
export function ansiPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  const styles = new Set<string>();
  let colour: string | undefined;
  let from = 0;
  const keep = (to: number) => {
    if (to <= from) return;
    const ansi = [...(colour === undefined ? [] : [colour]), ...styles].join(' ');
    pieces.push(...showHidden({ shown: text.slice(from, to), at: from, ...(ansi !== '' && { ansi }) }));
  };
  for (const match of text.matchAll(SEQUENCE)) {
    keep(match.index);
    from = match.index + match[0].length;
    if (match[1] === undefined) {
      pieces.push({ shown: 'ESC', at: match.index, length: match[0].length, kind: 'control' });
      continue;
    }
    colour = readCodes(match[1], styles, colour);
  }
  keep(text.length);
  return pieces;
}

/** Reads the codes of one sequence into `styles`; returns the colour after it. Backgrounds are not drawn. */
function readCodes(text: string, styles: Set<string>, before: string | undefined): string | undefined {
  let colour = before;
  const codes = text.split(/[;:]/).map(Number);
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 0) {
      styles.clear();
      colour = undefined;
    } else if (code === 38 || code === 48) {
      // 38;5;N: of a palette, whose first sixteen have names; 38;2;R;G;B: a colour that is not of this page.
      const isPalette = codes[at + 1] === 5;
      if (code === 38) colour = isPalette ? COLOURS[paletteColour(codes[at + 2])] : undefined;
      at += isPalette ? 2 : 4;
    } else if (code === 39) colour = undefined;
    else if (code >= 30 && code <= 37) colour = COLOURS[code - 30];
    else if (code >= 90 && code <= 97) colour = COLOURS[code - 90];
    else {
      const style = STYLES.get(code);
      if (style !== undefined) styles.add(style);
      for (const ended of ENDS.get(code) ?? []) styles.delete(ended);
    }
  }
  return colour;
}

function paletteColour(number = -1): number {
  return number >= 0 && number < 16 ? number % 8 : -1;
}
