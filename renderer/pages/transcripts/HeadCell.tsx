/* biome-ignore-all lint/a11y/useSemanticElements: a virtual list cannot be a table element; roles carry the grid */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the row in hand (aria-activedescendant) */
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../kit/cx.ts';
import styles from './TranscriptTable.module.css';

interface HeadCellProps {
  title: ReactNode;
  /** Undefined: the engine cannot sort by it. */
  sort: 'asc' | 'desc' | false | undefined;
  align: 'start' | 'end';
  isId: boolean;
  onSort(): void;
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

export function HeadCell({ title, sort, align, isId, onSort }: HeadCellProps) {
  const className = cx(styles.cell, styles.headCell, align === 'end' && styles.end, isId && styles.id);
  if (sort === undefined) {
    return (
      <div role="columnheader" className={className}>
        {title}
      </div>
    );
  }
  const Arrow = sort === 'desc' ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" aria-sort={sort === false ? 'none' : ARIA_SORT[sort]} className={className}>
      <button type="button" className={styles.sort} onClick={onSort}>
        {title}
        {sort !== false && <Arrow aria-hidden="true" />}
      </button>
    </div>
  );
}

interface SelectAllProps {
  total: number;
  selected: number;
  onToggle(): void;
}

/** Selects all that match, or none. */
export function SelectAll({ total, selected, onToggle }: SelectAllProps) {
  const isAll = total > 0 && selected >= total;
  return (
    <div role="columnheader" className={cx(styles.tick, styles.headCell)}>
      <input
        type="checkbox"
        aria-label="Select all that match"
        checked={isAll}
        ref={(box) => {
          if (box !== null) box.indeterminate = selected > 0 && !isAll;
        }}
        onChange={onToggle}
      />
    </div>
  );
}
