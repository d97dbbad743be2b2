import { type RefObject, useRef } from 'react';
import type { ItemState } from '../../../../shared/contract/grading.ts';
import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import type { DraftConflict } from '../../../grading/conflict.ts';
import { Button } from '../../../kit/Button.tsx';
import { cx } from '../../../kit/cx.ts';
import { GRADING_STATE_WORDS } from '../../../kit/words.ts';
import type { Permalink } from '../../../transcript/permalinks.ts';
import { Comparison } from '../practice/Comparison.tsx';
import type { Grading } from '../useGrading.ts';
import type { ItemFlow } from '../useItemFlow.ts';
import { ConfessionForm } from './ConfessionForm.tsx';
import { Conflict } from './Conflict.tsx';
import { Discussion } from './Discussion.tsx';
import type { FailurePicking } from './Failures.tsx';
import footStyles from './Foot.module.css';
import type { FormProps } from './form-props.ts';
import styles from './Judgement.module.css';
import { NoteField } from './NoteField.tsx';
import { OutcomeNote } from './OutcomeFoot.tsx';
import { Seal } from './Seal.tsx';
import { SetAside } from './SetAside.tsx';
import { TakeOver } from './TakeOver.tsx';
import { TaskOutputForm, type TaskOutputFormProps } from './TaskOutputForm.tsx';

interface JudgementPaneProps extends TaskOutputFormProps {
  flow: ItemFlow;
  /** The form of stage 1 within that of stage 2: `B` unfolds it. */
  stageOneRef: RefObject<HTMLDetailsElement | null>;
  failurePicking: FailurePicking;
  onLink(link: Permalink): void;
  conflict: DraftConflict<ItemState> | undefined;
}

/** The form of the stage in hand, and pinned under it what comes of it. */
export function JudgementPane({
  flow,
  stageOneRef,
  failurePicking,
  conflict,
  onLink,
  ...props
}: JudgementPaneProps) {
  const { grading, isAdding, onAdding, onAdd, onMark } = props;
  const form: FormProps = props;
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <aside className={cx(styles.pane, !grading.isSealed && styles.beside)} aria-label="Judgement">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <div className={styles.scroll} ref={scroller} tabIndex={0} role="group" aria-label="Questions">
        {conflict !== undefined && <Conflict grading={grading} conflict={conflict} />}
        <Comparison item={grading.item} rubric={grading.rubric} isLost={form.isLost} onGoTo={form.onGoTo} />
        {grading.isSealed ? (
          <>
            <TakeOver grading={grading} />
            <TaskOutputForm {...props} />
          </>
        ) : (
          <ConfessionForm
            {...form}
            failurePicking={failurePicking}
            stageOne={{ isAdding, onAdding, onAdd, onMark, open: stageOneRef }}
          />
        )}
        <NoteField grading={grading} onLink={onLink} />
        {grading.item.state === 'submitted' && <Discussion item={grading.item} />}
      </div>
      <Foot grading={grading} flow={flow} />
    </aside>
  );
}

function Foot({ grading, flow }: { grading: Grading; flow: ItemFlow }) {
  const commitKey = useKeyOf('grade.commit');
  const reopenKey = useKeyOf('grade.reopen');
  const { item, open, isOpen, isSealed, stage, body } = grading;
  const problem = flow.problem !== undefined && (
    <p className={cx(footStyles.problem, flow.isTold && footStyles.told)} role="alert">
      {flow.problem}
    </p>
  );
  if (flow.setting !== undefined) {
    return (
      <div className={footStyles.foot}>
        {problem}
        <SetAside kind={flow.setting} onCancel={() => flow.ask(undefined)} onDone={flow.setAside} />
      </div>
    );
  }
  if (!isOpen) {
    return (
      <div className={footStyles.foot}>
        {problem}
        {!isSealed && item.state === 'submitted' && <OutcomeNote body={body} />}
        <p className={footStyles.reason}>
          This label is {GRADING_STATE_WORDS[item.state]}. {item.reason}
        </p>
        <div className={footStyles.acts}>
          <Button kind="main" keys={commitKey} onClick={flow.goOn}>
            Next open item
          </Button>
          <Button keys={reopenKey} onClick={flow.reopen}>
            Take it up again
          </Button>
        </div>
      </div>
    );
  }
  const count = open.length > 0 && <span className={footStyles.open}>{open.length} open</span>;
  if (isSealed) {
    return (
      <Seal confessionId={item.confession_id}>
        {problem}
        <Button kind="main" size="large" keys={commitKey} onClick={flow.commit}>
          Commit and open the confession
        </Button>
      </Seal>
    );
  }
  return (
    <div className={footStyles.foot}>
      {problem}
      <OutcomeNote body={body} />
      <div className={footStyles.acts}>
        <Button kind="main" size="large" keys={commitKey} onClick={flow.commit}>
          {stage < item.last_stage ? 'Commit and show the reasoning' : 'Submit, next item'}
        </Button>
        {count}
      </div>
    </div>
  );
}
