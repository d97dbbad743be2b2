import { useEffect, useState } from 'react';
import { useKeyOf } from '../commands/CommandsProvider.tsx';
import { isField } from '../commands/keyboard.ts';
import { KeyCaps } from '../kit/KeyCaps.tsx';
import styles from './MarkingMenu.module.css';

interface MarkingMenuProps {
  /** What marking does now: "Mark for V2", "Evidence for claim 3". */
  markWords: string;
  onMark(): void;
  onNewViolation: (() => void) | undefined;
  onNote(): void;
}

interface Spot {
  left: number;
  top: number;
  above: boolean;
}

const ROOM = 56;

/** Below the end of what is selected in transcript or confession; above it where there is no room. */
function spotOfSelection(): Spot | undefined {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || isField(document.activeElement)) return undefined;
  const focus = selection.focusNode?.parentElement;
  const anchor = selection.anchorNode?.parentElement;
  const isText = (element: Element | null | undefined) => element?.closest('[data-part]') != null;
  if (!isText(focus) && !isText(anchor)) return undefined;
  const rects = selection.getRangeAt(0).getClientRects();
  const last = rects[rects.length - 1];
  if (last === undefined) return undefined;
  const above = last.bottom + ROOM > window.innerHeight;
  const first = rects[0] ?? last;
  return {
    left: Math.max(8, Math.min(last.left, window.innerWidth - 360)),
    top: above ? first.top - 8 : last.bottom + 8,
    above,
  };
}

/** What can be done with the words just selected; the keys do the same. It comes when the selection rests. */
export function MarkingMenu({ markWords, onMark, onNewViolation, onNote }: MarkingMenuProps) {
  const [spot, setSpot] = useState<Spot>();
  const keys = {
    mark: useKeyOf('grade.mark'),
    add: useKeyOf('grade.new-violation'),
    note: useKeyOf('grade.note'),
  };
  useEffect(() => {
    let isDown = false;
    const show = () => setSpot(isDown ? undefined : spotOfSelection());
    const onDown = (event: PointerEvent) => {
      isDown = !(event.target instanceof Element && event.target.closest('[data-marking-menu]') !== null);
    };
    const onUp = () => {
      isDown = false;
      setTimeout(show, 0);
    };
    document.addEventListener('selectionchange', show);
    window.addEventListener('pointerdown', onDown, true);
    window.addEventListener('pointerup', onUp, true);
    window.addEventListener('scroll', show, true);
    return () => {
      document.removeEventListener('selectionchange', show);
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('pointerup', onUp, true);
      window.removeEventListener('scroll', show, true);
    };
  }, []);
  if (spot === undefined) return null;
  const acts = [
    { words: markWords, key: keys.mark, run: onMark },
    ...(onNewViolation === undefined ? [] : [{ words: 'New violation', key: keys.add, run: onNewViolation }]),
    { words: 'Note', key: keys.note, run: onNote },
  ];
  return (
    <div
      className={styles.menu}
      role="toolbar"
      aria-label="The selection"
      data-marking-menu
      data-above={spot.above || undefined}
      style={{ left: spot.left, top: spot.top }}
    >
      {acts.map(({ words, key, run }) => (
        <button
          key={words}
          type="button"
          className={styles.act}
          // The selection must outlive the press.
          onPointerDown={(event) => event.preventDefault()}
          onClick={run}
        >
          {words}
          {key !== undefined && <KeyCaps shortcut={key} />}
        </button>
      ))}
    </div>
  );
}
