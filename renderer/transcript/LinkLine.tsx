import { ArrowDown, ArrowUp } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import styles from './LinkLine.module.css';

interface LinkLineProps {
  /** What holds transcript and confession. */
  panes: RefObject<HTMLElement | null>;
  /** The claim in hand or under the pointer. */
  claim: string | undefined;
  /** Ids of the evidence that is linked with it: `v2`, `c3`. */
  ids: readonly string[];
  /** Messages that hold it, in their order. */
  messages: readonly number[];
  onGoTo(message: number): void;
}

type Drawn =
  | { kind: 'line'; path: string; at: { x: number; y: number } }
  | { kind: 'edge'; side: 'above' | 'below'; message: number; x: number; y: number };

const ROUNDING = 8;

/** Where the linked tag and the claim stand, if both are in view; else at which edge of the transcript it went out. */
function measure(panes: HTMLElement, { claim, ids, messages }: LinkLineProps): Drawn | undefined {
  const frame = panes.getBoundingClientRect();
  const scroller = panes.querySelector('[data-transcript]');
  const card = claim === undefined ? null : panes.querySelector(`[data-claim="${CSS.escape(claim)}"]`);
  if (scroller === null || card === null || messages.length === 0) return undefined;
  const view = scroller.getBoundingClientRect();
  const target = card.getBoundingClientRect();
  if (view.width === 0 || target.width === 0) return undefined;
  // Where one pane shows at a time, the others lie behind it.
  if ([scroller, card].some((each) => getComputedStyle(each).visibility === 'hidden')) return undefined;
  const tag = [...scroller.querySelectorAll<HTMLElement>('[data-tag]')].find((each) => {
    const rect = each.getBoundingClientRect();
    return ids.includes(each.dataset.tag ?? '') && rect.top >= view.top && rect.bottom <= view.bottom;
  });
  if (tag === undefined) return edgeOf(scroller, view, frame, messages);
  const shelf = card.closest('section')?.getBoundingClientRect() ?? target;
  const top = Math.max(target.top, shelf.top) + 16;
  const bottom = Math.min(target.bottom, shelf.bottom) - 16;
  if (bottom < top) return undefined;
  const from = tag.getBoundingClientRect();
  const x1 = from.right + 3 - frame.left;
  const y1 = from.top + from.height / 2 - frame.top;
  const x2 = target.left - frame.left;
  const y2 = Math.min(bottom, Math.max(top, y1 + frame.top)) - frame.top;
  const bend = Math.min(ROUNDING, Math.abs(x2 - x1) / 2);
  const path = `M ${x1} ${y1} C ${x1 + bend * 2} ${y1}, ${x2 - bend * 2} ${y2}, ${x2} ${y2}`;
  return { kind: 'line', path, at: { x: x1, y: y1 } };
}

function edgeOf(
  scroller: Element,
  view: DOMRect,
  frame: DOMRect,
  messages: readonly number[],
): Drawn | undefined {
  const drawn = [...scroller.querySelectorAll<HTMLElement>('article[data-index]')].filter((row) => {
    const rect = row.getBoundingClientRect();
    return rect.bottom > view.top + 40 && rect.top < view.bottom - 40;
  });
  const numberOf = (row: HTMLElement | undefined) =>
    Number(row?.querySelector('[data-part]')?.getAttribute('data-message') ?? Number.NaN);
  const first = numberOf(drawn[0]);
  const above = messages.findLast((message) => message < first);
  const below = messages.find((message) => !(message < first));
  const message = below ?? above;
  if (message === undefined) return undefined;
  const side = below === undefined ? 'above' : 'below';
  return {
    kind: 'edge',
    side,
    message,
    x: view.right - frame.left,
    y: (side === 'above' ? view.top : view.bottom) - frame.top,
  };
}

function isSame(one: Drawn | undefined, other: Drawn | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A line from the tag of the linked evidence to its claim, through the gutter; where it is out of view, a way to it. */
export function LinkLine(props: LinkLineProps) {
  const { panes, onGoTo } = props;
  const [drawn, setDrawn] = useState<Drawn>();
  const draw = useCallback(() => {
    const found = panes.current === null ? undefined : measure(panes.current, props);
    setDrawn((known) => (isSame(known, found) ? known : found));
  }, [panes, props]);
  useLayoutEffect(() => {
    // After the rows and their tags: these are measured in effects of their own.
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  });
  useEffect(() => {
    const element = panes.current;
    if (element === null) return;
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    };
    element.addEventListener('scroll', later, { capture: true, passive: true });
    const observer = new ResizeObserver(later);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', later, { capture: true });
      observer.disconnect();
    };
  }, [panes, draw]);
  if (drawn === undefined) return null;
  if (drawn.kind === 'line') {
    return (
      <svg className={styles.line} aria-hidden="true" data-link-line>
        <circle cx={drawn.at.x} cy={drawn.at.y} r="2.5" />
        <path d={drawn.path} />
      </svg>
    );
  }
  const Arrow = drawn.side === 'above' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className={styles.edge}
      data-side={drawn.side}
      style={{ left: drawn.x, top: drawn.y }}
      onClick={() => onGoTo(drawn.message)}
    >
      <Arrow aria-hidden="true" />
      evidence in {drawn.message + 1}
    </button>
  );
}
