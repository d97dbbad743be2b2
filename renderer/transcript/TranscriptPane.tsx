import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { type Folds, foldKey } from './folding.ts';
import { LongTextDialog, type MarkRange, type Viewing } from './LongTextDialog.tsx';
import { MessageRow } from './MessageRow.tsx';
import type { MessageSource } from './MessageSource.ts';
import { Minimap } from './Minimap.tsx';
import type { Marks } from './marks.ts';
import { rememberedSize } from './remembered-size.ts';
import { RowContext, type RowContextValue } from './row-context.ts';
import { estimateLines, messagesIn, type Rows } from './rows.ts';
import styles from './Transcript.module.css';
import { usePreparation } from './usePreparation.ts';
import { type Goal, useReveal } from './useReveal.ts';

export interface TranscriptHandle {
  /** Brings a place into view and, where it is folded, unfolds it. */
  reveal(goal: Goal): void;
  /** Unfolds what the message in hand has folded, a step at a time; folds it where all is open. */
  unfold(message: number): void;
  /** Opens the texts of a message in a viewer of their own. */
  openViewer(message: number): void;
  /** The first row that is in view, and the last one. */
  inView(): { first: number; last: number };
  element(): HTMLElement | null;
}

/**
 * One step further into a message: what is folded unfolds, its calls with their results, then what is folded in those;
 * once all is open it folds again. What is too long for the page opens in the viewer.
 */
function unfoldIn(row: Element): void {
  const folds = [...row.querySelectorAll<HTMLButtonElement>('[data-fold]')];
  const inPage = folds.filter((fold) => fold.dataset.opensViewer === undefined);
  const folded = inPage.filter((fold) => fold.ariaExpanded === 'false');
  const all = folded.length > 0 ? folded : inPage;
  if (all.length === 0) folds[0]?.click();
  for (const fold of all) fold.click();
}

interface TranscriptPaneProps {
  source: MessageSource;
  /** Counts what has come: rows are drawn anew when it changes. */
  version: number;
  rows: Rows;
  marks: Marks;
  view: 'rendered' | 'raw';
  /** The message in hand. */
  current: number;
  active: string | undefined;
  onCurrent(message: number): void;
  onTag(id: string): void;
  /** Marks words selected in the viewer; it closes unless they are marked. Missing where nothing can be marked. */
  onMarkRange?: ((...range: Parameters<MarkRange>) => 'marked' | 'asked') | undefined;
  /** Ids of the evidence under the pointer. */
  onHover(ids: readonly string[]): void;
  ref: Ref<TranscriptHandle>;
  /** Before and over the text: the outline, the find bar. */
  children?: React.ReactNode;
}

const LINE = 25;
const paneSize = rememberedSize();
/** Rows before and after those in view whose contents are fetched. */
const AHEAD = 24;

/** The transcript: a virtual list of messages, fetched and measured as they come near. */
export function TranscriptPane(props: TranscriptPaneProps) {
  const { source, version, rows, marks, view, current, active, onCurrent, onTag, onHover } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [folds, setFolds] = useState<Folds>(new Map());
  const [viewing, setViewing] = useState<Viewing>();
  // Reckoned once, and by functions that stay the same: whenever a row is measured, all rows below it are placed anew.
  const { getItemKey, estimateSize } = useMemo(() => {
    const keys = rows.rows.map(({ message, from }) => (from === 0 ? message : `${message}+${from}`));
    const sizes = rows.rows.map((row) => {
      const entry = source.outline[row.message];
      return entry === undefined ? LINE : estimateLines(entry, row) * LINE;
    });
    return {
      getItemKey: (index: number) => keys[index] ?? index,
      estimateSize: (index: number) => sizes[index] ?? LINE,
    };
  }, [rows, source]);
  const list = useVirtualizer({
    count: rows.rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize,
    overscan: 4,
    ...paneSize(),
  });
  const items = list.getVirtualItems();
  const from = Math.max(0, (items[0]?.index ?? 0) - AHEAD);
  const to = (items.at(-1)?.index ?? 0) + AHEAD;
  const near = useMemo(() => rows.rows.slice(from, to), [rows, from, to]);
  useEffect(() => source.setNear(messagesIn(near)), [source, near]);
  usePreparation(source, version, near);

  const setOpen = useCallback(
    (message: number, part: string, open: boolean) =>
      setFolds((known) => new Map(known).set(foldKey(message, part), open)),
    [],
  );
  const openViewer = useCallback((message: number, part: string) => setViewing({ message, part }), []);
  const reveal = useReveal(scroller, list, source, rows.rowOf);
  useImperativeHandle(props.ref, () => ({
    reveal: (goal) => {
      if (goal.part !== undefined) {
        setOpen(goal.message, goal.part, true);
        setOpen(goal.message, 'result', true);
      }
      reveal(goal);
    },
    unfold: (message) => {
      const row = scroller.current?.querySelector(`[data-index="${rows.rowOf[message]}"]`);
      const own = row?.querySelector(`[data-row-message="${message}"]`) ?? row;
      if (own != null) unfoldIn(own);
    },
    openViewer: (message) => {
      source.ensure([message]);
      setViewing({ message });
    },

    inView: () => {
      const top = list.scrollOffset ?? 0;
      const bottom = top + (scroller.current?.clientHeight ?? 0);
      const seen = list.getVirtualItems().filter((item) => item.end > top + 8 && item.start < bottom - 8);
      return { first: seen[0]?.index ?? 0, last: seen.at(-1)?.index ?? 0 };
    },
    element: () => scroller.current,
  }));
  const context = useMemo(
    (): RowContextValue => ({
      marks,
      view,
      current,
      active,
      isOpen: (message, part, opensByItself) => folds.get(foldKey(message, part)) ?? opensByItself,
      setOpen,
      openViewer,
      onCurrent,
      onTag,
    }),
    [marks, view, current, active, folds, setOpen, openViewer, onCurrent, onTag],
  );
  const hover = (target: EventTarget) => {
    const piece = target instanceof Element ? target.closest<HTMLElement>('[data-ids], [data-tag]') : null;
    onHover((piece?.dataset.ids ?? piece?.dataset.tag ?? '').split(' ').filter((id) => id !== ''));
  };
  return (
    <section className={styles.pane} aria-label="Transcript">
      {props.children}
      <Minimap list={list} rows={rows} outline={source.outline} marks={marks} scroller={scroller} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what has the focus is lit, as under the pointer; nothing is done */}
      <div
        className={styles.scroller}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        data-transcript
        onPointerOver={({ target }) => hover(target)}
        onPointerLeave={() => onHover([])}
        onFocus={({ target }) => target.matches(':focus-visible') && hover(target)}
        onBlur={() => onHover([])}
      >
        <RowContext value={context}>
          <div className={styles.list} style={{ height: list.getTotalSize() }}>
            {items.map((item) => {
              const row = rows.rows[item.index];
              const entry = row === undefined ? undefined : source.outline[row.message];
              if (row === undefined || entry === undefined) return null;
              const isCurrent = rows.rowOf[current] === item.index;
              return (
                <article
                  key={item.key}
                  data-index={item.index}
                  ref={list.measureElement}
                  className={styles.row}
                  data-current={isCurrent || undefined}
                  data-continues={row.from > 0 || undefined}
                  style={{ transform: `translateY(${item.start}px)` }}
                  aria-label={
                    row.from === 0
                      ? `Message ${row.message + 1}`
                      : `Message ${row.message + 1}, from call ${row.from + 1}`
                  }
                >
                  <MessageRow row={row} entry={entry} source={source} version={version} />
                </article>
              );
            })}
          </div>
        </RowContext>
      </div>
      <LongTextDialog
        viewing={viewing}
        message={viewing === undefined ? undefined : source.get(viewing.message)}
        marks={marks}
        view={view}
        onMark={
          props.onMarkRange &&
          ((act, place, range) => {
            if (props.onMarkRange?.(act, place, range) !== 'marked') setViewing(undefined);
          })
        }
        onViewing={setViewing}
      />
    </section>
  );
}
