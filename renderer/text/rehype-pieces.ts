import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { align } from './align.ts';
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
    const read = (text: Text, around: Range) => {
      const own = rangeOf(text);
      const range = own ?? { start: Math.max(cursor, around.start), end: around.end };
      const aligned = align(text.value, source, range.start, range.end);
      const leaf = leaves.push(text) - 1;
      if (aligned === undefined) {
        pieces.push({ shown: text.value, leaf });
        return;
      }
      for (const { shown, at, length } of aligned) {
        const piece = shown.length === length ? { shown, at, leaf } : { shown, at, length, leaf };
        pieces.push(...showHidden(piece).map((each) => ({ ...each, leaf })));
        cursor = at + length;
      }
    };
    const collect = (parent: Root | Element, around: Range) => {
      if (parent.type === 'root' || BLOCKS.has(parent.tagName)) dropBlanks(parent);
      for (const [index, child] of parent.children.entries()) {
        const range = rangeOf(child) ?? around;
        if (child.type === 'text') read(child, around);
        else if (child.type === 'element') collect(child, range);
        else if ('value' in child) {
          // Raw HTML: a text like any other.
          const text: Text = {
            type: 'text',
            value: child.value,
            ...(child.position && { position: child.position }),
          };
          parent.children[index] = text;
          read(text, around);
        }
      }
    };
    collect(tree, { start: 0, end: source.length });
    const byLeaf = new Map<Text, Element[]>();
    for (const piece of markPieces(pieces, marks)) {
      const text = leaves[piece.leaf];
      if (text === undefined) continue;
      const list = byLeaf.get(text) ?? [];
      list.push(elementOf(piece));
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

function replaceTexts(parent: Root | Element, byLeaf: ReadonlyMap<Text, Element[]>): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type === 'text') return byLeaf.get(child) ?? [];
    if (child.type === 'element') replaceTexts(child, byLeaf);
    return [child];
  });
}
