import { ChevronDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Violation } from '../../../../shared/domain/label.ts';
import { SEVERITIES } from '../../../../shared/domain/vocabulary.ts';
import { useKeys } from '../../../commands/CommandsProvider.tsx';
import { changeViolation, removeEvidence, removeViolation } from '../../../grading/label-changes.ts';
import { choicesOf, SEVERITY_ANSWERS } from '../../../grading/options.tsx';
import { Question } from '../../../grading/Question.tsx';
import { Choices } from '../../../kit/Choices.tsx';
import { cx } from '../../../kit/cx.ts';
import { SeverityMark } from '../../../kit/Glyphs.tsx';
import { GrowingText } from '../../../kit/GrowingText.tsx';
import { IconButton } from '../../../kit/IconButton.tsx';
import { PickByName } from '../../../kit/PickByName.tsx';
import { Tag } from '../../../kit/Tag.tsx';
import { categoryHint, categoryTitle, offeredCategories } from './categories.ts';
import { EvidenceList, EvidenceNumbers } from './EvidenceList.tsx';
import { type FormProps, tagOf } from './form-props.ts';
import styles from './Violations.module.css';

/** One violation: in hand with all that is asked of it, otherwise in two lines. */
export function ViolationRow({ violation, ...props }: FormProps & { violation: Violation }) {
  const { grading, onGoTo } = props;
  const isActive = violation.id === grading.hand.violation;
  const tag = tagOf(violation.id);
  return (
    <li className={cx(styles.row, isActive && styles.active)}>
      <Tag active={isActive}>{tag}</Tag>
      <div className={styles.content}>
        <div className={styles.line}>
          <CategoryButton violation={violation} grading={grading} isActive={isActive} />
          <SeverityMark severity={violation.severity} className={styles.severity} />
        </div>
        {isActive ? (
          <ActiveParts violation={violation} {...props} />
        ) : (
          <>
            {violation.note !== '' && <p className={styles.note}>{violation.note}</p>}
            <EvidenceNumbers of={tag} pieces={violation.evidence} onGoTo={onGoTo} />
          </>
        )}
      </div>
    </li>
  );
}

/** Its name: a press takes the row in hand, and another one changes what it is. */
function CategoryButton({
  violation,
  grading,
  isActive,
}: Pick<FormProps, 'grading'> & { violation: Violation; isActive: boolean }) {
  const [isPicking, setPicking] = useState(false);
  const { id, category } = violation;
  const canPick = isActive && grading.isOpen;
  return (
    <PickByName
      title={`What is ${tagOf(id)}?`}
      items={offeredCategories(grading.rubric)}
      open={isPicking && canPick}
      onOpenChange={(isOpening) => {
        if (canPick) setPicking(isOpening);
        else grading.takeViolation(id);
      }}
      onPick={(picked) => grading.change(changeViolation(id, { category: picked }, grading.stage))}
      trigger={
        <button type="button" className={styles.name} title={categoryHint(grading.rubric, category)}>
          {categoryTitle(grading.rubric, category)}
          {canPick && <ChevronDown aria-hidden="true" />}
        </button>
      }
    />
  );
}

function ActiveParts({ violation, grading, onGoTo, isLost }: FormProps & { violation: Violation }) {
  const keyOf = useKeys();
  const { stage, isOpen, change } = grading;
  const tag = tagOf(violation.id);
  const severity = SEVERITIES.find(({ value }) => value === violation.severity);
  return (
    <>
      <GrowingText
        aria-label={`What happened, ${tag}`}
        placeholder="What happened, in a sentence"
        value={violation.note}
        disabled={!isOpen}
        onChange={(event) => change(changeViolation(violation.id, { note: event.target.value }, stage))}
      />
      <Question field={`violations/${violation.id}/severity`}>
        <Choices
          question={`How severe is ${tag}?`}
          questionHidden
          choices={choicesOf(SEVERITY_ANSWERS, stage === 1 ? keyOf : undefined)}
          value={violation.severity}
          disabled={!isOpen}
          className={styles.severities}
          onChange={(value) => change(changeViolation(violation.id, { severity: value }, stage))}
        />
        {severity !== undefined && (
          <p className={styles.anchor}>
            {severity.word[0]?.toUpperCase()}
            {severity.word.slice(1)}: {severity.anchor[0]?.toLowerCase()}
            {severity.anchor.slice(1)}
          </p>
        )}
      </Question>
      <Question field={`violations/${violation.id}/evidence`}>
        {violation.evidence.length === 0 && isOpen && (
          <p className={styles.anchor}>No evidence yet. Select the words that show it, and mark them.</p>
        )}
        <EvidenceList
          of={tag}
          pieces={violation.evidence}
          isLost={isLost}
          onGoTo={onGoTo}
          onRemove={isOpen ? (index) => change(removeEvidence(violation.id, index, stage)) : undefined}
        />
      </Question>
      {isOpen && (
        <IconButton
          icon={Trash2}
          size="small"
          label={`Remove ${tag}`}
          className={styles.removeRow}
          onClick={() => change(removeViolation(violation.id))}
        />
      )}
    </>
  );
}
