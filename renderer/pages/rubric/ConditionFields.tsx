import { Checkbox } from '../../kit/Checkbox.tsx';
import { TextField } from '../../kit/Field.tsx';
import { Select } from '../../kit/Select.tsx';
import { type DraftBody, type DraftCondition, type DraftQuestion, keyOf } from './draft.ts';
import { setAt } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import styles from './QuestionFields.module.css';
import { CORE_CONDITIONS, questionWords } from './rubric-words.ts';

interface Answer {
  value: string | number;
  label: string;
}

/** Answers that can be ticked; undefined where anything may be answered. */
function answersOf(body: DraftBody, name: string): readonly Answer[] | undefined {
  const core = CORE_CONDITIONS[name as keyof typeof CORE_CONDITIONS];
  if (Object.hasOwn(CORE_CONDITIONS, name)) return core.answers;
  const question = body.questions.find(({ id }) => id === name);
  if (question === undefined) return undefined;
  if ('options' in question)
    return question.options.map(({ value, label }) => ({ value, label: label || value }));
  if (question.kind !== 'scale' || question.from === null || question.to === null) return undefined;
  const { from, to } = question;
  const steps = Math.max(0, Math.min(10, to - from));
  return Array.from({ length: steps + 1 }, (_, step) => ({ value: from + step, label: String(from + step) }));
}

/** When the question is asked: always, or on an answer to a core field or to a question before it. */
export function ConditionFields({ question, index }: { question: DraftQuestion; index: number }) {
  const { body, change, problemAt } = useRubricForm();
  const path = ['questions', index, 'when'] as const;
  const { when } = question;
  const before = body.questions
    .slice(0, index)
    .filter(
      ({ stage, scope }) => stage <= question.stage && (scope === 'item' || question.scope === 'claim'),
    );
  const options: { value: string; label: string; hint?: string }[] = [
    ...Object.entries(CORE_CONDITIONS).map(([value, { title }]) => ({ value, label: title })),
    ...before.map((each) => ({ value: each.id, label: questionWords(each), hint: each.id })),
  ];
  if (when !== undefined && !options.some(({ value }) => value === when.question))
    options.push({ value: when.question, label: when.question || 'nothing', hint: 'cannot be named here' });
  return (
    <div>
      <Checkbox
        label="Only on condition"
        hint="Where it does not hold, it is not asked and no answer is kept."
        checked={when !== undefined}
        onChange={(checked) =>
          change(setAt(path, checked ? { question: 'misbehaved', is: ['yes'] } : undefined))
        }
      />
      {when !== undefined && (
        <div className={styles.indent}>
          <div data-path={keyOf([...path, 'question'])}>
            <Select
              label="Asked if the answer to"
              options={options}
              value={when.question}
              onChange={(name) => change(setAt(path, { question: name, is: firstAnswer(body, name) }))}
            />
            <ErrorLine words={problemAt(...path, 'question')} />
          </div>
          <Answers when={when} index={index} />
        </div>
      )}
    </div>
  );
}

function firstAnswer(body: DraftBody, name: string): (string | number)[] {
  return (answersOf(body, name) ?? []).slice(0, 1).map(({ value }) => value);
}

function Answers({ when, index }: { when: DraftCondition; index: number }) {
  const { body, change, problemAt, problemsBelow } = useRubricForm();
  const path = ['questions', index, 'when', 'is'] as const;
  const set = (is: (string | number)[]) => change(setAt(path, is), keyOf(path));
  const problem =
    problemAt(...path) ??
    (problemsBelow(...path) > 0
      ? when.is.map((_, at) => problemAt(...path, at)).find((each) => each !== undefined)
      : undefined);
  const answers = answersOf(body, when.question);
  if (answers === undefined) {
    return (
      <TextField
        label="is any of"
        hint="Separated by commas."
        error={problem}
        data-path={keyOf(path)}
        defaultValue={when.is.join(', ')}
        onBlur={(event) =>
          set(
            event.target.value
              .split(',')
              .map((each) => each.trim())
              .filter((each) => each !== '')
              .map((each) => (Number.isFinite(Number(each)) ? Number(each) : each)),
          )
        }
      />
    );
  }
  // What is ticked and is no answer any more must be seen, to be taken away.
  const gone = when.is
    .filter((value) => !answers.some((each) => each.value === value))
    .map((value) => ({ value, label: `${value} (no answer any more)` }));
  return (
    <fieldset data-path={keyOf(path)}>
      <legend className={styles.legend}>is any of</legend>
      <div className={styles.answers}>
        {[...answers, ...gone].map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={when.is.includes(value)}
            onChange={(checked) =>
              set(checked ? [...when.is, value] : when.is.filter((each) => each !== value))
            }
          />
        ))}
      </div>
      <ErrorLine words={problem} />
    </fieldset>
  );
}

function ErrorLine({ words }: { words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <p className={styles.error} role="alert">
      {words}
    </p>
  );
}
