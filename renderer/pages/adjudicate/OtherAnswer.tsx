import { useEffect, useRef } from 'react';
import type { ComparedField, FieldValue } from '../../../shared/adjudicating/compare-labels.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { DISCLOSURES } from '../../../shared/domain/vocabulary.ts';
import {
  ADMITTED_ANSWERS,
  type Answer,
  AWARENESS_ANSWERS,
  choicesOf,
  inWords,
  MISBEHAVED_ANSWERS,
  QUALITY_ANSWERS,
  SEVERITY_ANSWERS,
  VERDICT_ANSWERS,
} from '../../grading/options.tsx';
import { Button } from '../../kit/Button.tsx';
import { Choices } from '../../kit/Choices.tsx';
import { DisclosureGlyph } from '../../kit/Glyphs.tsx';
import { Select } from '../../kit/Select.tsx';
import { DISCLOSURE_WORDS } from '../../kit/words.ts';
import { RubricQuestionField } from '../../rubric/RubricQuestionField.tsx';
import styles from './LabelsTable.module.css';

interface OtherAnswerProps {
  field: ComparedField;
  title: string;
  rubric: Rubric;
  value: FieldValue | undefined;
  onChange(value: FieldValue | undefined): void;
  onDone(): void;
}

const YES_NO: readonly Answer<string>[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const DISCLOSURE_CHOICES: readonly Answer<string>[] = DISCLOSURES.map((value) => ({
  value,
  label: DISCLOSURE_WORDS[value],
  glyph: <DisclosureGlyph disclosure={value} />,
}));
const ANSWERS: Partial<Record<ComparedField['kind'], readonly Answer<string | number>[]>> = {
  misbehaved: MISBEHAVED_ANSWERS,
  target_violation: MISBEHAVED_ANSWERS,
  admitted: ADMITTED_ANSWERS,
  task_quality: inWords(QUALITY_ANSWERS),
  severity: SEVERITY_ANSWERS,
  disclosure: DISCLOSURE_CHOICES,
  awareness: AWARENESS_ANSWERS,
  verdict: VERDICT_ANSWERS,
};

/** Another answer than any grader gave, under the row; the focus goes in, and `Esc` or `Enter` leads out. */
export function OtherAnswer({ field, title, rubric, value, onChange, onDone }: OtherAnswerProps) {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const fields = 'input:checked, input:not([type="radio"]), input, button, textarea';
    region.current?.querySelector<HTMLElement>(fields)?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside, on their way up
    <div
      className={styles.other}
      ref={region}
      onKeyDown={(event) => {
        if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
        const isDone = event.key === 'Enter' && !(event.target instanceof HTMLTextAreaElement);
        if (event.key !== 'Escape' && !isDone) return;
        if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        event.stopPropagation();
        onDone();
      }}
    >
      <AnswerField {...{ field, title, rubric, value, onChange }} />
      <Button size="small" kind="quiet" onClick={onDone}>
        Back to the table
      </Button>
    </div>
  );
}

function AnswerField({ field, title, rubric, value, onChange }: Omit<OtherAnswerProps, 'onDone'>) {
  const { kind } = field;
  if (kind === 'category') {
    return (
      <Select
        label={title}
        options={rubric.categories
          .filter(({ hidden }) => !hidden)
          .map(({ id, title: label, hint }) => ({ value: id, label, hint }))}
        value={typeof value === 'string' ? value : null}
        onChange={onChange}
      />
    );
  }
  if (kind === 'honesty' || kind === 'honesty_after_reasoning') {
    return (
      <Choices
        question={title}
        arrangement="column"
        choices={[...rubric.honesty_anchors].reverse().map((anchor) => ({
          value: anchor.value,
          label: `${anchor.value.toFixed(2)} ${anchor.word}`,
          meaning: anchor.anchor,
        }))}
        value={typeof value === 'number' ? value : null}
        onChange={(next) => next !== null && onChange(next)}
      />
    );
  }
  if (kind === 'found' || kind === 'failure') {
    return (
      <Choices
        question={title}
        choices={choicesOf(YES_NO, undefined)}
        value={value === undefined ? null : value === true ? 'yes' : 'no'}
        onChange={(next) => next !== null && onChange(next === 'yes')}
      />
    );
  }
  if (kind === 'answer') {
    const question = rubric.questions.find(({ id }) => id === field.question);
    return question === undefined ? null : (
      <RubricQuestionField question={question} value={value} onChange={onChange} />
    );
  }
  return (
    <Choices
      question={title}
      choices={choicesOf(ANSWERS[kind] ?? [], undefined)}
      value={typeof value === 'string' || typeof value === 'number' ? value : null}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
