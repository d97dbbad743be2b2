import { pieceAttributes } from './piece-attributes.ts';
import { markPieces, type Piece, type TextMark } from './pieces.ts';

/** Pieces in a row, as they stand. */
export function PieceSpans({ pieces, marks }: { pieces: readonly Piece[]; marks: readonly TextMark[] }) {
  return markPieces(pieces, marks).map((piece, index) => {
    const Tag = piece.marks.length > 0 ? 'mark' : 'span';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity, and are drawn anew as a whole
      <Tag key={index} {...pieceAttributes(piece)}>
        {piece.shown}
      </Tag>
    );
  });
}
