import type { ReactNode } from 'react';
import { cx } from '../../kit/cx.ts';
import styles from './JsonText.module.css';

/** A key with its colon, or anything up to the next one. */
const KEY = /("(?:[^"\\]|\\.)*")(?=\s*:)/g;

/** JSON, or what was left of it, with its keys set off. Always text: nothing in it is ever markup. */
export function JsonText({ text, label, isTall = false }: { text: string; label: string; isTall?: boolean }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(KEY)) {
    pieces.push(text.slice(at, match.index), <b key={match.index}>{match[0]}</b>);
    at = match.index + match[0].length;
  }
  pieces.push(text.slice(at));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <pre className={cx(styles.json, isTall && styles.tall)} role="region" aria-label={label} tabIndex={0}>
      {pieces}
    </pre>
  );
}
