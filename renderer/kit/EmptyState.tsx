import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  /** One sentence: what will be here, and what to do. "No disagreements. When two graders differ, it will wait here." */
  children: ReactNode;
  acts?: ReactNode;
}

/** A list with nothing in it. */
export function EmptyState({ children, acts }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {acts !== undefined && <div className={styles.acts}>{acts}</div>}
    </div>
  );
}
