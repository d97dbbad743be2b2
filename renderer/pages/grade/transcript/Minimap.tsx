import type { Virtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, type RefObject, useRef } from 'react';
import type { OutlineEntry } from '../../../../shared/domain/transcript.ts';
import styles from './Minimap.module.css';
import type { Marks } from './marks.ts';
import type { Rows } from './rows.ts';

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
  start: number;
  end: number;
  role: OutlineEntry['role'];
  hasError: boolean;
}

function barsOf({ list, rows, outline }: MinimapProps): Bar[] {
  const measured = list.measurementsCache;
  const step = Math.max(1, Math.ceil(rows.rows.length / MAX_BARS));
  const bars: Bar[] = [];
  for (let from = 0; from < rows.rows.length; from += step) {
    const first = measured[from];
    const last = measured[Math.min(from + step, rows.rows.length) - 1];
    const entry = outline[rows.rows[from]?.message ?? 0];
    if (first === undefined || last === undefined || entry === undefined) continue;
    const held = rows.rows.slice(from, from + step);
    const hasError = held.some(({ message, results }) =>
      [message, ...results].some((each) => each !== undefined && outline[each]?.has_error),
    );
    bars.push({ start: first.start, end: last.end, role: entry.role, hasError });
  }
  return bars;
}

/** The whole transcript in a strip: messages as bars, evidence as ticks, and a window for what is in view. For the mouse. */
export function Minimap(props: MinimapProps) {
  const { list, rows, marks, scroller } = props;
  const strip = useRef<HTMLDivElement>(null);
  const total = Math.max(1, list.getTotalSize());
  const percent = (at: number) => `${(100 * at) / total}%`;
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
      {barsOf(props).map(({ start, end, role, hasError }) => (
        <span
          key={start}
          className={styles.bar}
          data-role={role}
          data-error={hasError || undefined}
          style={{ top: percent(start), height: `max(1px, calc(${percent(end - start)} - 2px))` }}
        />
      ))}
      {marks.messages.map((message) => {
        const row = list.measurementsCache[rows.rowOf[message] ?? 0];
        return row === undefined ? null : (
          <span
            key={message}
            className={styles.tick}
            style={{ top: percent(row.start + Math.min(60, row.size / 2)) }}
          />
        );
      })}
      <span
        className={styles.window}
        style={{ top: percent(top), height: percent(Math.min(height, total)) }}
      />
    </div>
  );
}
