import { Plus } from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { NumberAt, TextAt } from './BoundFields.tsx';
import { type DraftQuestionOf, keyOf } from './draft.ts';
import { addAnchor } from './draft-changes.ts';
import { useRubricForm } from './form-context.ts';
import styles from './QuestionFields.module.css';
import { Row, useRemove } from './Row.tsx';

/** The steps of a scale, and what some of them mean. */
export function AnchorRows({ question, index }: { question: DraftQuestionOf<'scale'>; index: number }) {
  const { change, focus } = useRubricForm();
  const path = ['questions', index] as const;
  const list = [...path, 'anchors'] as const;
  const { anchors } = question;
  const remove = useRemove(list, anchors.length);
  return (
    <>
      <div className={styles.pair}>
        <NumberAt path={[...path, 'from']} label="From" />
        <NumberAt path={[...path, 'to']} label="To" />
      </div>
      <fieldset data-path={keyOf(list)}>
        <legend className={styles.legend}>What its steps mean</legend>
        <ul>
          {anchors.map((_, at) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: values are typed here, and may stand twice meanwhile
              key={at}
              list={list}
              index={at}
              count={anchors.length}
              name={`anchor ${at + 1}`}
              onRemove={() => remove(at)}
            >
              <div className={styles.anchor}>
                <NumberAt path={[...list, at, 'value']} label={`Anchor ${at + 1}, step`} labelHidden />
                <TextAt
                  path={[...list, at, 'label']}
                  label={`Anchor ${at + 1}, words`}
                  labelHidden
                  placeholder="What this step means"
                />
              </div>
            </Row>
          ))}
        </ul>
        <Button
          kind="quiet"
          size="small"
          icon={Plus}
          onClick={() => {
            change(addAnchor(index));
            focus([...list, anchors.length, 'label']);
          }}
        >
          Say what a step means
        </Button>
      </fieldset>
    </>
  );
}
