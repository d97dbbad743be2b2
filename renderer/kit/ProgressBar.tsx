import { cx } from './cx.ts';
import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  /** What it tells, in words: "6 of 24 submitted, 1 draft". */
  label: string;
  total: number;
  done: number;
  /** Begun, not done: a paler piece after the first. */
  draft?: number;
  /** `short`: 48 wide, for the top bar. */
  size?: 'usual' | 'short';
  className?: string | undefined;
}

/** How far something is, in two pieces. The words stand beside it, always. */
export function ProgressBar({ label, total, done, draft = 0, size = 'usual', className }: ProgressBarProps) {
  const width = (count: number) => `${total <= 0 ? 0 : Math.min(100, (100 * count) / total)}%`;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(total, 0)}
      aria-valuenow={Math.min(done, total)}
      aria-valuetext={label}
      className={cx(styles.bar, styles[size], className)}
    >
      <span className={styles.done} style={{ width: width(done) }} />
      {draft > 0 && <span className={styles.draft} style={{ width: width(draft) }} />}
    </div>
  );
}
