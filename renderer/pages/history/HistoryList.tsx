import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { DoneItem } from '../../../shared/contract/history.ts';
import { HistoryItem } from './HistoryItem.tsx';
import styles from './HistoryPage.module.css';
import { dayName, dayWords, type HistoryRow } from './history-rows.ts';

export interface HistoryHandle {
  /** Brings a row into view and gives it the focus. */
  focus(index: number): void;
}

interface HistoryListProps {
  rows: readonly HistoryRow[];
  inHand: number;
  handle: Ref<HistoryHandle>;
  onInHand(index: number): void;
  /** The end is near. */
  onEnd(): void;
  onTakeBack(item: DoneItem): void;
}

const DAY_REM = 3;
const ITEM_REM = 2.5;
/** So many rows before the end the older ones are fetched. */
const NEAR_END = 40;

export function HistoryList({ rows, inHand, handle, onInHand, onEnd, onTakeBack }: HistoryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'day' ? DAY_REM : ITEM_REM) * rem,
    overscan: 12,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - NEAR_END) onEnd();
  });
  useImperativeHandle(handle, () => ({
    focus: (index) => {
      virtualizer.scrollToIndex(index, { align: 'auto' });
      requestAnimationFrame(() =>
        scroller.current
          ?.querySelector<HTMLElement>(`[data-row="${index}"] a`)
          ?.focus({ preventScroll: true }),
      );
    },
  }));
  return (
    <div className={styles.scroller} ref={scroller} data-history>
      <div
        className={styles.list}
        role="list"
        aria-label="What you did"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {shown.map(({ key, index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              role="listitem"
              className={row.kind === 'day' ? styles.day : styles.item}
              data-index={index}
              data-row={index}
              data-in-hand={index === inHand || undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === 'day' ? (
                <>
                  <h2 className={styles.dayName}>{dayName(row.day.day)}</h2>
                  <span className={styles.dayWords}>{dayWords(row.day)}</span>
                </>
              ) : (
                <HistoryItem item={row.item} onFocus={() => onInHand(index)} onTakeBack={onTakeBack} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
