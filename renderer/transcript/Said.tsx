import { useEffect } from 'react';
import styles from './Said.module.css';

/** How long it stays, milliseconds. */
const STAYS = 4000;

/** What was done that the page does not show, said for a moment: something went to the clipboard. */
export function Said({ words, onOver }: { words: string; onOver(): void }) {
  useEffect(() => {
    if (words === '') return;
    const timer = setTimeout(onOver, STAYS);
    return () => clearTimeout(timer);
  }, [words, onOver]);
  return (
    <p className={words === '' ? 'unseen' : styles.said} role="status">
      {words}
    </p>
  );
}
