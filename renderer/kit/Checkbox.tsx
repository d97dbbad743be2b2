import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Checkbox.module.css';
import { cx } from './cx.ts';

interface CheckboxProps {
  /** Missing only where `spoken` says it: the box at the head of a table's row. */
  label?: ReactNode;
  spoken?: string;
  /** At the right end: a count. */
  after?: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  /** Some, not all, of what it stands for. */
  indeterminate?: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string | undefined;
}

/** Yes or no, at once, without a button after it. */
export function Checkbox({
  label,
  spoken,
  after,
  hint,
  checked,
  indeterminate = false,
  onChange,
  disabled = false,
  className,
}: CheckboxProps) {
  const box = (
    <BaseCheckbox.Root
      className={styles.box}
      checked={checked}
      indeterminate={indeterminate}
      disabled={disabled}
      aria-label={spoken}
      onCheckedChange={(next) => onChange(next)}
      // Base UI keeps every Enter to itself; with Ctrl it is a command of the page.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.preventBaseUIHandler();
      }}
    >
      <BaseCheckbox.Indicator className={styles.sign}>
        {indeterminate ? <Minus aria-hidden="true" /> : <Check aria-hidden="true" />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
  if (label === undefined) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, inside.
    <label className={cx(styles.row, checked && styles.on, disabled && styles.disabled, className)}>
      {box}
      <span className={styles.label}>
        {label}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
      {after !== undefined && <span className={styles.after}>{after}</span>}
    </label>
  );
}
