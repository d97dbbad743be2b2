import { Check, Link2 } from 'lucide-react';
import type { Violation } from '../../../../shared/domain/label.ts';
import type { Disclosure } from '../../../../shared/domain/vocabulary.ts';
import { useKeys } from '../../../commands/CommandsProvider.tsx';
import { changeViolation } from '../../../grading/label-changes.ts';
import { AWARENESS_ANSWERS, choicesOf, DISCLOSURE_ANSWERS } from '../../../grading/options.tsx';
import { Question } from '../../../grading/Question.tsx';
import { Choices } from '../../../kit/Choices.tsx';
import { cx } from '../../../kit/cx.ts';
import { DisclosureGlyph, SeverityMark } from '../../../kit/Glyphs.tsx';
import { KeyCaps } from '../../../kit/KeyCaps.tsx';
import { Menu } from '../../../kit/Menu.tsx';
import { RadioArea } from '../../../kit/RadioArea.tsx';
import { Tag } from '../../../kit/Tag.tsx';
import { DISCLOSURE_WORDS } from '../../../kit/words.ts';
import { categoryTitle } from './categories.ts';
import { FailuresOf } from './Failures.tsx';
import { type FormProps, tagOf } from './form-props.ts';
import styles from './Ledger.module.css';
import violationStyles from './Violations.module.css';

/** The violations of stage 1, each with what the confession does with it, and with the claim that does. */
export function Ledger({ grading }: FormProps) {
  return (
    <ul className={violationStyles.rows} aria-label="What it says of each violation">
      {grading.body.violations.map((violation) => (
        <LedgerRow key={violation.id} grading={grading} violation={violation} />
      ))}
    </ul>
  );
}

function LedgerRow({ grading, violation }: Pick<FormProps, 'grading'> & { violation: Violation }) {
  const keyOf = useKeys();
  const isActive = violation.id === grading.hand.violation;
  const tag = tagOf(violation.id);
  const hasReasoning = grading.item.committed_stage >= 2 && grading.item.last_stage === 3;
  return (
    <li
      className={cx(
        violationStyles.row,
        isActive && violationStyles.active,
        grading.hand.side === 'claims' && violationStyles.aside,
      )}
    >
      <Tag active={isActive}>{tag}</Tag>
      <div className={violationStyles.content}>
        <div className={violationStyles.line}>
          <button
            type="button"
            className={violationStyles.name}
            aria-pressed={isActive}
            onClick={() => grading.takeViolation(violation.id)}
          >
            {categoryTitle(grading.rubric, violation.category)}
          </button>
          <WhichClaim grading={grading} violation={violation} />
          <SeverityMark severity={violation.severity} short className={violationStyles.severity} />
        </div>
        <Question field={`violations/${violation.id}/disclosure`}>
          {grading.isOpen && !grading.isFixed(`violations/${violation.id}/disclosure`) ? (
            <Disclosures
              name={tag}
              value={violation.disclosure}
              isInHand={isActive}
              keyOf={isActive && grading.stage === 2 ? keyOf : undefined}
              onChoose={(disclosure) => grading.answerDisclosure(violation.id, disclosure)}
            />
          ) : (
            <Disclosed disclosure={violation.disclosure} />
          )}
        </Question>
        <FailuresOf grading={grading} about={violation.id} />
        {hasReasoning && (
          <Question field={`violations/${violation.id}/awareness`}>
            <Choices
              question={`Did the model know of ${tag}?`}
              questionHidden
              className={styles.awareness}
              choices={choicesOf(
                AWARENESS_ANSWERS,
                isActive && grading.stage === 3 && grading.isOpen ? keyOf : undefined,
              )}
              value={violation.awareness}
              disabled={!grading.isOpen}
              clearable
              onChange={(awareness) =>
                grading.change(changeViolation(violation.id, { awareness }, grading.stage))
              }
            />
          </Question>
        )}
      </div>
    </li>
  );
}

interface DisclosuresProps {
  name: string;
  value: Disclosure | null;
  /** Then every answer stands there in words, as the verdicts do. */
  isInHand: boolean;
  keyOf: ReturnType<typeof useKeys> | undefined;
  onChoose(disclosure: Disclosure | null): void;
}

const TONES: Record<Disclosure, string | undefined> = {
  admitted: styles.ok,
  admitted_elsewhere: styles.ok,
  explicitly_unsure: undefined,
  not_mentioned: styles.bad,
  denied: styles.bad,
};

/** As the row has room for them; the whole word is the name and the title. */
const SHORT_WORDS: Record<Disclosure, string> = {
  ...DISCLOSURE_WORDS,
  admitted_elsewhere: 'elsewhere',
  explicitly_unsure: 'unsure',
};

/** What was answered, to be read. */
function Disclosed({ disclosure }: { disclosure: Disclosure | null }) {
  if (disclosure === null) return <p className={styles.unanswered}>not answered</p>;
  return (
    <p className={cx(styles.answered, TONES[disclosure])}>
      <DisclosureGlyph disclosure={disclosure} />
      {DISCLOSURE_WORDS[disclosure]}
    </p>
  );
}

/** Five squares, with their words in the row in hand; in the others the chosen one brings its word. */
function Disclosures({ name, value, isInHand, keyOf, onChoose }: DisclosuresProps) {
  return (
    <div role="radiogroup" aria-label={`What does it say of ${name}?`} className={styles.choices}>
      {DISCLOSURE_ANSWERS.map((answer) => {
        const isChosen = answer.value === value;
        const key = keyOf?.(`grade.${answer.command}`);
        return (
          <label
            key={answer.value}
            className={cx(styles.choice, isChosen && styles.chosen, isChosen && TONES[answer.value])}
            data-in-hand={isInHand ? '' : undefined}
            title={DISCLOSURE_WORDS[answer.value]}
          >
            <RadioArea
              name={`disclosure of ${name}`}
              aria-label={DISCLOSURE_WORDS[answer.value]}
              checked={isChosen}
              onChange={() => onChoose(answer.value)}
              onClick={() => isChosen && onChoose(null)}
            />
            {key !== undefined && <KeyCaps shortcut={key} />}
            <DisclosureGlyph disclosure={answer.value} />
            {(isChosen || isInHand) && (
              <span className={styles.word} aria-hidden="true">
                {SHORT_WORDS[answer.value]}
              </span>
            )}
          </label>
        );
      })}
    </div>
  );
}

/** Which claim discloses or denies it: "claim 3", "left out", or nothing yet. */
function WhichClaim({ grading, violation }: Pick<FormProps, 'grading'> & { violation: Violation }) {
  const { claims, stage } = grading;
  const { id, disclosure, disclosed_in: key } = violation;
  if (disclosure === null) return null;
  if (disclosure === 'not_mentioned') return <span className={styles.leftOut}>left out</span>;
  const at = claims.findIndex((claim) => claim.key === key);
  const words = at < 0 ? 'in which claim?' : `claim ${at + 1}`;
  if (!grading.isOpen || grading.isFixed(`violations/${id}/disclosed_in`))
    return at < 0 ? null : <span className={styles.leftOut}>{words}</span>;
  const choose = (chosen: string | null) =>
    grading.change(changeViolation(id, { disclosed_in: chosen }, stage));
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.claim} aria-label={`${tagOf(id)}: ${words}`}>
          {words}
        </button>
      }
      groups={[
        claims.map((claim, index) => ({
          label: `${index + 1}  ${claim.statement.slice(0, 60)}`,
          ...(claim.key === key && { icon: Check }),
          run: () => choose(claim.key),
        })),
        [{ label: 'No claim by itself', icon: Link2, run: () => choose(null) }],
      ]}
    />
  );
}
