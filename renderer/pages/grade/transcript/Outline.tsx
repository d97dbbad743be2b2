import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { OutlineEntry } from '../../../../shared/domain/transcript.ts';
import { cx } from '../../../kit/cx.ts';
import { Tag } from '../../../kit/Tag.tsx';
import { lineOf } from '../../../text/pieces.ts';
import type { Marks } from './marks.ts';
import styles from './Outline.module.css';
import type { Row } from './rows.ts';

const FILTERS = [
  { id: 'all', words: 'All' },
  { id: 'calls', words: 'Calls' },
  { id: 'errors', words: 'Errors' },
  { id: 'marks', words: 'Marks' },
] as const;
type Filter = (typeof FILTERS)[number]['id'];

interface OutlineProps {
  outline: readonly OutlineEntry[];
  rows: readonly Row[];
  marks: Marks;
  current: number;
  active: string | undefined;
  onGoTo(message: number): void;
}

interface Line {
  entry: OutlineEntry;
  hasError: boolean;
  ids: readonly string[];
}

const LINE_HEIGHT = 24;
/** Before each user turn, so that turns can be counted at a glance. */
const TURN_SPACE = 5;
const MAX_TAGS = 2;

function isIn(filter: Filter, { entry, hasError, ids }: Line): boolean {
  if (filter === 'calls') return entry.tool_calls.length > 0;
  if (filter === 'errors') return hasError;
  return filter === 'all' || ids.length > 0;
}

/** One line for each row of the transcript; results stand with their calls there, and so do they here. */
export function Outline({ outline, rows, marks, current, active, onGoTo }: OutlineProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(
    () =>
      rows.flatMap(({ message, results }): Line[] => {
        const entry = outline[message];
        if (entry === undefined) return [];
        const held = [message, ...results.filter((each) => each !== undefined)];
        return [
          {
            entry,
            hasError: held.some((each) => outline[each]?.has_error),
            ids: [...new Set(held.flatMap((each) => marks.idsIn(each)))],
          },
        ];
      }),
    [outline, rows, marks],
  );
  const shown = lines.filter((line) => isIn(filter, line));
  const at = shown.findLastIndex(({ entry }) => entry.message <= current);
  const list = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => LINE_HEIGHT + (shown[index]?.entry.role === 'user' ? TURN_SPACE : 0),
    getItemKey: (index) => shown[index]?.entry.message ?? index,
    overscan: 12,
  });
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
  }, [at, list]);
  return (
    <nav className={styles.outline} aria-label="Outline">
      <div className={styles.filters} role="group" aria-label="Show">
        {FILTERS.map(({ id, words }) => (
          <button
            key={id}
            type="button"
            className={styles.filter}
            aria-pressed={id === filter}
            onClick={() => setFilter(id)}
          >
            {words} {lines.filter((line) => isIn(id, line)).length}
          </button>
        ))}
      </div>
      <div className={styles.scroller} ref={scroller}>
        <ol className={styles.lines} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const line = shown[item.index];
            return line === undefined ? null : (
              <OutlineLine
                key={item.key}
                line={line}
                top={item.start + (line.entry.role === 'user' ? TURN_SPACE : 0)}
                isCurrent={item.index === at}
                active={active}
                onGoTo={onGoTo}
              />
            );
          })}
        </ol>
        {shown.length === 0 && <p className={styles.empty}>None here.</p>}
      </div>
    </nav>
  );
}

interface OutlineLineProps {
  line: Line;
  top: number;
  isCurrent: boolean;
  active: string | undefined;
  onGoTo(message: number): void;
}

function OutlineLine({ line: { entry, hasError, ids }, top, isCurrent, active, onGoTo }: OutlineLineProps) {
  const call = entry.peek === '' ? entry.tool_calls.map(({ name }) => name).join(', ') : '';
  const tags = ids.length > MAX_TAGS ? ids.slice(0, MAX_TAGS - 1) : ids;
  return (
    <li className={styles.item} style={{ transform: `translateY(${top}px)` }}>
      <button
        type="button"
        className={styles.line}
        aria-current={isCurrent || undefined}
        title={lineOf(entry.peek)}
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
