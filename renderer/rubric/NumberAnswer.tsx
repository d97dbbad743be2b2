import { type ReactNode, useEffect, useState } from 'react';
import type { RubricQuestion } from '../../shared/domain/rubric.ts';
import { expectedAnswer, isValidAnswer } from '../../shared/grading/rubric-answers.ts';
import { Field } from '../kit/Field.tsx';
import styles from './RubricQuestionField.module.css';

interface NumberAnswerProps {
  question: Extract<RubricQuestion, { kind: 'number' }>;
  value: unknown;
  onChange(value: number | undefined): void;
  isDisabled: boolean;
  label: ReactNode;
}

/** A number as people type it, with a comma or a point; undefined where it is no answer. */
function parse(question: NumberAnswerProps['question'], text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const value = plain === '' ? Number.NaN : Number(plain);
  return isValidAnswer(question, value) ? Number(value) : undefined;
}

/**
 * A number in a field. What is typed counts at once, so that a commit from within the field has it; what is no answer
 * counts as none, and is said when the field is left.
 */
export function NumberAnswer({ question, value, onChange, isDisabled, label }: NumberAnswerProps) {
  const shown = value === undefined || value === null ? '' : String(value);
  const [text, setText] = useState(shown);
  const [isLeft, setLeft] = useState(true);
  const parsed = parse(question, text);
  // Another value than the one typed: it was undone, or came from elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is not overwritten while the answer stays
  useEffect(() => {
    if (shown !== (parsed === undefined ? '' : String(parsed))) setText(shown);
  }, [shown]);
  const isWrong = text.trim() !== '' && parsed === undefined && isLeft;
  const expected = expectedAnswer(question);
  return (
    <Field
      label={label}
      error={isWrong ? `${expected.charAt(0).toUpperCase()}${expected.slice(1)}, please.` : undefined}
    >
      {(wiring) => (
        <span className={styles.number}>
          <input
            type="text"
            inputMode={question.whole ? 'numeric' : 'decimal'}
            autoComplete="off"
            className={styles.figure}
            placeholder="–"
            value={text}
            disabled={isDisabled}
            onChange={({ target }) => {
              setLeft(false);
              setText(target.value);
              onChange(parse(question, target.value));
            }}
            onBlur={() => setLeft(true)}
            {...wiring}
          />
          {question.unit !== '' && <span className={styles.unit}>{question.unit}</span>}
        </span>
      )}
    </Field>
  );
}
