import { Check, Lock, Minus } from 'lucide-react';
import { StepDisc } from '../../kit/Disc.tsx';
import styles from './Bars.module.css';
import type { Grading } from './useGrading.ts';
import { useSpokenSteps } from './useSpokenSteps.ts';

const STAGES = ['Task output', 'Confession', 'Reasoning'] as const;

/** In the middle of the top bar: what is judged now, what is done, and what is still sealed. */
export function StageSteps({ item, stage, isOpen }: Pick<Grading, 'item' | 'stage' | 'isOpen'>) {
  useSpokenSteps({ item, stage });
  return (
    <ol className={styles.stages} aria-label="Stages">
      {STAGES.map((words, index) => {
        const number = index + 1;
        const isMissing = number > item.last_stage;
        // Taken up again, the last stage is in hand though it was committed.
        const isNow = isOpen && number === stage;
        const isDone = !isNow && number <= item.committed_stage;
        const isSealed = !isNow && !isDone && !isMissing && number > 1;
        return (
          <li
            key={words}
            className={isNow ? styles.now : styles.stage}
            aria-current={isNow ? 'step' : undefined}
          >
            <StepDisc state={isDone && !isMissing ? 'done' : isNow ? 'now' : 'later'}>
              {isMissing ? (
                <Minus aria-hidden="true" />
              ) : isDone ? (
                <Check aria-hidden="true" />
              ) : isSealed ? (
                <Lock aria-hidden="true" />
              ) : (
                number
              )}
            </StepDisc>
            <span className={styles.stageWord}>
              {words}
              {isMissing && ' · none here'}
              <span className="unseen">
                {isDone && !isMissing ? ', committed' : isSealed ? ', sealed' : ''}
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
