import { useEffect, useState } from 'react';
import { Checkbox } from '../../kit/Checkbox.tsx';
import { TextArea, TextField } from '../../kit/Field.tsx';
import { GrowingText } from '../../kit/GrowingText.tsx';
import styles from './BoundFields.module.css';
import { keyOf, type Path } from './draft.ts';
import { setAt, valueAt } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';

interface BoundProps {
  path: Path;
  label: string;
  labelHidden?: boolean;
  hint?: string;
  className?: string | undefined;
}

interface TextAtProps extends BoundProps {
  /** Some lines rather than one. */
  long?: boolean;
  mono?: boolean;
  placeholder?: string;
  /** Where setting it does more than that: an id that follows. */
  onText?(text: string): void;
}

/** A text of the draft, with what is wrong with it below. */
export function TextAt({ path, long = false, onText, mono, hint, ...rest }: TextAtProps) {
  const { body, change, problemAt } = useRubricForm();
  const set = onText ?? ((text: string) => change(setAt(path, text), keyOf(path)));
  const wiring = {
    ...rest,
    hint,
    value: String(valueAt(body, path) ?? ''),
    error: problemAt(...path),
    'data-path': keyOf(path),
  };
  return long ? (
    <TextArea rows={2} {...wiring} onChange={(event) => set(event.target.value)} />
  ) : (
    <TextField
      mono={mono ?? false}
      spellCheck={mono !== true}
      {...wiring}
      onChange={(event) => set(event.target.value)}
    />
  );
}

interface QuietAtProps {
  path: Path;
  label: string;
  placeholder: string;
  className?: string | undefined;
}

/** A text that is mostly read, or empty: it looks like one until the pointer or the focus is on it. */
export function QuietAt({ path, label, placeholder, className }: QuietAtProps) {
  const { body, change, problemAt } = useRubricForm();
  const problem = problemAt(...path);
  return (
    <div className={className}>
      <GrowingText
        aria-label={label}
        aria-invalid={problem !== undefined || undefined}
        placeholder={placeholder}
        value={String(valueAt(body, path) ?? '')}
        data-path={keyOf(path)}
        onChange={(event) => change(setAt(path, event.target.value), keyOf(path))}
      />
      {problem !== undefined && (
        <p className={styles.error} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** A comma is a decimal point to half the world. Null: what stands there is no number (yet). */
function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace('−', '-');
  return /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(plain) && Number.isFinite(Number(plain))
    ? Number(plain)
    : null;
}

interface NumberAtProps extends BoundProps {
  /** An empty field is no number rather than one that is missing. */
  optional?: boolean;
}

/** A number of the draft, as it is typed. */
export function NumberAt({ path, optional = false, ...rest }: NumberAtProps) {
  const { body, change, problemAt } = useRubricForm();
  const value = valueAt(body, path) as number | null | undefined;
  const read = (typed: string) => (typed.trim() === '' && optional ? undefined : numberOf(typed));
  const [text, setText] = useState(value?.toString() ?? '');
  useEffect(() => {
    // Set from elsewhere: by undo, by the JSON.
    setText((now) => (read(now) === value ? now : (value?.toString() ?? '')));
  });
  const problem = problemAt(...path);
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      value={text}
      error={problem !== undefined && value === null && text.trim() !== '' ? 'This is no number.' : problem}
      data-path={keyOf(path)}
      onChange={(event) => {
        setText(event.target.value);
        change(setAt(path, read(event.target.value)), keyOf(path));
      }}
    />
  );
}

interface CheckAtProps {
  path: Path;
  label: string;
  hint?: string;
}

export function CheckAt({ path, label, hint }: CheckAtProps) {
  const { body, change } = useRubricForm();
  return (
    <Checkbox
      label={label}
      hint={hint}
      checked={valueAt(body, path) === true}
      onChange={(checked) => change(setAt(path, checked))}
    />
  );
}

interface IdAtProps {
  path: Path;
  label: string;
  isSaved: boolean;
  onText?(text: string): void;
}

/** An id: fixed once a saved version has it, for labels and exports go by it. */
export function IdAt({ path, label, isSaved, onText }: IdAtProps) {
  const { body, savedIn } = useRubricForm();
  // While it is being typed it may pass through an id that is saved.
  const [isTyping, setTyping] = useState(false);
  if (isSaved && !isTyping) {
    return (
      <TextField
        label={label}
        mono
        readOnly
        value={String(valueAt(body, path) ?? '')}
        hint={`Fixed: ${savedIn} has it, and labels go by it.`}
        data-path={keyOf(path)}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears where the focus is
    <div onFocus={() => setTyping(true)} onBlur={() => setTyping(false)}>
      <TextAt
        path={path}
        label={label}
        mono
        hint="The key in exports. Fixed once it is saved."
        {...(onText && { onText })}
      />
    </div>
  );
}
