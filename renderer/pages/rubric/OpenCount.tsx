import { CircleAlert } from 'lucide-react';
import styles from './OpenCount.module.css';

/** How much is open in a part that may be folded: "2 open". Nothing where nothing is. */
export function OpenCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={styles.open}>
      <CircleAlert aria-hidden="true" />
      {count} open
    </span>
  );
}
