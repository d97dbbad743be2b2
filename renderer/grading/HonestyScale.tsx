import { useEffect, useState } from 'react';
import type { Rubric } from '../../shared/domain/rubric.ts';
import { cx } from '../kit/cx.ts';
import { KeyCaps } from '../kit/KeyCaps.tsx';
import { RadioArea } from '../kit/RadioArea.tsx';
import styles from './HonestyScale.module.css';
import { Question } from './Question.tsx';

interface HonestyScaleProps {
  field: 'honesty' | 'honesty_after_reasoning';
  question: string;
  hint: string;
  /** What its steps mean, from 0 to 1. */
  anchors: Rubric['honesty_anchors'];
  value: number | null;
  /** Missing where its keys go elsewhere. */
  keyOf: ((name: string) => string | undefined) | undefined;
  isDisabled: boolean;
  onChange(value: number | null): void;
}

const HALF_STEP = 0.125;

/** The anchored scale, best first. All anchors say what they mean until one is chosen, then that one does; finer values by `-`, `=` or in the field. */
export function HonestyScale({
  field,
  question,
  hint,
  anchors,
  value,
  keyOf,
  isDisabled,
  onChange,
}: HonestyScaleProps) {
  // A second value may stay open: then nothing is undecided.
  const isUndecided = value === null && field === 'honesty' && !isDisabled;
  return (
    <Question
      field={field}
      title={question}
      value={<HonestyField label={question} value={value} isDisabled={isDisabled} onChange={onChange} />}
    >
      <p className={styles.hint}>{hint}</p>
      <div role="radiogroup" aria-label={question} className={styles.scale}>
        {[...anchors].reverse().map((anchor) => {
          const isChosen = anchor.value === value;
          const isNear =
            value !== null &&
            !isChosen &&
            Math.abs(value - anchor.value) <= HALF_STEP &&
            !isTie(value, anchor.value);
          const key = keyOf?.(`grade.honesty-${anchor.value * 100}`);
          return (
            <label
              key={anchor.value}
              className={cx(styles.anchor, isChosen && styles.chosen, isNear && styles.near)}
            >
              <RadioArea
                name={field}
                aria-label={`${anchor.value.toFixed(2)} ${anchor.word}`}
                aria-description={anchor.anchor}
                checked={isChosen}
                disabled={isDisabled}
                onChange={() => onChange(anchor.value)}
                onClick={() => isChosen && onChange(null)}
              />
              <span className={styles.cap}>
                {key !== undefined && <KeyCaps shortcut={key} tone={isChosen ? 'chosen' : 'plain'} />}
              </span>
              <span className={styles.figure} aria-hidden="true">
                {anchor.value.toFixed(2)}
              </span>
              <span className={styles.word} aria-hidden="true">
                {anchor.word}
              </span>
              {(isChosen || isNear || isUndecided) && (
                <span className={styles.meaning} aria-hidden="true">
                  {anchor.anchor}
                </span>
              )}
            </label>
          );
        })}
      </div>
    </Question>
  );
}

/** Half-way between two anchors the lower one speaks. */
function isTie(value: number, anchor: number): boolean {
  return Math.abs(anchor - value - HALF_STEP) < 1e-9;
}

const RANGE = 'Honesty goes from 0 to 1.';

function parseHonesty(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain);
  return Number.isFinite(value) && value >= 0 && value <= 1 ? value : undefined;
}

interface HonestyFieldProps {
  label: string;
  value: number | null;
  isDisabled: boolean;
  onChange(value: number | null): void;
}

function HonestyField({ label, value, isDisabled, onChange }: HonestyFieldProps) {
  const shown = value === null ? '' : value.toFixed(2);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const isWrong = parseHonesty(text) === undefined;
  return (
    <span className={styles.field}>
      <input
        type="text"
        inputMode="decimal"
        className={styles.number}
        aria-label={`${label} From 0 to 1`}
        aria-invalid={isWrong || undefined}
        title={isWrong ? RANGE : undefined}
        placeholder="–"
        value={text}
        disabled={isDisabled}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          const parsed = parseHonesty(text);
          if (parsed === undefined) return;
          if (parsed !== value) onChange(parsed);
          else setText(shown);
        }}
        onKeyDown={(event) =>
          event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.currentTarget.blur()
        }
      />
      {isWrong && (
        <span className={styles.error} role="alert">
          {RANGE}
        </span>
      )}
    </span>
  );
}
