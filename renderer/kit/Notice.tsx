import { CircleAlert, CircleHelp, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Notice.module.css';

interface NoticeProps {
  /**
   * `bad`: something failed. `info`: something to know. `sure`: a doubt beside the field that raised it, ruled at the
   * left, never in the way.
   */
  kind: 'bad' | 'info' | 'sure';
  /** The first words, bold: "Two lines could not be read." */
  title?: ReactNode;
  /** What was kept, and what to do. */
  children?: ReactNode;
  /** Buttons or links, below. */
  acts?: ReactNode;
  /** Read out as soon as it appears (`bad` is, unless this is false). */
  announce?: boolean;
  className?: string | undefined;
}

const SIGNS = { bad: CircleAlert, info: Info, sure: CircleHelp } as const;

/** What happened, what was kept, what to do: said where it happened. */
export function Notice({ kind, title, children, acts, announce = kind === 'bad', className }: NoticeProps) {
  const Sign = SIGNS[kind];
  return (
    <div
      className={cx(styles.notice, styles[kind], className)}
      role={announce ? (kind === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Sign className={styles.sign} aria-hidden="true" />
      <div className={styles.words}>
        {title !== undefined && <strong className={styles.title}>{title} </strong>}
        {children}
        {acts !== undefined && <div className={styles.acts}>{acts}</div>}
      </div>
    </div>
  );
}
