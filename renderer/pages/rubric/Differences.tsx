import { EmptyState } from '../../kit/EmptyState.tsx';
import styles from './Differences.module.css';
import type { Difference } from './what-changes.ts';

interface DifferencesProps {
  differences: readonly Difference[];
  /** What is said where there are none. */
  none: string;
}

/** What becomes different, in words; what weighs on graders stands strong. */
export function Differences({ differences, none }: DifferencesProps) {
  if (differences.length === 0) return <EmptyState>{none}</EmptyState>;
  return (
    <ul className={styles.list}>
      {differences.map(({ words, weighs }) => (
        <li key={words} className={weighs ? styles.weighty : undefined}>
          {words}
        </li>
      ))}
    </ul>
  );
}
