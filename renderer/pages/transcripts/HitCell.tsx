import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import styles from './cells.module.css';
import { hitPieces } from './hit-text.ts';

/** The message's number, as Grade counts them, and the words around what was searched for. */
export function HitCell({ hit }: { hit: TranscriptRow['hit'] }) {
  if (hit === null) return <span className={styles.none}>–</span>;
  let at = 0;
  return (
    <span className={styles.hit}>
      <span className={styles.message}>
        <span className="unseen">message </span>
        {hit.message + 1}
      </span>
      <span className={styles.said} title={hit.text}>
        {hitPieces(hit).map((piece) => {
          const key = at++;
          return piece.isMark ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
        })}
      </span>
    </span>
  );
}
