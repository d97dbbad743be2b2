import { capsOf, type Shortcut, spokenShortcut } from '../commands/shortcut.ts';
import { cx } from './cx.ts';
import styles from './KeyCaps.module.css';
import { useKeyboard } from './platform.ts';

interface KeyCapsProps {
  shortcut: Shortcut;
  /** `main` on the filled button, `chosen` on a chosen choice, `inverse` on the dark bar. */
  tone?: 'plain' | 'main' | 'chosen' | 'chosen-bad' | 'chosen-ok' | 'inverse' | 'off';
  className?: string | undefined;
}

/** The keys of a shortcut as caps, in the user's layout. Decoration beside a label: screen readers get `aria-keyshortcuts`. */
export function KeyCaps({ shortcut, tone = 'plain', className }: KeyCapsProps) {
  const { isMac, layout } = useKeyboard();
  return (
    <span className={cx(styles.caps, styles[tone], className)} aria-hidden="true">
      {capsOf(shortcut, isMac, layout).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}

/** One cap with any text: `Esc`, `–`. */
export function KeyCap({ children, tone = 'plain' }: { children: string; tone?: KeyCapsProps['tone'] }) {
  return (
    <span className={cx(styles.caps, styles[tone ?? 'plain'])} aria-hidden="true">
      <kbd className={styles.cap}>{children}</kbd>
    </span>
  );
}

/** The shortcut in words, for `aria-description` and titles. */
export function useSpokenShortcut(shortcut: Shortcut | undefined): string | undefined {
  const { isMac, layout } = useKeyboard();
  return shortcut === undefined ? undefined : spokenShortcut(shortcut, isMac, layout);
}
