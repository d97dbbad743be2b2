import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { align } from './align.ts';
import { linesOf, withTones } from './line-tones.ts';
import { pieceAttributes } from './piece-attributes.ts';
import { type MarkedPiece, markPieces, type Piece, showHidden, type TextMark } from './pieces.ts';

interface PiecesOptions {
  /** The Markdown that the tree was made of. */
  source: string;
  marks: readonly TextMark[];
}

interface Range {
  start: number;
  end: number;
}

/** Elements whose blanks between their children are the parser's, not the author's. */
const BLOCKS = new Set(['ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr']);

function rangeOf(node: RootContent | Root): Range | undefined {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? undefined : { start, end };
}

/**
 * A rehype plugin: every text of the tree becomes spans that know where they stand in the Markdown source, cut at the
 * marks. HTML in the source is shown as the text that it is. What cannot be placed is shown without a place.
 */
export function rehypePieces({ source, marks }: PiecesOptions) {
  return (tree: Root) => {
    const leaves: Text[] = [];
    const pieces: (Piece & { leaf: number })[] = [];
    let cursor = 0;
    const read = (text: Text, around: Range, isCode: boolean) => {
      const own = rangeOf(text);
      const range = own ?? { start: Math.max(cursor, around.start), end: around.end };
      const aligned = align(text.value, source, range.start, range.end);
      const leaf = leaves.push(text) - 1;
      if (aligned === undefined) {
        pieces.push({ shown: text.value, leaf });
        return;
      }
      const placed = aligned.flatMap(({ shown, at, length }) =>
        showHidden(shown.length === length ? { shown, at } : { shown, at, length }),
      );
      // A block of code may be a diff, or what a shell said.
      pieces.push(...(isCode ? withTones(placed) : placed).map((each) => ({ ...each, leaf })));
      const last = aligned.at(-1);
      if (last !== undefined) cursor = last.at + last.length;
    };
    const collect = (parent: Root | Element, around: Range) => {
      if (parent.type === 'root' || BLOCKS.has(parent.tagName)) dropBlanks(parent);
      for (const [index, child] of parent.children.entries()) {
        const range = rangeOf(child) ?? around;
        const isCode = parent.type === 'element' && parent.tagName === 'code';
        if (child.type === 'text') read(child, around, isCode);
        else if (child.type === 'element') collect(child, range);
        else if ('value' in child) {
          // Raw HTML: a text like any other.
          const text: Text = {
            type: 'text',
            value: child.value,
            ...(child.position && { position: child.position }),
          };
          parent.children[index] = text;
          read(text, around, false);
        }
      }
    };
    collect(tree, { start: 0, end: source.length });
    const byLeaf = new Map<Text, (MarkedPiece & { leaf: number })[]>();
    for (const piece of markPieces(pieces, marks)) {
      const text = leaves[piece.leaf];
      if (text === undefined) continue;
      const list = byLeaf.get(text) ?? [];
      list.push(piece);
      byLeaf.set(text, list);
    }
    replaceTexts(tree, byLeaf);
  };
}

function dropBlanks(parent: Root | Element): void {
  const kept = (parent.children as ElementContent[]).filter(
    (child) => child.type !== 'text' || child.position !== undefined || child.value.trim() !== '',
  );
  parent.children = kept;
}

function elementOf(piece: MarkedPiece): Element {
  return {
    type: 'element',
    tagName: piece.marks.length > 0 ? 'mark' : 'span',
    properties: { ...pieceAttributes(piece) },
    children: [{ type: 'text', value: piece.shown }],
  };
}

/** Pieces as elements, in lines where their lines have a tone (as in `PieceSpans`). */
function elementsOf(pieces: readonly MarkedPiece[]): Element[] {
  if (!pieces.some(({ line }) => line !== undefined)) return pieces.map(elementOf);
  return linesOf(pieces).flatMap((line): Element[] => {
    const tone = line[0]?.line;
    const children = line.map(elementOf);
    return tone === undefined
      ? children
      : [{ type: 'element', tagName: 'span', properties: { 'data-line': tone }, children }];
  });
}

function replaceTexts(parent: Root | Element, byLeaf: ReadonlyMap<Text, readonly MarkedPiece[]>): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type === 'text') return elementsOf(byLeaf.get(child) ?? []);
    if (child.type === 'element') replaceTexts(child, byLeaf);
    return [child];
  });
}
