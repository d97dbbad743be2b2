import { Fragment } from 'react';
import { linesOf } from './line-tones.ts';
import { pieceAttributes } from './piece-attributes.ts';
import { type MarkedPiece, markPieces, type Piece, type TextMark } from './pieces.ts';

/** Pieces in a row, as they stand; in lines of their own where lines have a tone. */
export function PieceSpans({ pieces, marks }: { pieces: readonly Piece[]; marks: readonly TextMark[] }) {
  const marked = markPieces(pieces, marks);
  if (!pieces.some(({ line }) => line !== undefined)) return spansOf(marked);
  return linesOf(marked).map((line, index) => {
    const tone = line[0]?.line;
    return tone === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and are drawn anew as a whole
      <Fragment key={index}>{spansOf(line)}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={index} data-line={tone}>
        {spansOf(line)}
      </span>
    );
  });
}

function spansOf(pieces: readonly MarkedPiece[]) {
  return pieces.map((piece, index) => {
    const Tag = piece.marks.length > 0 ? 'mark' : 'span';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity, and are drawn anew as a whole
      <Tag key={index} {...pieceAttributes(piece)}>
        {piece.shown}
      </Tag>
    );
  });
}
