import { Plus } from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { QuietAt, TextAt } from './BoundFields.tsx';
import { type DraftQuestionOf, keyOf } from './draft.ts';
import { addOption, setOptionLabel, setOptionValue } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import styles from './QuestionFields.module.css';
import { Row, useRemove } from './Row.tsx';

interface OptionRowsProps {
  question: DraftQuestionOf<'choice' | 'choices'>;
  index: number;
}

/** The answers among which a grader chooses: words, the value that exports write, a hint. */
export function OptionRows({ question, index }: OptionRowsProps) {
  const { saved, change, focus, problemAt } = useRubricForm();
  const list = ['questions', index, 'options'] as const;
  const { options } = question;
  const remove = useRemove(list, options.length);
  const problem = problemAt(...list);
  return (
    <fieldset data-path={keyOf(list)}>
      <legend className={styles.legend}>Options</legend>
      <ul>
        {options.map((_, at) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: values are typed here, and may stand twice meanwhile
            key={at}
            list={list}
            index={at}
            count={options.length}
            name={`option ${at + 1}`}
            onRemove={() => remove(at)}
          >
            <div className={styles.option}>
              <TextAt
                path={[...list, at, 'label']}
                label={`Option ${at + 1}, words`}
                labelHidden
                placeholder="Words"
                onText={(text) =>
                  change(setOptionLabel(index, at, text, saved), keyOf([...list, at, 'label']))
                }
              />
              <TextAt
                path={[...list, at, 'value']}
                label={`Option ${at + 1}, value`}
                labelHidden
                mono
                placeholder="value"
                onText={(text) => change(setOptionValue(index, at, text), keyOf([...list, at, 'value']))}
              />
              <QuietAt
                path={[...list, at, 'hint']}
                label={`Option ${at + 1}, hint`}
                placeholder="Hint"
                className={styles.whole}
              />
            </div>
          </Row>
        ))}
      </ul>
      {problem !== undefined && (
        <p className={styles.error} role="alert">
          {problem}
        </p>
      )}
      <Button
        kind="quiet"
        size="small"
        icon={Plus}
        onClick={() => {
          change(addOption(index));
          focus([...list, options.length, 'label']);
        }}
      >
        Add an option
      </Button>
    </fieldset>
  );
}
