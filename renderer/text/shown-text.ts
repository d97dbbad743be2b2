import { type Piece, sourceLength, type TextMark } from './pieces.ts';

interface Range {
  start: number;
  end: number;
}

/** A piece with where it begins in the text that is shown. */
interface Placed {
  piece: Piece;
  from: number;
}

/** Pieces as one text, for an editor: what is shown, and the way from its offsets to the source's and back. */
export class ShownText {
  readonly text: string;
  readonly #placed: readonly Placed[];
  /** Those with a place in the source, where they stand in its order. */
  readonly #inSource: readonly (Placed & { at: number })[];

  constructor(pieces: readonly Piece[]) {
    let from = 0;
    this.#placed = pieces.map((piece) => {
      const placed = { piece, from };
      from += piece.shown.length;
      return placed;
    });
    this.#inSource = this.#placed.flatMap((placed) =>
      placed.piece.at === undefined ? [] : [{ ...placed, at: placed.piece.at }],
    );
    this.text = pieces.map(({ shown }) => shown).join('');
  }

  /** What a range of the shown text stands for; a piece that stands for something else is taken whole. */
  toSource({ start, end }: Range): Range | undefined {
    if (end <= start) return undefined;
    let found: Range | undefined;
    for (const { piece, from } of this.#between(start, end)) {
      if (piece.at === undefined) continue;
      const first = Math.max(0, start - from);
      const last = Math.min(piece.shown.length, end - from);
      const isWhole = piece.length !== undefined;
      const begins = piece.at + (isWhole ? 0 : first);
      const ends = isWhole ? piece.at + sourceLength(piece) : piece.at + last;
      found = { start: found?.start ?? begins, end: ends };
    }
    return found;
  }

  /** Where a range of the source is shown, from its first piece to its last. */
  toShown({ start, end }: Range): Range | undefined {
    let found: Range | undefined;
    const first = firstOf(this.#inSource, ({ at, piece }) => at + sourceLength(piece) > start);
    for (let index = first; index < this.#inSource.length; index += 1) {
      const { piece, from, at } = this.#inSource[index] ?? { piece: { shown: '' }, from: 0, at: end };
      if (at >= end) break;
      const isWhole = piece.length !== undefined;
      const begins = from + (isWhole ? 0 : Math.max(0, start - at));
      const ends = isWhole ? from + piece.shown.length : from + Math.min(piece.shown.length, end - at);
      found = { start: found?.start ?? begins, end: ends };
    }
    return found;
  }

  marks(marks: readonly TextMark[]): TextMark[] {
    return marks.flatMap((mark) => {
      const shown = this.toShown(mark);
      return shown === undefined ? [] : [{ ...mark, ...shown }];
    });
  }

  /** Pieces of which something is shown between two offsets, in their order. */
  *#between(start: number, end: number): Generator<Placed> {
    const first = firstOf(this.#placed, ({ piece, from }) => from + piece.shown.length > start);
    for (let at = first; at < this.#placed.length; at += 1) {
      const placed = this.#placed[at];
      if (placed === undefined || placed.from >= end) return;
      yield placed;
    }
  }
}

/** The first of a list for which `holds`, where it holds for all that follow. */
function firstOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && !holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lines of a text as an editor counts them: from 1, ended by CRLF, LF or CR. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const match of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(match.index + match[0].length);
  }

  offsetAt(line: number, column: number): number {
    return (this.#starts[line - 1] ?? 0) + column - 1;
  }

  positionAt(offset: number): { lineNumber: number; column: number } {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { lineNumber: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}
