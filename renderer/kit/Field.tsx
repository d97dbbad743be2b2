import { CircleAlert } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';

export interface FieldProps {
  label: ReactNode;
  labelHidden?: boolean;
  /** Under the field while nothing is wrong: what it is for. */
  hint?: ReactNode;
  /** What is wrong and what is right: "Honesty goes from 0 to 1." */
  error?: string | undefined;
  className?: string | undefined;
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label above, one control, and one line below: the hint, or the error in its place. For controls of your own. */
export function Field({
  label,
  labelHidden = false,
  hint,
  error,
  className,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const hasLine = error !== undefined || hint !== undefined;
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id} className={cx(styles.label, labelHidden && 'unseen')}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': hasLine ? `${id}-line` : undefined,
        'aria-invalid': error !== undefined || undefined,
      })}
      {error !== undefined ? (
        <p id={`${id}-line`} className={styles.error} role="alert">
          <CircleAlert aria-hidden="true" />
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-line`} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldProps, Omit<ComponentPropsWithRef<'input'>, 'id' | 'className'> {
  /** In `mono`: paths and ids. */
  mono?: boolean;
}

/** A line of text. */
export function TextField({
  label,
  labelHidden,
  hint,
  error,
  className,
  mono = false,
  ...rest
}: TextFieldProps) {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error} className={className}>
      {(wiring) => (
        <input type="text" className={cx(styles.input, mono && styles.mono)} {...rest} {...wiring} />
      )}
    </Field>
  );
}

export interface TextAreaProps
  extends FieldProps,
    Omit<ComponentPropsWithRef<'textarea'>, 'id' | 'className'> {}

/** Some lines of text; it grows with them where the browser can (`field-sizing`), else it is dragged. */
export function TextArea({ label, labelHidden, hint, error, className, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error} className={className}>
      {(wiring) => <textarea rows={rows} className={cx(styles.input, styles.area)} {...rest} {...wiring} />}
    </Field>
  );
}
