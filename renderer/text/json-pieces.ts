import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { holdsLines, stringLines } from './json-string.ts';
import { lineOf, type Piece, showHidden } from './pieces.ts';

/** A value that fits on one line of this many characters stays on one line. */
const LINE_LENGTH = 60;
const INDENT = '  ';
/** Deeper values are shown as they are written: a page has no room for more, and a stack neither. */
const MAX_DEPTH = 40;

/**
 * JSON laid out over lines, each token in its place of the source. Undefined where the text is no JSON object or
 * array: it is shown as it is then. Tokens keep their spelling: numbers their digits, strings their escapes, but for
 * strings of several lines, which are shown as lines.
 */
export function jsonPieces(text: string): Piece[] | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  if (tree === undefined || errors.length > 0) return undefined;
  const pieces: Piece[] = [];
  const layout = (shown: string) => shown !== '' && pieces.push({ shown });
  const source = (at: number, length: number, kind?: 'key') =>
    pieces.push(
      ...showHidden({ shown: text.slice(at, at + length), at, ...(kind !== undefined && { kind }) }),
    );
  /** The one character of punctuation after `from`; strings were read already, so the first one found is it. */
  const punctuation = (character: string, from: number) => {
    const at = text.indexOf(character, from);
    source(at, 1);
    return at + 1;
  };

  const breakTo = (depth: number) => {
    layout('\n');
    layout(INDENT.repeat(depth));
  };
  const writeLines = (node: Node, depth: number) => {
    const end = endOf(node) - 1;
    source(node.offset, 1);
    layout('\n');
    const lines = stringLines(text, node.offset + 1, end, INDENT.repeat(depth + 1));
    pieces.push(...lines);
    if (lines.at(-1)?.shown.endsWith('\n') !== true) layout('\n');
    layout(INDENT.repeat(depth));
    source(end, 1);
  };

  const write = (node: Node, depth: number) => {
    const children = node.children ?? [];
    if (
      node.type === 'string' &&
      depth <= MAX_DEPTH &&
      holdsLines(text.slice(node.offset + 1, endOf(node) - 1), LINE_LENGTH)
    ) {
      writeLines(node, depth);
      return;
    }
    if (depth > MAX_DEPTH || children.length === 0) {
      source(node.offset, node.length);
      return;
    }
    const isWide = widthOf(node) > LINE_LENGTH || depth === 0;
    const breakLine = (at: number) => (isWide ? breakTo(at) : layout(' '));
    source(node.offset, 1);
    children.forEach((child, index) => {
      if (index > 0) punctuation(',', endOf(children[index - 1]));
      if (isWide || index > 0 || node.type === 'object') breakLine(depth + 1);
      if (child.type !== 'property') {
        write(child, depth + 1);
        return;
      }
      const [key, value] = child.children ?? [];
      if (key === undefined || value === undefined) return;
      source(key.offset, key.length, 'key');
      punctuation(':', endOf(key));
      layout(' ');
      write(value, depth + 1);
    });
    if (isWide || node.type === 'object') breakLine(depth);
    source(node.offset + node.length - 1, 1);
  };
  write(tree, 0);
  return pieces;
}

function endOf(node: Node | undefined): number {
  return node === undefined ? 0 : node.offset + node.length;
}

/** About how many characters a value takes on one line: its source without the blanks between tokens. */
function widthOf(node: Node): number {
  if (node.length <= LINE_LENGTH) return node.length;
  let width = 2;
  for (const child of node.children ?? []) {
    width += widthOf(child) + 2;
    if (width > LINE_LENGTH) return width;
  }
  return node.children === undefined ? node.length : width;
}

/** The same on one line for a row that is folded: `key: value, key: value`, shortened to `length` units. */
export function jsonPeek(text: string, length: number): string {
  const slice = text.slice(0, length * 3);
  try {
    const value: unknown = JSON.parse(text.length <= 20_000 ? text : '');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const peek = Object.entries(value)
        .map(([key, each]) => `${key}: ${typeof each === 'string' ? each : JSON.stringify(each)}`)
        .join(', ');
      return shorten(peek, length);
    }
  } catch {
    // Not JSON, or long: its first words as they are written.
  }
  return shorten(slice, length);
}

/** A text in one line, cut after `length` units. */
export function shorten(text: string, length: number): string {
  const line = lineOf(text);
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
