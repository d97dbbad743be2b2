import { useLayoutEffect, useRef, useState } from 'react';
import { Popover } from '../kit/Popover.tsx';
import { Tag } from '../kit/Tag.tsx';
import styles from './Row.module.css';
import { useRow } from './row-context.ts';

interface Line {
  top: number;
  ids: readonly string[];
}

const MAX_TAGS = 3;
const NONE: readonly Line[] = [];

/** Where the evidence of a row begins, line by line, measured from the row's top. */
function linesIn(row: HTMLElement, pieces: Iterable<HTMLElement>): Line[] {
  const top = row.getBoundingClientRect().top;
  const byTop = new Map<number, Set<string>>();
  for (const piece of pieces) {
    const rect = piece.getClientRects()[0];
    if (rect === undefined) continue;
    const at = Math.round(rect.top - top);
    const near = [...byTop.keys()].find((known) => Math.abs(known - at) < 8) ?? at;
    const ids = byTop.get(near) ?? new Set();
    for (const id of (piece.dataset.tags ?? '').split(' ')) ids.add(id);
    byTop.set(near, ids);
  }
  return [...byTop].map(([at, ids]) => ({ top: at, ids: [...ids] }));
}

function isSame(one: readonly Line[], other: readonly Line[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ top, ids }, index) => top === other[index]?.top && ids.join() === other[index]?.ids.join())
  );
}

/** V1, V2 … beside the line where their evidence begins; pressing one takes its violation in hand. */
export function MarginTags() {
  const margin = useRef<HTMLDivElement>(null);
  const [lines, setLines] = useState<readonly Line[]>(NONE);
  // Measured after every drawing of the row, and whenever its size changes: folds, a narrower pane, another text size.
  useLayoutEffect(() => {
    const row = margin.current?.parentElement;
    if (row == null) return;
    const pieces = row.querySelectorAll<HTMLElement>('[data-tags]');
    if (pieces.length === 0) {
      // Nothing is measured where nothing is marked: that would lay out the page once for every row that scrolls in.
      setLines(NONE);
      return;
    }
    const measure = () => {
      const found = linesIn(row, pieces);
      setLines((known) => (isSame(known, found) ? known : found));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(row);
    return () => observer.disconnect();
  });
  return (
    <div className={styles.tags} ref={margin}>
      {lines.map((line) => (
        <TagLine key={line.top} {...line} />
      ))}
    </div>
  );
}

function TagLine({ top, ids }: Line) {
  const shown = ids.length > MAX_TAGS ? ids.slice(0, MAX_TAGS - 1) : ids;
  return (
    <div className={styles.tagLine} style={{ top }}>
      {shown.map((id) => (
        <TagButton key={id} id={id} />
      ))}
      {shown.length < ids.length && (
        <Popover
          title="Evidence here"
          side="left"
          trigger={
            <button type="button" className={styles.tagButton}>
              <Tag>{`+${ids.length - shown.length}`}</Tag>
            </button>
          }
        >
          {ids.map((id) => (
            <TagButton key={id} id={id} />
          ))}
        </Popover>
      )}
    </div>
  );
}

function TagButton({ id }: { id: string }) {
  const { active, onTag } = useRow();
  const isActive = id === active;
  return (
    <button
      type="button"
      className={styles.tagButton}
      data-tag={id}
      aria-label={/^\d+$/.test(id) ? `Evidence of grader ${id}` : `Evidence for ${id.toUpperCase()}`}
      aria-pressed={isActive}
      onClick={() => onTag(id)}
    >
      <Tag active={isActive}>{id.toUpperCase()}</Tag>
    </button>
  );
}
