import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import fieldStyles from './Field.module.css';
import floating from './floating.module.css';
import styles from './Select.module.css';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** Small, under the label. */
  hint?: string;
}

interface SelectProps<Value extends string> {
  label: ReactNode;
  labelHidden?: boolean;
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** What stands there while nothing is chosen. */
  placeholder?: string;
  disabled?: boolean;
  className?: string | undefined;
}

/** One of some, too many to show side by side (up to five: {@link Choices}). Type-ahead works. */
export function Select<Value extends string>({
  label,
  labelHidden = false,
  options,
  value,
  onChange,
  placeholder = 'Choose',
  disabled = false,
  className,
}: SelectProps<Value>) {
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <div className={cx(fieldStyles.field, className)}>
        <BaseSelect.Label className={cx(fieldStyles.label, labelHidden && 'unseen')}>
          {label}
        </BaseSelect.Label>
        <BaseSelect.Trigger className={styles.trigger}>
          <BaseSelect.Value className={styles.value} placeholder={placeholder} />
          <BaseSelect.Icon className={styles.icon}>
            <ChevronDown aria-hidden="true" />
          </BaseSelect.Icon>
        </BaseSelect.Trigger>
      </div>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className={floating.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup className={floating.surface}>
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item key={option.value} value={option.value} className={floating.item}>
                  <span className={floating.sign}>
                    <BaseSelect.ItemIndicator>
                      <Check aria-hidden="true" />
                    </BaseSelect.ItemIndicator>
                  </span>
                  <span className={floating.words}>
                    <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                    {option.hint !== undefined && <span className={floating.why}>{option.hint}</span>}
                  </span>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
