import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import type { Shortcut } from '../commands/shortcut.ts';
import { cx } from './cx.ts';
import styles from './IconButton.module.css';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'title' | 'children'> {
  icon: LucideIcon;
  /** What it does: its name for a screen reader, and its tooltip. */
  label: string;
  keys?: Shortcut | undefined;
  size?: 'small' | 'usual';
}

/** An act as an icon alone, where its place says what it is about. Words are better wherever there is room. */
export function IconButton({
  icon: Icon,
  label,
  keys,
  size = 'usual',
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip words={label} keys={keys}>
      <button type={type} aria-label={label} className={cx(styles.button, styles[size], className)} {...rest}>
        <Icon className={styles.icon} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
