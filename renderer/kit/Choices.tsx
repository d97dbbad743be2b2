import { type ReactNode, useId } from 'react';
import type { Shortcut } from '../commands/shortcut.ts';
import styles from './Choices.module.css';
import { cx } from './cx.ts';
import { KeyCaps, useSpokenShortcut } from './KeyCaps.tsx';
import { RadioArea } from './RadioArea.tsx';

export interface Choice<Value extends string | number> {
  value: Value;
  label: ReactNode;
  /** What a screen reader says, where the label is a glyph or a figure. */
  spoken?: string;
  /** What it means, where the label is too short to say it: on hover, and for screen readers. */
  meaning?: string;
  keys?: Shortcut | undefined;
  glyph?: ReactNode;
  /** Which hue the chosen state has: the grader's green (missing), or one of the two answers. */
  tone?: 'ok' | 'bad' | undefined;
  disabled?: boolean;
}

interface ChoicesProps<Value extends string | number> {
  /** The question, as a person would ask it. */
  question: string;
  /** The question stands elsewhere on the page; screen readers still get it. */
  questionHidden?: boolean;
  /** Beside the question, small: "every violation, with its evidence". */
  hint?: ReactNode;
  /** `small`: figures without caps, as 1 to 5. */
  size?: 'usual' | 'small';
  /** `beside` puts question and choices on one line. */
  arrangement?: 'below' | 'beside' | 'column';
  choices: readonly Choice<Value>[];
  value: Value | null;
  /** Null when the chosen one is pressed again and `clearable`. */
  onChange: (value: Value | null) => void;
  clearable?: boolean;
  disabled?: boolean;
  /** What is wrong and what is right, below. */
  error?: string | undefined;
  className?: string | undefined;
}

/** One question with its answers: radio buttons with key caps. Chosen shows by edge, tint and weight. */
export function Choices<Value extends string | number>({
  question,
  questionHidden = false,
  hint,
  size = 'usual',
  arrangement = 'below',
  choices,
  value,
  onChange,
  clearable = false,
  disabled = false,
  error,
  className,
}: ChoicesProps<Value>) {
  const id = useId();
  return (
    <div
      role="radiogroup"
      aria-labelledby={`${id}-question`}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
      aria-invalid={error !== undefined || undefined}
      className={cx(styles.group, styles[arrangement], className)}
    >
      <div className={cx(styles.head, questionHidden && 'unseen')}>
        <span id={`${id}-question`} className={styles.question}>
          {question}
        </span>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </div>
      <div className={styles.choices}>
        {choices.map((choice) => (
          <ChoiceButton
            key={choice.value}
            name={id}
            choice={choice}
            size={size}
            chosen={choice.value === value}
            disabled={disabled || choice.disabled === true}
            onChoose={() => onChange(choice.value)}
            onClear={clearable ? () => onChange(null) : undefined}
          />
        ))}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}

interface ChoiceButtonProps<Value extends string | number> {
  name: string;
  choice: Choice<Value>;
  size: 'usual' | 'small';
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
  onClear: (() => void) | undefined;
}

function ChoiceButton<Value extends string | number>({
  name,
  choice,
  size,
  chosen,
  disabled,
  onChoose,
  onClear,
}: ChoiceButtonProps<Value>) {
  const spokenKeys = useSpokenShortcut(choice.keys);
  // Not said twice where its name says it already.
  const meaning =
    choice.meaning !== undefined && choice.spoken?.includes(choice.meaning) !== true && choice.meaning;
  const capTone = disabled
    ? 'off'
    : !chosen
      ? 'plain'
      : choice.tone
        ? (`chosen-${choice.tone}` as const)
        : 'chosen';
  return (
    <label
      className={cx(styles.choice, styles[size], chosen && styles.chosen, choice.tone && styles[choice.tone])}
      data-disabled={disabled || undefined}
      title={choice.meaning}
    >
      <RadioArea
        name={name}
        value={String(choice.value)}
        checked={chosen}
        disabled={disabled}
        aria-label={choice.spoken}
        aria-description={
          [meaning, spokenKeys && `Key: ${spokenKeys}`].filter(Boolean).join(' ') || undefined
        }
        onChange={onChoose}
        onClick={() => chosen && onClear?.()}
        onKeyDown={(event) => {
          if (!chosen || onClear === undefined || !['Delete', 'Backspace'].includes(event.key)) return;
          event.preventDefault();
          onClear();
        }}
      />
      {choice.keys !== undefined && <KeyCaps shortcut={choice.keys} tone={capTone} />}
      {choice.glyph}
      {/* The bold twin keeps the width, so that choosing moves nothing. */}
      <span
        className={styles.label}
        // What is spoken in its place is not said twice.
        aria-hidden={choice.spoken === undefined ? undefined : true}
        data-label={typeof choice.label === 'string' ? choice.label : undefined}
      >
        {choice.label}
      </span>
    </label>
  );
}
