/* biome-ignore-all lint/a11y/useSemanticElements: a virtual list cannot be a table element; roles carry the grid */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the row in hand (aria-activedescendant) */
import { type ColumnVisibilityState, FlexRender, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { TranscriptSort } from '../../../shared/contract/transcripts.ts';
import { cx } from '../../kit/cx.ts';
import { columnTracks } from './column-tracks.ts';
import { HeadCell, SelectAll } from './HeadCell.tsx';
import styles from './TranscriptTable.module.css';
import { type RowActs, rowElementId, TranscriptTableRow } from './TranscriptTableRow.tsx';
import { sortOfColumn, type TableRow, tableColumns, tableParts } from './table-columns.tsx';
import type { TranscriptRows } from './useTranscriptRows.ts';

export interface TableHandle {
  focus(): void;
  /** Whole rows between the head and the lower edge. */
  rowsInView(): number;
  scrollTo(index: number): void;
}

export interface RowsInView {
  first: number;
  last: number;
  scrollTop: number;
}

interface TranscriptTableProps {
  rows: TranscriptRows;
  total: number;
  sort: TranscriptSort;
  visibility: ColumnVisibilityState;
  metadataKeys: readonly string[];
  selected: ReadonlySet<string>;
  active: number;
  /** Where to begin, after coming back. */
  scrollTop: number;
  handle: Ref<TableHandle>;
  acts: RowActs;
  onSort(by: TranscriptSort['by']): void;
  onToggleAll(): void;
  onView(range: RowsInView): void;
}

/** Heights in rem, as the stylesheet has them: `--row`, the head, and the room that the selection bar takes. */
const ROW_REM = 1.9375;
const HEAD_REM = 2;
const SELECTION_BAR_REM = 4;

/** The rows of a view. Only those in sight are in the page; the rest is room. */
export function TranscriptTable(props: TranscriptTableProps) {
  const { rows, total, sort, visibility, metadataKeys, selected, active, onView } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rem = rootFontSize();
  const rowHeight = ROW_REM * rem;
  const headHeight = HEAD_REM * rem;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: selected.size > 0 ? SELECTION_BAR_REM * rem : 0,
    initialOffset: props.scrollTop,
  });
  const items = virtualizer.getVirtualItems();
  const { rowAt, show } = rows;
  const data = useMemo<TableRow[]>(
    () => items.map(({ index }) => ({ index, row: rowAt(index) })),
    [items, rowAt],
  );
  const columns = useMemo(() => tableColumns(metadataKeys), [metadataKeys]);
  const sorting = useMemo(() => [{ id: sort.by, desc: sort.descending }], [sort]);
  const table = useTable({
    features: tableParts,
    columns,
    data,
    manualSorting: true,
    getRowId: (row) => String(row.index),
    state: { sorting, columnVisibility: visibility },
  });

  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => show(first, last), [show, first, last]);

  const inView = (): RowsInView => {
    const top = scroller.current?.scrollTop ?? 0;
    const height = (scroller.current?.clientHeight ?? 0) - headHeight;
    return {
      scrollTop: top,
      first: Math.ceil((top - 1) / rowHeight),
      last: Math.min(total, Math.floor((top + height + 1) / rowHeight)) - 1,
    };
  };
  const reportView = useRef(() => {});
  useEffect(() => {
    reportView.current = () => onView(inView());
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed number of rows changes what is in view
  useEffect(() => {
    reportView.current();
    const observer = new ResizeObserver(() => reportView.current());
    if (scroller.current !== null) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [total]);

  useImperativeHandle(props.handle, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    rowsInView: () => Math.max(1, inView().last - inView().first),
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  }));

  const shown = table.getVisibleLeafColumns();
  const shownIds = shown.map((column) => column.id).join(' ');
  const hasHits = shown.some((column) => column.id === 'hit');
  const tracks = columnTracks(
    shown.map((column) => column.columnDef.meta),
    !hasHits,
  );

  return (
    <div
      ref={scroller}
      className={cx(styles.grid, rows.isStale && styles.stale)}
      role="grid"
      aria-label="Transcripts"
      aria-multiselectable="true"
      aria-rowcount={total + 1}
      aria-colcount={shown.length + 1}
      aria-busy={rows.isStale}
      aria-activedescendant={items.some((item) => item.index === active) ? rowElementId(active) : undefined}
      tabIndex={0}
      onScroll={() => reportView.current()}
      style={
        {
          '--columns': tracks.columns,
          '--least': tracks.least,
          '--id-length': longestId(rowAt),
        } as CSSProperties
      }
    >
      <div className={styles.head} role="rowgroup">
        {table.getHeaderGroups().map((group) => (
          <div key={group.id} className={cx(styles.row, styles.headRow)} role="row" aria-rowindex={1}>
            <SelectAll total={total} selected={selected.size} onToggle={props.onToggleAll} />
            {group.headers.map((header) => {
              const by = sortOfColumn(header.column.id);
              return (
                <HeadCell
                  key={header.id}
                  title={<FlexRender header={header} />}
                  sort={by === undefined ? undefined : header.column.getIsSorted()}
                  align={header.column.columnDef.meta?.align ?? 'start'}
                  isId={header.column.id === 'transcript_id'}
                  onSort={() => by !== undefined && props.onSort(by)}
                />
              );
            })}
          </div>
        ))}
      </div>
      <div className={styles.body} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {table.getRowModel().rows.map((tableRow, at) => {
          const { index, row } = tableRow.original;
          return (
            <TranscriptTableRow
              key={index}
              tableRow={tableRow}
              columns={shownIds}
              top={(items[at]?.start ?? headHeight) - headHeight}
              isSelected={row !== null && selected.has(row.transcript_id)}
              isActive={index === active}
              acts={props.acts}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Characters of the longest id among the first rows, within what a column can hold. */
function longestId(rowAt: TranscriptRows['rowAt']): number {
  const lengths = Array.from({ length: 40 }, (_, index) => rowAt(index)?.transcript_id.length ?? 0);
  return Math.min(28, Math.max(10, ...lengths));
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
