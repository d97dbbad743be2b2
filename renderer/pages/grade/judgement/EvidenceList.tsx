import { Unlink, X } from 'lucide-react';
import type { Evidence } from '../../../../shared/domain/evidence.ts';
import { lineOf } from '../../../text/pieces.ts';
import styles from './Evidence.module.css';

export interface EvidenceListProps {
  /** Whose evidence it is: "V2", "claim 3". */
  of: string;
  pieces: readonly Evidence[];
  /** Whether a piece's words are no longer where they were. */
  isLost(piece: Evidence): boolean;
  onGoTo(piece: Evidence): void;
  /** Which pieces cannot be removed. */
  isKept?: (piece: Evidence) => boolean;
  /** Missing where the label is closed. */
  onRemove?: ((index: number) => void) | undefined;
}

function whereOf({ source, message }: Evidence): string {
  return source === 'confession' ? 'confession' : String((message ?? 0) + 1);
}

function keyOf({ source, message, part, position }: Evidence): string {
  return `${source} ${message} ${part} ${position.start} ${position.end}`;
}

/** Pieces of evidence with their words: press one to see it in its place. */
export function EvidenceList({ of, pieces, isLost, onGoTo, isKept, onRemove }: EvidenceListProps) {
  if (pieces.length === 0) return null;
  return (
    <ul className={styles.pieces} aria-label={`Evidence for ${of}`}>
      {pieces.map((piece, index) => (
        <li key={keyOf(piece)} className={styles.piece}>
          <button type="button" className={styles.words} onClick={() => onGoTo(piece)}>
            <b className={styles.where}>{whereOf(piece)}</b>
            <span className={styles.quote}>{lineOf(piece.quote.exact)}</span>
          </button>
          {isLost(piece) && (
            <span className={styles.lost}>
              <Unlink aria-hidden="true" />
              Its text is not in this version. The quote is kept.
            </span>
          )}
          {onRemove !== undefined && isKept?.(piece) !== true && (
            <button
              type="button"
              className={styles.remove}
              aria-label={`Remove “${lineOf(piece.quote.exact.slice(0, 40))}” from ${of}`}
              onClick={() => onRemove(index)}
            >
              <X aria-hidden="true" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The same as numbers of messages alone: for a row that is not in hand. */
export function EvidenceNumbers({ of, pieces, onGoTo }: Pick<EvidenceListProps, 'of' | 'pieces' | 'onGoTo'>) {
  if (pieces.length === 0) return null;
  return (
    <ul className={styles.numbers} aria-label={`Evidence for ${of}`}>
      {pieces.map((piece) => (
        <li key={keyOf(piece)}>
          <button
            type="button"
            className={styles.number}
            aria-label={`Evidence in ${piece.source === 'confession' ? 'the confession' : `message ${whereOf(piece)}`}: ${lineOf(piece.quote.exact.slice(0, 60))}`}
            onClick={() => onGoTo(piece)}
          >
            {piece.source === 'confession' ? 'c' : whereOf(piece)}
          </button>
        </li>
      ))}
    </ul>
  );
}
