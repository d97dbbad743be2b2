import { type RefObject, useEffect, useState } from 'react';

export interface GuideFind {
  isOpen: boolean;
  text: string;
  total: number;
  current: number;
  open(): void;
  close(): void;
  setText(text: string): void;
  step(by: 1 | -1): void;
}

/** Names in the style sheet: all that is found, and the one in hand. */
const ALL = 'guide-found';
const CURRENT = 'guide-current';

/** Where the words stand, whatever their case, within one element's text. */
function rangesOf(root: HTMLElement, sought: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').toLowerCase();
    for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + sought.length);
      ranges.push(range);
    }
  }
  return ranges;
}

function scrollTo(range: Range | undefined): void {
  range?.startContainer.parentElement?.scrollIntoView({ block: 'center' });
}

/** Finding in the guide: the window of the desktop has no find of its own. */
export function useGuideFind(root: RefObject<HTMLElement | null>): GuideFind {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [ranges, setRanges] = useState<Range[]>([]);
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const sought = text.trim().toLowerCase();
    const found = !isOpen || sought === '' || root.current === null ? [] : rangesOf(root.current, sought);
    setRanges(found);
    setCurrent(0);
    scrollTo(found[0]);
  }, [isOpen, text, root]);
  useEffect(() => {
    const inHand = ranges[current];
    CSS.highlights.set(ALL, new Highlight(...ranges));
    CSS.highlights.set(CURRENT, new Highlight(...(inHand === undefined ? [] : [inHand])));
    return () => {
      CSS.highlights.delete(ALL);
      CSS.highlights.delete(CURRENT);
    };
  }, [ranges, current]);
  return {
    isOpen,
    text,
    total: ranges.length,
    current,
    open: () => setOpen(true),
    close: () => setOpen(false),
    setText,
    step: (by) => {
      if (ranges.length === 0) return;
      const next = (current + by + ranges.length) % ranges.length;
      setCurrent(next);
      scrollTo(ranges[next]);
    },
  };
}
