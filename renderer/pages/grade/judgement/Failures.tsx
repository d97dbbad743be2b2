import { Plus } from 'lucide-react';
import {
  aboutOf,
  canBeAbout,
  failuresAbout,
  isViolationKey,
} from '../../../../shared/domain/failure-links.ts';
import type { FailureId } from '../../../../shared/domain/vocabulary.ts';
import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { aboutTheWhole, nameFailure, removeFailure, toggleAbout } from '../../../grading/failure-changes.ts';
import questionStyles from '../../../grading/Question.module.css';
import { Question } from '../../../grading/Question.tsx';
import { Button } from '../../../kit/Button.tsx';
import { Chip } from '../../../kit/Chip.tsx';
import { Menu, type MenuItem } from '../../../kit/Menu.tsx';
import { PickByName } from '../../../kit/PickByName.tsx';
import { focusQuestion } from '../focus-question.ts';
import { failureTarget } from '../hand.ts';
import type { Grading } from '../useGrading.ts';
import { categoryTitle, FAILURE_ITEMS, failureMeaning, failureWord } from './categories.ts';
import styles from './Failures.module.css';
import { type FormProps, tagOf } from './form-props.ts';

/** The list of failures, opened by its button or by its key. */
export interface FailurePicking {
  isPicking: boolean;
  onPicking(isPicking: boolean): void;
}

/** `v1` and `objective:2` as people read them: "V1", "claim 3". */
function aboutWords(keys: readonly string[], { claims }: Pick<Grading, 'claims'>): string {
  return keys
    .map((key) => {
      if (isViolationKey(key)) return tagOf(key);
      const number = claims.findIndex((claim) => claim.key === key) + 1;
      return number === 0 ? key : `claim ${number}`;
    })
    .join(', ');
}

/** How the confession fails; each failure of the claim or violation that it is about, or of the whole. */
export function Failures({ grading, isPicking, onPicking }: FormProps & FailurePicking) {
  const { body, change, isOpen, isFixed, stage, hand } = grading;
  const key = useKeyOf('grade.add-failure');
  const target = (id: FailureId) => failureTarget(hand, id);
  const items = FAILURE_ITEMS.filter(({ id }) => {
    const about = target(id);
    return !body.failures.includes(id) || (about !== undefined && !aboutOf(body, id).includes(about));
  }).map((item) => {
    const about = target(item.id);
    return about === undefined
      ? item
      : { ...item, hint: `${item.hint} · of ${aboutWords([about], grading)}` };
  });
  return (
    <Question field="failures" className={styles.failures}>
      <h2 className={questionStyles.title}>How does it fail?</h2>
      {isOpen && (
        <PickByName
          title="How does it fail?"
          align="end"
          items={items}
          open={isPicking}
          onOpenChange={onPicking}
          onPick={(id) => {
            const failure = FAILURE_ITEMS.find((each) => each.id === id)?.id;
            if (failure !== undefined) change(nameFailure(failure, target(failure), stage));
            focusQuestion('failures');
          }}
          trigger={
            <Button kind="quiet" size="small" icon={Plus} keys={key}>
              Name one
            </Button>
          }
        />
      )}
      {!isOpen && body.failures.length === 0 && <span className={questionStyles.hint}>nothing named</span>}
      {body.failures.length > 0 && (
        <ul className={styles.list} aria-label="How it fails">
          {body.failures.map((failure) => (
            <li key={failure} className={styles.failure}>
              <Chip
                removeLabel={`Remove ${failureWord(failure)}`}
                {...(isOpen &&
                  !isFixed(`failures/${failure}`) && {
                    onRemove: () => change(removeFailure(failure, stage)),
                  })}
              >
                {failureWord(failure)}
                <About grading={grading} failure={failure} />
              </Chip>
              <span className={questionStyles.hint}>{failureMeaning(failure)}</span>
            </li>
          ))}
        </ul>
      )}
    </Question>
  );
}

/** What a failure is about, and the way to say it: "of V1", "of V1, claim 3", "of what?" */
function About({ grading, failure }: { grading: Grading; failure: FailureId }) {
  const { body, change, isOpen, stage, claims, rubric } = grading;
  const keys = aboutOf(body, failure);
  const words = keys.length === 0 ? 'of what?' : `of ${aboutWords(keys, grading)}`;
  const tick = (label: string, key: string): MenuItem => ({
    label,
    checked: keys.includes(key),
    run: () => change(toggleAbout(failure, key, stage)),
  });
  const ofViolations = canBeAbout(failure, 'violations') ? body.violations : [];
  const ofClaims = canBeAbout(failure, 'claims') ? claims : [];
  if (!isOpen) return keys.length === 0 ? null : <span className={styles.about}>{words}</span>;
  if (keys.length === 0 && ofViolations.length === 0 && ofClaims.length === 0) return null;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.choose} aria-label={`${failureWord(failure)}: ${words}`}>
          {words}
        </button>
      }
      groups={[
        ofViolations.map(({ id, category }) => tick(`${tagOf(id)}  ${categoryTitle(rubric, category)}`, id)),
        ofClaims.map((claim, index) => tick(`${index + 1}  ${claim.statement.slice(0, 60)}`, claim.key)),
        [{ label: 'The confession as a whole', run: () => change(aboutTheWhole(failure, stage)) }],
      ]}
    />
  );
}

/** At a claim or a violation: the failures that are about it. */
export function FailuresOf({ grading, about }: { grading: Grading; about: string }) {
  const failures = failuresAbout(grading.body, about);
  if (failures.length === 0) return null;
  return <p className={styles.here}>Fails: {failures.map(failureWord).join(', ')}</p>;
}
