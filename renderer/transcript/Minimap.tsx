import type { Virtualizer } from '@tanstack/react-virtual';
import { memo, type PointerEvent, type RefObject, useMemo, useRef } from 'react';
import type { OutlineEntry } from '../../shared/domain/transcript.ts';
import styles from './Minimap.module.css';
import type { Marks } from './marks.ts';
import { messagesIn, type Rows } from './rows.ts';

interface MinimapProps {
  list: Virtualizer<HTMLDivElement, Element>;
  rows: Rows;
  outline: readonly OutlineEntry[];
  marks: Marks;
  scroller: RefObject<HTMLDivElement | null>;
}

/** More rows than this share bars: a map has no room for them. */
const MAX_BARS = 300;

interface Bar {
  /** The rows it stands for, both included. */
  first: number;
  last: number;
  role: OutlineEntry['role'];
  hasError: boolean;
}

function barsOf({ rows }: Rows, outline: readonly OutlineEntry[]): Bar[] {
  const step = Math.max(1, Math.ceil(rows.length / MAX_BARS));
  const bars: Bar[] = [];
  for (let first = 0; first < rows.length; first += step) {
    const held = rows.slice(first, first + step);
    const entry = outline[held[0]?.message ?? 0];
    if (entry === undefined) continue;
    const hasError = messagesIn(held).some((each) => outline[each]?.has_error);
    bars.push({ first, last: first + held.length - 1, role: entry.role, hasError });
  }
  return bars;
}

interface BarsProps {
  bars: readonly Bar[];
  list: MinimapProps['list'];
  /** The height of all rows: the bars are drawn anew when it changes, and not while somebody scrolls. */
  total: number;
}

const Bars = memo(function Bars({ bars, list, total }: BarsProps) {
  return bars.map(({ first, last, role, hasError }) => {
    const start = list.measurementsCache[first]?.start ?? 0;
    const end = list.measurementsCache[last]?.end ?? start;
    return (
      <span
        key={first}
        className={styles.bar}
        data-role={role}
        data-error={hasError || undefined}
        style={{ top: percent(start, total), height: `max(1px, calc(${percent(end - start, total)} - 2px))` }}
      />
    );
  });
});

function percent(at: number, total: number): string {
  return `${((100 * at) / total).toFixed(3)}%`;
}

/** The whole transcript in a strip: messages as bars, evidence as ticks, and a window for what is in view. For the mouse. */
export function Minimap({ list, rows, outline, marks, scroller }: MinimapProps) {
  const strip = useRef<HTMLDivElement>(null);
  const total = Math.max(1, list.getTotalSize());
  const bars = useMemo(() => barsOf(rows, outline), [rows, outline]);
  const top = list.scrollOffset ?? 0;
  const height = scroller.current?.clientHeight ?? 0;
  const scrollTo = ({ clientY }: PointerEvent) => {
    const rect = strip.current?.getBoundingClientRect();
    if (rect === undefined || scroller.current === null) return;
    scroller.current.scrollTop = ((clientY - rect.top) / rect.height) * total - height / 2;
  };
  return (
    <div
      ref={strip}
      className={styles.strip}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        scrollTo(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && scrollTo(event)}
    >
      <Bars bars={bars} list={list} total={total} />
      {marks.messages.map((message) => {
        const row = list.measurementsCache[rows.rowOf[message] ?? 0];
        return row === undefined ? null : (
          <span
            key={message}
            className={styles.tick}
            style={{ top: percent(row.start + Math.min(60, row.size / 2), total) }}
          />
        );
      })}
      <span
        className={styles.window}
        style={{ top: percent(top, total), height: percent(Math.min(height, total), total) }}
      />
    </div>
  );
}
