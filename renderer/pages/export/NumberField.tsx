import { TextField } from '../../kit/Field.tsx';
import styles from './ExportForm.module.css';

interface NumberFieldProps {
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

/** A figure, as typed. */
export function NumberField({ label, hint, value, error, onChange }: NumberFieldProps) {
  return (
    <TextField
      className={styles.number}
      label={label}
      hint={hint}
      error={error}
      inputMode="decimal"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
