import { useEffect, useRef } from 'react';
import { cx } from '../kit/cx.ts';
import styles from './Said.module.css';

/** How long it stays, milliseconds. */
const STAYS = 4000;

/** What was done that the page does not show, said for a moment: something went to the clipboard. */
export function Said({
  words,
  className,
  onOver,
}: {
  words: string;
  /** Where on the page: what it stands in must be in view, whichever pane is. */
  className?: string | undefined;
  onOver(): void;
}) {
  const over = useRef(onOver);
  over.current = onOver;
  // Counted from when it was said, however often the page is drawn meanwhile.
  useEffect(() => {
    if (words === '') return;
    const timer = setTimeout(() => over.current(), STAYS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p className={words === '' ? 'unseen' : cx(styles.said, className)} role="status">
      {words}
    </p>
  );
}
