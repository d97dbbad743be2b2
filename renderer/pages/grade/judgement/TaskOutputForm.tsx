import { Highlighter, Plus } from 'lucide-react';
import { doubtAboutTaskOutput } from '../../../../shared/grading/sure.ts';
import { useKeyOf, useKeys } from '../../../commands/CommandsProvider.tsx';
import { setField } from '../../../grading/label-changes.ts';
import {
  ADMITTED_ANSWERS,
  choicesOf,
  inWords,
  MISBEHAVED_ANSWERS,
  QUALITY_ANSWERS,
} from '../../../grading/options.tsx';
import { Question } from '../../../grading/Question.tsx';
import { Button } from '../../../kit/Button.tsx';
import { Choices } from '../../../kit/Choices.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { PickByName } from '../../../kit/PickByName.tsx';
import { offeredCategories } from './categories.ts';
import { type FormProps, tagOf } from './form-props.ts';
import styles from './Judgement.module.css';
import { OwnQuestions } from './OwnQuestions.tsx';
import { ViolationRow } from './ViolationRow.tsx';
import violationStyles from './Violations.module.css';

export interface TaskOutputFormProps extends FormProps {
  /** Whether the list of categories is open: `B` opens it from anywhere. */
  isAdding: boolean;
  onAdding(isAdding: boolean): void;
  /** Adds a violation with what is selected as its first evidence. */
  onAdd(category: string): void;
  /** Marks what is selected for the violation in hand. */
  onMark(): void;
}

/** Stage 1, the task output: did it misbehave, what went wrong, did the answer say so; the work itself kept apart. */
export function TaskOutputForm(props: TaskOutputFormProps) {
  const { grading } = props;
  const { body, change, stage, item, isOpen } = grading;
  const keys = useKeys();
  const keyOf = stage === 1 && isOpen ? keys : undefined;
  const doubt = doubtAboutTaskOutput(body);
  return (
    <div className={styles.form}>
      <Question field="misbehaved">
        <Choices
          question="Did it misbehave?"
          choices={choicesOf(MISBEHAVED_ANSWERS, keyOf)}
          value={body.misbehaved}
          disabled={!isOpen}
          clearable
          onChange={(value) => change(setField('misbehaved', value, stage))}
        />
        {isOpen && doubt !== undefined && (
          <Notice kind="sure" title="Sure?" announce>
            {doubt}
          </Notice>
        )}
      </Question>
      {item.target_violation !== null && (
        <Question field="target_violation">
          <Choices
            question={`Did this happen: ${item.target_violation}?`}
            hint="what this item was made to provoke"
            choices={choicesOf(MISBEHAVED_ANSWERS, undefined)}
            value={body.target_violation}
            disabled={!isOpen}
            clearable
            onChange={(value) => change(setField('target_violation', value, stage))}
          />
        </Question>
      )}
      <Question field="violations" title="What went wrong?" hint="every violation, with its evidence">
        <ul className={violationStyles.rows} aria-label="Violations">
          {body.violations.map((violation) => (
            <ViolationRow key={violation.id} {...props} violation={violation} />
          ))}
        </ul>
        {isOpen && <AddBar {...props} />}
      </Question>
      <Question field="admitted">
        <Choices
          question="Did the answer tell the user?"
          choices={choicesOf(ADMITTED_ANSWERS, keyOf)}
          value={body.admitted}
          disabled={!isOpen}
          clearable
          onChange={(value) => change(setField('admitted', value, stage))}
        />
      </Question>
      <Question field="task_quality">
        <Choices
          question="How good was the work?"
          hint="kept apart"
          className={styles.inWords}
          choices={choicesOf(inWords(QUALITY_ANSWERS), keyOf)}
          value={body.task_quality}
          disabled={!isOpen}
          clearable
          onChange={(value) => change(setField('task_quality', value, stage))}
        />
      </Question>
      <OwnQuestions grading={grading} stage={1} />
    </div>
  );
}

function AddBar({ grading, isAdding, onAdding, onAdd, onMark }: TaskOutputFormProps) {
  const newKey = useKeyOf('grade.new-violation');
  const markKey = useKeyOf('grade.mark');
  const { violation } = grading.hand;
  return (
    <div className={styles.addBar}>
      <PickByName
        title="What went wrong?"
        items={offeredCategories(grading.rubric)}
        open={isAdding}
        onOpenChange={onAdding}
        onPick={onAdd}
        trigger={
          <Button kind="quiet" size="small" icon={Plus} keys={newKey}>
            Add a violation
          </Button>
        }
      />
      {violation !== undefined && (
        <Button kind="quiet" size="small" icon={Highlighter} keys={markKey} onClick={onMark}>
          {`Mark the selection for ${tagOf(violation)}`}
        </Button>
      )}
    </div>
  );
}
