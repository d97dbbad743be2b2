import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { cx } from '../../kit/cx.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { keyOf, type Path } from './draft.ts';
import { moveAt, removeAt } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import styles from './Row.module.css';

interface RowProps {
  list: Path;
  index: number;
  /** How many there are. */
  count: number;
  /** What a screen reader calls it: `Option 2`. */
  name: string;
  /** Missing: it cannot be removed. */
  onRemove?: (() => void) | undefined;
  /** More acts, before the arrows. */
  acts?: ReactNode;
  className?: string | undefined;
  /** Under it, over its whole width: the fields of a question. */
  below?: ReactNode;
  children: ReactNode;
}

/** The row that is being dragged; the browser tells nothing of it before the drop. */
let dragged: { list: string; index: number } | undefined;

/** An entry of a list: moved by Alt and the arrows, by its buttons, or by its grip; undo takes everything back. */
export function Row({ list, index, count, name, onRemove, acts, className, below, children }: RowProps) {
  const { change, focus } = useRubricForm();
  const [over, setOver] = useState<'dropAbove' | 'dropBelow'>();
  const move = (to: number) => {
    change(moveAt(list, index, to));
    focus([...list, to]);
  };
  const sideOf = (event: DragEvent): 'dropAbove' | 'dropBelow' | undefined => {
    if (dragged?.list !== keyOf(list)) return undefined;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY < top + height / 2 ? 'dropAbove' : 'dropBelow';
  };
  return (
    <li
      className={cx(styles.row, over && styles[over], className)}
      data-row={keyOf([...list, index])}
      aria-label={name}
      onDragOver={(event) => {
        const side = sideOf(event);
        if (side === undefined) return;
        event.preventDefault();
        setOver(side);
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => {
        const side = sideOf(event);
        setOver(undefined);
        if (side === undefined || dragged === undefined) return;
        event.preventDefault();
        const { index: from } = dragged;
        const before = side === 'dropAbove' ? index : index + 1;
        const to = from < before ? before - 1 : before;
        change(moveAt(list, from, to));
        focus([...list, to]);
      }}
    >
      <span
        className={styles.grip}
        draggable
        title="Drag to move"
        aria-hidden="true"
        onDragStart={(event) => {
          dragged = { list: keyOf(list), index };
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', name);
          const row = event.currentTarget.parentElement;
          if (row !== null) event.dataTransfer.setDragImage(row, 0, 0);
        }}
        onDragEnd={() => {
          dragged = undefined;
        }}
      >
        <GripVertical />
      </span>
      <div className={styles.content}>{children}</div>
      <div className={styles.acts} data-row-acts="">
        {acts}
        <IconButton
          icon={ArrowUp}
          size="small"
          label={`Move ${name} up`}
          disabled={index === 0}
          onClick={() => move(index - 1)}
        />
        <IconButton
          icon={ArrowDown}
          size="small"
          label={`Move ${name} down`}
          disabled={index === count - 1}
          onClick={() => move(index + 1)}
        />
        {onRemove !== undefined && (
          <IconButton icon={X} size="small" label={`Remove ${name}`} data-remove="" onClick={onRemove} />
        )}
      </div>
      {below !== undefined && below !== false && <div className={styles.below}>{below}</div>}
    </li>
  );
}

/** Removing an entry, and where the focus goes: to what takes its place, else to the one before. */
export function useRemove(list: Path, count: number): (index: number) => void {
  const { change, focus } = useRubricForm();
  return (index) => {
    change(removeAt(list, index));
    focus([...list, Math.min(index, count - 2)]);
  };
}
