/* biome-ignore-all lint/a11y/useSemanticElements: a virtual list cannot be a table element; roles carry the grid */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the row in hand (aria-activedescendant) */
import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import type { TranscriptRow } from '../../../shared/contract/transcripts.ts';
import { cx } from '../../kit/cx.ts';
import styles from './TranscriptTable.module.css';
import type { TableRow, tableParts } from './table-columns.tsx';

/** Id of a row's element, for aria-activedescendant. */
export const rowElementId = (index: number) => `transcript-row-${index}`;

export interface RowActs {
  onActive(index: number): void;
  onToggle(index: number, isRange: boolean): void;
  onOpen(row: TranscriptRow): void;
}

interface RowProps {
  tableRow: Row<typeof tableParts, TableRow>;
  /** The columns shown, as a text: a row draws anew when they change. */
  columns: string;
  top: number;
  isSelected: boolean;
  isActive: boolean;
  acts: RowActs;
}

export const TranscriptTableRow = memo(function TranscriptTableRow(props: RowProps) {
  const { tableRow, top, isSelected, isActive, acts } = props;
  const { index, row } = tableRow.original;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page's commands do the same with keys
    <div
      id={rowElementId(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-selected={isSelected || undefined}
      className={cx(styles.row, styles.placed, isSelected && styles.selected, isActive && styles.active)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => (event.shiftKey ? acts.onToggle(index, true) : acts.onActive(index))}
      onDoubleClick={() => row !== null && acts.onOpen(row)}
    >
      <div role="gridcell" className={styles.tick}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          disabled={row === null}
          aria-label={row === null ? 'Not here yet' : `Select ${row.transcript_id}`}
          onClick={(event) => {
            event.stopPropagation();
            acts.onToggle(index, event.shiftKey);
          }}
          onChange={() => {}}
        />
      </div>
      {tableRow.getVisibleCells().map((cell) => {
        const { align = 'start', isMono } = cell.column.columnDef.meta ?? {};
        const isId = cell.column.id === 'transcript_id';
        return (
          <div
            key={cell.id}
            role={isId ? 'rowheader' : 'gridcell'}
            className={cx(
              styles.cell,
              align === 'end' && styles.end,
              isMono === true && styles.mono,
              isId && styles.id,
            )}
          >
            {isId && row !== null ? <IdButton row={row} onOpen={acts.onOpen} /> : <FlexRender cell={cell} />}
          </div>
        );
      })}
    </div>
  );
});

/** The transcript's name leads to grading it, as Enter does. */
function IdButton({ row, onOpen }: { row: TranscriptRow; onOpen(row: TranscriptRow): void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.open}
      title={row.transcript_id}
      onClick={(event) => {
        event.stopPropagation();
        onOpen(row);
      }}
    >
      {row.transcript_id}
    </button>
  );
}
