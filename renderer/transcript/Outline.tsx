import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import type { OutlineEntry } from '../../shared/domain/transcript.ts';
import { cx } from '../kit/cx.ts';
import { formatCount } from '../kit/format.ts';
import { Tag } from '../kit/Tag.tsx';
import { lineOf } from '../text/pieces.ts';
import type { Marks } from './marks.ts';
import styles from './Outline.module.css';
import {
  filterLines,
  idsByLine,
  linesOf,
  OUTLINE_FILTERS,
  type OutlineFilter,
  type OutlineLine,
} from './outline-lines.ts';
import { rememberedSize } from './remembered-size.ts';
import type { Rows } from './rows.ts';

interface OutlineProps {
  outline: readonly OutlineEntry[];
  rows: Rows;
  marks: Marks;
  current: number;
  active: string | undefined;
  onGoTo(message: number): void;
}

const LINE_HEIGHT = 24;
const listSize = rememberedSize();
/** Before each user turn, so that turns can be counted at a glance. */
const TURN_SPACE = 5;
const MAX_TAGS = 2;
const NO_IDS: readonly string[] = [];

/** Which line a key goes to from line `at`, of `count`; undefined where the key is none of the list's. */
function lineForKey(key: string, at: number, count: number, page: number): number | undefined {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** The transcript line by line, filtered; one stop of the Tab key, with the arrows from line to line. */
export const Outline = memo(function Outline({
  outline,
  rows,
  marks,
  current,
  active,
  onGoTo,
}: OutlineProps) {
  const [filter, setFilter] = useState<OutlineFilter>('all');
  const scroller = useRef<HTMLDivElement>(null);
  const byFilter = useMemo(() => filterLines(linesOf(outline, rows.rows)), [outline, rows]);
  const ids = useMemo(() => idsByLine(rows.rows, rows.rowOf, marks), [rows, marks]);
  const marked = useMemo(() => byFilter.all.filter(({ entry }) => ids.has(entry.message)), [byFilter, ids]);
  const linesIn = (which: OutlineFilter) => (which === 'marks' ? marked : byFilter[which]);
  const shown = linesIn(filter);
  const at = shown.findLastIndex(({ entry }) => entry.message <= current);
  /** The line that keys went to; the one in hand until then. */
  const [focused, setFocused] = useState<number>();
  const stop = Math.min(focused ?? Math.max(0, at), shown.length - 1);
  const list = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => LINE_HEIGHT + (shown[index]?.entry.role === 'user' ? TURN_SPACE : 0),
    overscan: 12,
    ...listSize(),
  });
  // Lines of another filter have other heights.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines shown are the trigger
  useEffect(() => list.measure(), [list, shown]);
  useEffect(() => {
    setFocused(undefined);
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
  }, [at, list]);
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / LINE_HEIGHT) - 1;
    const to = lineForKey(event.key, stop, shown.length, page);
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    setFocused(to);
    list.scrollToIndex(to, { align: 'auto' });
    focusLine(scroller.current, to);
  };
  return (
    <nav className={styles.outline} aria-label="Outline">
      <div className={styles.filters} role="group" aria-label="Show">
        {OUTLINE_FILTERS.map(({ id, words }) => (
          <button
            key={id}
            type="button"
            className={styles.filter}
            aria-pressed={id === filter}
            onClick={() => {
              setFilter(id);
              setFocused(undefined);
            }}
          >
            {words} {formatCount(linesIn(id).length)}
          </button>
        ))}
      </div>
      <div className={styles.scroller} ref={scroller}>
        <ol className={styles.lines} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const line = shown[item.index];
            return line === undefined ? null : (
              <OutlineRow
                key={line.entry.message}
                index={item.index}
                line={line}
                ids={ids.get(line.entry.message) ?? NO_IDS}
                top={item.start + (line.entry.role === 'user' ? TURN_SPACE : 0)}
                isCurrent={item.index === at}
                isStop={item.index === stop}
                active={active}
                onKeyDown={onKeyDown}
                onGoTo={onGoTo}
              />
            );
          })}
        </ol>
        {shown.length === 0 && <p className={styles.empty}>None here.</p>}
      </div>
    </nav>
  );
});

/** Gives a line the focus, once it is drawn. */
function focusLine(scroller: HTMLElement | null, line: number, attempts = 10): void {
  const button = scroller?.querySelector<HTMLElement>(`[data-line="${line}"]`);
  if (button != null) button.focus({ preventScroll: true });
  else if (attempts > 0) requestAnimationFrame(() => focusLine(scroller, line, attempts - 1));
}

interface OutlineRowProps {
  index: number;
  line: OutlineLine;
  ids: readonly string[];
  top: number;
  isCurrent: boolean;
  /** The one line that the Tab key reaches. */
  isStop: boolean;
  active: string | undefined;
  onKeyDown(event: KeyboardEvent): void;
  onGoTo(message: number): void;
}

function OutlineRow({
  index,
  line,
  ids,
  top,
  isCurrent,
  isStop,
  active,
  onKeyDown,
  onGoTo,
}: OutlineRowProps) {
  const { entry, hasError } = line;
  const call = entry.peek === '' ? callsOf(entry) : '';
  const tags = ids.length > MAX_TAGS ? ids.slice(0, MAX_TAGS - 1) : ids;
  return (
    <li className={styles.item} style={{ transform: `translateY(${top}px)` }}>
      <button
        type="button"
        className={styles.line}
        data-line={index}
        tabIndex={isStop ? 0 : -1}
        aria-current={isCurrent || undefined}
        title={lineOf(entry.peek)}
        onKeyDown={onKeyDown}
        onClick={() => onGoTo(entry.message)}
      >
        <span className={styles.number}>{entry.message + 1}</span>
        <span
          className={cx(styles.words, entry.role === 'user' && styles.byUser, call !== '' && styles.byCall)}
        >
          {lineOf(call !== '' ? call : entry.peek === '' ? entry.role : entry.peek)}
        </span>
        {hasError && <span className={styles.error}>error</span>}
        {tags.map((id) => (
          <Tag key={id} active={id === active}>
            {id.toUpperCase()}
          </Tag>
        ))}
        {tags.length < ids.length && <Tag>{`+${ids.length - tags.length}`}</Tag>}
      </button>
    </li>
  );
}

/** Names of the first calls: a line has no room for more. */
function callsOf({ tool_calls: calls }: OutlineEntry): string {
  return calls
    .slice(0, 8)
    .map(({ name }) => name)
    .join(', ');
}
