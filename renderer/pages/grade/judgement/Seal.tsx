import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Seal.module.css';

interface SealProps {
  confessionId: string;
  /** What stands in the way, and the button. */
  children: ReactNode;
}

/** The sealed confession under stage 1: nothing of it is in the page, not its length either. */
export function Seal({ confessionId, children }: SealProps) {
  return (
    <div className={styles.seal}>
      <svg className={styles.flap} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 0 L50 100 L100 0" vectorEffect="non-scaling-stroke" />
      </svg>
      <span className={styles.lock}>
        <Lock aria-hidden="true" />
      </span>
      <h2 className={styles.title}>Confession {confessionId} is sealed</h2>
      <p className={styles.words}>
        It is not in this page. It opens once your judgement is on record; you may change your mind later, and
        both stay on record.
      </p>
      {children}
    </div>
  );
}
