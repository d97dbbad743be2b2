import type { ReactNode } from 'react';
import { cx } from '../kit/cx.ts';
import styles from './Question.module.css';

interface QuestionProps {
  /** The field it asks for, as `openQuestions` names it: Space goes to it while it is open. */
  field: string;
  /** In words, where the answers do not bring them. */
  title?: ReactNode;
  hint?: ReactNode;
  /** At the right of the title: the value. */
  value?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** One question of the form. It takes the focus when Space comes to it. */
export function Question({ field, title, hint, value, className, children }: QuestionProps) {
  return (
    <section className={cx(styles.question, className)} data-question={field} tabIndex={-1}>
      {title !== undefined && (
        <div className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {hint !== undefined && <span className={styles.hint}>{hint}</span>}
          {value !== undefined && <span className={styles.value}>{value}</span>}
        </div>
      )}
      {children}
    </section>
  );
}
