import { cx } from './cx.ts';
import styles from './Tag.module.css';

interface TagProps {
  /** `V1`, `+2`. */
  children: string;
  /** The violation in hand: filled. */
  active?: boolean;
  className?: string | undefined;
}

/** Names a violation wherever it shows: margin, outline, ledger. */
export function Tag({ children, active = false, className }: TagProps) {
  return <span className={cx(styles.tag, active && styles.active, className)}>{children}</span>;
}
