import { useId } from 'react';
import type { RubricQuestion } from '../../shared/domain/rubric.ts';
import {
  type AnswerValue,
  expectedAnswer,
  isEmptyAnswer,
  isValidAnswer,
} from '../../shared/grading/rubric-answers.ts';
import { Button } from '../kit/Button.tsx';
import { Checkbox } from '../kit/Checkbox.tsx';
import { Choices } from '../kit/Choices.tsx';
import { TextArea, TextField } from '../kit/Field.tsx';
import { NumberAnswer } from './NumberAnswer.tsx';
import styles from './RubricQuestionField.module.css';

export interface RubricQuestionFieldProps<Question extends RubricQuestion = RubricQuestion> {
  question: Question;
  /** What stands as the answer, whatever it is: it may come from another version of the rubric. */
  value: unknown;
  /** Undefined where the answer is taken back. */
  onChange(value: AnswerValue | undefined): void;
  isDisabled?: boolean;
}

type FieldProps<Kind extends RubricQuestion['kind']> = Required<
  RubricQuestionFieldProps<Extract<RubricQuestion, { kind: Kind }>>
>;

/** Beside the question: what it means, and that the stage waits for it. */
function hintOf({ hint, required }: RubricQuestion): string | undefined {
  const parts = [required ? 'required' : '', hint].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** The question of a field, with its hint beside it. */
function Asked({ question }: { question: RubricQuestion }) {
  const hint = hintOf(question);
  return (
    <>
      {question.question} {hint !== undefined && <span className={styles.hint}>{hint}</span>}
    </>
  );
}

/** One of a rubric's own questions with its answers, by kind. Knows nothing of items and labels. */
export function RubricQuestionField({ isDisabled = false, ...rest }: RubricQuestionFieldProps) {
  return <div className={styles.question}>{answerField({ isDisabled, ...rest })}</div>;
}

function answerField({ question, ...rest }: Required<RubricQuestionFieldProps>) {
  switch (question.kind) {
    case 'choice':
      return <ChoiceAnswer {...rest} question={question} />;
    case 'choices':
      return <ChoicesAnswer {...rest} question={question} />;
    case 'scale':
      return <ScaleAnswer {...rest} question={question} />;
    case 'number':
      return <NumberAnswer {...rest} question={question} label={<Asked question={question} />} />;
    case 'text':
      return <TextAnswer {...rest} question={question} />;
  }
}

/** An answer that this version does not offer any more: it is said, and can be taken away. */
function Misfit({ question, value, onChange, isDisabled }: Required<RubricQuestionFieldProps>) {
  if (isEmptyAnswer(value) || isValidAnswer(question, value)) return null;
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <p className={styles.misfit} role="alert">
      “{words.slice(0, 100)}” stands here, and this rubric takes {expectedAnswer(question)}.
      {!isDisabled && (
        <Button size="small" onClick={() => onChange(undefined)}>
          Take it away
        </Button>
      )}
    </p>
  );
}

/** Longer than this, answers stand one below the other. */
const BESIDE_MAX = 28;
const BESIDE_OPTIONS = 6;

function ChoiceAnswer(props: FieldProps<'choice'>) {
  const { question, value, onChange, isDisabled } = props;
  const { options } = question;
  const chosen = options.find((option) => option.value === value);
  const isLong = options.length > BESIDE_OPTIONS || options.some(({ label }) => label.length > BESIDE_MAX);
  return (
    <>
      <Choices
        question={question.question}
        hint={hintOf(question)}
        arrangement={isLong ? 'column' : 'below'}
        choices={options.map(({ value: option, label }) => ({ value: option, label }))}
        value={chosen?.value ?? null}
        disabled={isDisabled}
        clearable
        onChange={(next) => onChange(next ?? undefined)}
      />
      {chosen !== undefined && chosen.hint !== '' && <p className={styles.meaning}>{chosen.hint}</p>}
      <Misfit {...props} />
    </>
  );
}

function ChoicesAnswer(props: FieldProps<'choices'>) {
  const { question, value, onChange, isDisabled } = props;
  const id = useId();
  const given: unknown[] = Array.isArray(value) ? value : [];
  const hint = hintOf(question);
  const toggle = (option: string, isChosen: boolean) => {
    // In the order of the rubric, whatever the order of the clicks.
    const next = question.options
      .map((each) => each.value)
      .filter((each) => (each === option ? isChosen : given.includes(each)));
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <div role="group" aria-labelledby={`${id}-question`} className={styles.group}>
      <div className={styles.head}>
        <span id={`${id}-question`} className={styles.words}>
          {question.question}
        </span>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </div>
      <div>
        {question.options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            {...(option.hint !== '' && { hint: option.hint })}
            checked={given.includes(option.value)}
            disabled={isDisabled}
            onChange={(isChosen) => toggle(option.value, isChosen)}
          />
        ))}
      </div>
      <Misfit {...props} />
    </div>
  );
}

function ScaleAnswer(props: FieldProps<'scale'>) {
  const { question, value, onChange, isDisabled } = props;
  const { from, to, anchors } = question;
  const wordOf = (step: number) => anchors.find((anchor) => anchor.value === step)?.label;
  const steps = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const chosen = steps.find((step) => step === value);
  const word = chosen === undefined ? undefined : wordOf(chosen);
  const ends = [from, to].flatMap((end) => {
    const words = wordOf(end);
    return words === undefined ? [] : [`${end} ${words}`];
  });
  return (
    <>
      <Choices
        question={question.question}
        hint={hintOf(question)}
        size="small"
        choices={steps.map((step) => ({
          value: step,
          label: String(step),
          spoken: [from === 1 ? `${step} of ${to}` : `${step}, from ${from} to ${to}`, wordOf(step)]
            .filter((part) => part !== undefined)
            .join(', '),
        }))}
        value={chosen ?? null}
        disabled={isDisabled}
        clearable
        onChange={(next) => onChange(next ?? undefined)}
      />
      {/* The ends say how to read the scale, until a step with a word of its own is chosen. */}
      {(word !== undefined || ends.length > 0) && (
        <p className={styles.meaning}>{word === undefined ? ends.join(' · ') : `${chosen}: ${word}`}</p>
      )}
      <Misfit {...props} />
    </>
  );
}

function TextAnswer({ question, value, onChange, isDisabled }: FieldProps<'text'>) {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const over = text.length - question.max_length;
  const field = {
    label: <Asked question={question} />,
    error:
      over > 0
        ? `${over} ${over === 1 ? 'character' : 'characters'} too many: it takes ${question.max_length}.`
        : undefined,
    value: text,
    disabled: isDisabled,
    onChange: ({ target }: { target: { value: string } }) =>
      onChange(target.value === '' ? undefined : target.value),
  };
  return question.long ? <TextArea rows={2} {...field} /> : <TextField {...field} />;
}
