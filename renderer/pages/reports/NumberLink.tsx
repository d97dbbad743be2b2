import type { ReactNode } from 'react';
import type { ReportItem } from '../../../shared/contract/reports.ts';
import type { BehindNumber } from './ReportBench.tsx';
import styles from './Reports.module.css';

interface NumberLinkProps {
  /** What the list of items is of: "Honesty: where graders differ most". */
  title: string;
  items: readonly ReportItem[];
  onItems(behind: BehindNumber): void;
  children: ReactNode;
}

/** A number that leads to its items; without any it is a number. */
export function NumberLink({ title, items, onItems, children }: NumberLinkProps) {
  if (items.length === 0) return <strong className={styles.number}>{children}</strong>;
  return (
    <button
      type="button"
      className={styles.number}
      aria-description={title}
      onClick={() => onItems({ title, items })}
    >
      {children}
    </button>
  );
}
