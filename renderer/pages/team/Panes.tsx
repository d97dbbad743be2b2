import type { ReactNode } from 'react';
import styles from './Team.module.css';

interface PanesProps {
  /** What is asked; it scrolls. */
  form: ReactNode;
  /** What the form is called. */
  label: string;
  /** The act, always in sight under it; missing where the form is one. */
  act?: ReactNode;
  /** What the region beside it is called, and what is in it: what would come of it, or came. */
  beside: string;
  children: ReactNode;
}

/** A form at the left, its act under it, and beside it what comes of it. One under the other where it is narrow. */
export function Panes({ form, label, act, beside, children }: PanesProps) {
  return (
    <div className={styles.panes}>
      <div className={styles.side}>
        <form className={styles.form} aria-label={label} onSubmit={(event) => event.preventDefault()}>
          {form}
        </form>
        {act !== undefined && <div className={styles.act}>{act}</div>}
      </div>
      <section className={styles.main} aria-label={beside}>
        <div className={styles.column}>{children}</div>
      </section>
    </div>
  );
}
