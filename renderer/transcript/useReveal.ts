import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { partElements, pieceAt } from '../text/selection.ts';
import type { MessageSource } from './MessageSource.ts';

/** A place in the transcript to be brought into view: a message, and in it a unit of one part. */
export interface Goal {
  message: number;
  part?: string;
  start?: number;
}

/** Frames after which a place that does not come is given up: contents are fetched, rows measured meanwhile. */
const MAX_FRAMES = 120;

/** Brings a place into view. Rows far away are drawn, fetched and measured first; the last goal wins. */
export function useReveal(
  scroller: RefObject<HTMLElement | null>,
  list: Virtualizer<HTMLDivElement, Element>,
  source: MessageSource,
  rowOf: readonly number[],
) {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(
    ({ message, part, start }: Goal) => {
      cancelAnimationFrame(frame.current);
      const row = rowOf[message];
      if (row === undefined) return;
      source.ensure([message]);
      let left = MAX_FRAMES;
      let still = 0;
      let isAsked = false;
      const attempt = () => {
        const pane = scroller.current;
        left -= 1;
        if (pane === null || left <= 0) return;
        const target = findTarget(pane, { message, ...(part !== undefined && { part, start }) }, row);
        if (target === undefined) {
          if (!isAsked || left % 10 === 0) list.scrollToIndex(row, { align: 'start' });
          isAsked = true;
        } else {
          // Rows above may still be measured: hold on until nothing moves.
          still = scrollToShow(pane, target, part === undefined) ? 0 : still + 1;
          if (still > 3) return;
        }
        frame.current = requestAnimationFrame(attempt);
      };
      attempt();
    },
    [scroller, list, source, rowOf],
  );
}

function findTarget(pane: HTMLElement, goal: Goal, row: number): HTMLElement | undefined {
  if (goal.part !== undefined) {
    const parts = partElements(pane, { source: 'transcript', message: goal.message, part: goal.part });
    // A text too long for the page stands in excerpts.
    for (const part of parts) {
      const piece = pieceAt(part, goal.start ?? 0);
      if (piece !== undefined) return piece;
    }
    return parts[0];
  }
  return (
    pane.querySelector<HTMLElement>(`[data-row-message="${goal.message}"]`) ??
    pane.querySelector<HTMLElement>(`[data-index="${row}"]`) ??
    undefined
  );
}

const MARGIN = 12;

/** Scrolls so that the target is seen: a message from its top, words with a third of the pane above them. True if it moved. */
function scrollToShow(pane: HTMLElement, target: HTMLElement, fromTop: boolean): boolean {
  const view = pane.getBoundingClientRect();
  const rect = target.getClientRects()[0] ?? target.getBoundingClientRect();
  const fits = rect.height < view.height - 2 * MARGIN;
  const isSeen =
    rect.top >= view.top + MARGIN && (fits ? rect.bottom : rect.top + 80) <= view.bottom - MARGIN;
  if (isSeen) return false;
  const before = pane.scrollTop;
  pane.scrollTop += rect.top - view.top - (fromTop ? MARGIN : view.height / 3);
  return Math.abs(pane.scrollTop - before) > 1;
}
