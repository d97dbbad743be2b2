import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import { OutcomeMark } from '../../kit/Glyphs.tsx';
import styles from './cells.module.css';
import { outcomesOf } from './row-words.ts';

/** The first outcome with its word, and how many labels have it; others as glyphs, their words for screen readers and hover. */
export function OutcomesCell({ row }: { row: TranscriptRow }) {
  const [first, ...others] = outcomesOf(row);
  if (first === undefined) return <span className={styles.none}>–</span>;
  return (
    <span className={styles.outcomes}>
      <OutcomeMark outcome={first.outcome} />
      {first.labels > 1 && <span className={styles.times}>× {first.labels}</span>}
      {others.map(({ outcome }) => (
        <OutcomeMark key={outcome} outcome={outcome} wordHidden />
      ))}
    </span>
  );
}
