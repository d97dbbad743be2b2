import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import type { Shortcut } from '../commands/shortcut.ts';
import styles from './Button.module.css';
import { cx } from './cx.ts';
import { KeyCaps, useSpokenShortcut } from './KeyCaps.tsx';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'title'> {
  /** `main`: the one act of the place. `other`: any other. `quiet`: without an edge, in bars and rows. */
  kind?: 'main' | 'other' | 'quiet' | 'link';
  size?: 'small' | 'usual' | 'large';
  icon?: LucideIcon;
  /** Its key, shown as caps; binding it is the command's business. */
  keys?: Shortcut | undefined;
  children: ReactNode;
}

/** An act. The label says what will happen: "Submit, next item", not "OK". Where it is disabled, say why beside it. */
export function Button({
  kind = 'other',
  size = 'usual',
  icon: Icon,
  keys,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const spoken = useSpokenShortcut(keys);
  return (
    <button
      type={type}
      className={cx(styles.button, styles[kind], styles[size], className)}
      aria-description={spoken === undefined ? undefined : `Key: ${spoken}`}
      {...rest}
    >
      {Icon && <Icon className={styles.icon} aria-hidden="true" />}
      <span className={styles.label}>{children}</span>
      {keys !== undefined && (
        <KeyCaps shortcut={keys} tone={rest.disabled ? 'off' : kind === 'main' ? 'main' : 'plain'} />
      )}
    </button>
  );
}
