import { useId } from 'react';
import { cx } from '../../kit/cx.ts';
import { RadioArea } from '../../kit/RadioArea.tsx';
import styles from './FormList.module.css';

interface FormListProps {
  forms: readonly { name: string; title: string; purpose: string }[];
  value: string;
  onChange(name: string): void;
}

/** The shapes of training data, and what the chosen one is for. */
export function FormList({ forms, value, onChange }: FormListProps) {
  const id = useId();
  return (
    <fieldset>
      <legend className={styles.legend}>What shall it be?</legend>
      <div className={styles.forms}>
        {forms.map(({ name, title, purpose }) => (
          <label key={name} className={cx(styles.form, name === value && styles.chosen)}>
            <RadioArea
              name={id}
              checked={name === value}
              aria-labelledby={`${id}-${name}-title`}
              aria-describedby={`${id}-${name}`}
              onChange={() => onChange(name)}
            />
            <span id={`${id}-${name}-title`} className={styles.title}>
              {title}
            </span>
            <span id={`${id}-${name}`} className="unseen">
              {purpose}
            </span>
          </label>
        ))}
      </div>
      <p className={styles.purpose} aria-hidden="true">
        {forms.find(({ name }) => name === value)?.purpose}
      </p>
    </fieldset>
  );
}
