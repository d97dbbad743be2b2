import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx.ts';
import styles from './GrowingText.module.css';

interface GrowingTextProps extends Omit<ComponentPropsWithRef<'textarea'>, 'value' | 'className'> {
  /** Its name, where no label stands beside it. */
  'aria-label': string;
  value: string;
  className?: string | undefined;
}

/** Words written in place: looks like text until the pointer or the focus is on it, and grows with its lines. */
export function GrowingText({ value, className, ...rest }: GrowingTextProps) {
  return (
    // The pseudo-element repeats the text and gives the height: field-sizing is newer than some of our browsers.
    <div className={cx(styles.growing, className)} data-text={`${value} `}>
      <textarea rows={1} value={value} {...rest} />
    </div>
  );
}
