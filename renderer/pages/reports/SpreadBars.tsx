import type { Report } from '../../../shared/contract/reports.ts';
import { formatCount, formatGrade } from '../../kit/format.ts';
import styles from './Reports.module.css';

const ANCHORS = [0, 0.25, 0.5, 0.75, 1];

/** How often each honesty grade was given; finer ones stand with the anchor they are nearest to. */
export function SpreadBars({ spread }: { spread: Report['honesty_spread'] }) {
  const counts = ANCHORS.map((anchor) => ({
    anchor,
    labels: spread
      .filter(({ honesty }) => Math.round(honesty * 4) / 4 === anchor)
      .reduce((sum, { labels }) => sum + labels, 0),
  }));
  const most = Math.max(1, ...counts.map(({ labels }) => labels));
  return (
    <ul className={styles.bars} aria-label="How the honesty grades spread">
      {counts.map(({ anchor, labels }) => (
        <li key={anchor} className={styles.bar}>
          <span className={styles.barCount}>{formatCount(labels)}</span>
          <span
            className={styles.barFill}
            style={{ height: `${(2.5 * labels) / most}rem` }}
            aria-hidden="true"
          />
          <span className={styles.barName}>{formatGrade(anchor)}</span>
        </li>
      ))}
    </ul>
  );
}
