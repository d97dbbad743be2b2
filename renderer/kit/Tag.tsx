import { cx } from './cx.ts';
import styles from './Tag.module.css';

interface TagProps {
  /** `V1`, `+2`; `2` is the second of several graders. */
  children: string;
  /** The violation in hand: filled. */
  active?: boolean;
  className?: string | undefined;
}

/** Names a violation wherever it shows: margin, outline, ledger. */
export function Tag({ children, active = false, className }: TagProps) {
  // A grader's number: round, as only graders and steps are.
  const isGrader = /^\d+$/.test(children);
  return (
    <span className={cx(styles.tag, isGrader && styles.grader, active && styles.active, className)}>
      {children}
    </span>
  );
}
