import { useLayoutEffect, useRef } from 'react';
import type { Claim } from '../../../../shared/domain/confession.ts';
import type { ConfessionHints, FoundQuote } from '../../../../shared/domain/hint.ts';
import { claimTitle } from '../../../../shared/grading/outcome.ts';
import { useKeys } from '../../../commands/CommandsProvider.tsx';
import { choicesOf, VERDICT_ANSWERS } from '../../../grading/options.tsx';
import { Question } from '../../../grading/Question.tsx';
import { Choices } from '../../../kit/Choices.tsx';
import { cx } from '../../../kit/cx.ts';
import { VerdictMark } from '../../../kit/Glyphs.tsx';
import type { Marks } from '../../../transcript/marks.ts';
import { FailuresOf } from '../judgement/Failures.tsx';
import type { FormProps } from '../judgement/form-props.ts';
import { OwnAnswers, OwnQuestions } from '../judgement/OwnQuestions.tsx';
import { ClaimGrounds } from './ClaimGrounds.tsx';
import { HintMark, QuotedMessages } from './ClaimHints.tsx';
import styles from './Confession.module.css';
import { ConfessionText } from './ConfessionText.tsx';

interface ClaimCardProps extends FormProps {
  claim: Claim;
  number: number;
  view: 'rendered' | 'raw';
  marks: Marks;
  /** Whether what the pointer is on in the transcript belongs to it. */
  isLinked: boolean;
  machine: ConfessionHints;
  onHover(claim: string | undefined): void;
  onQuote(quote: FoundQuote): void;
}

/** A claim: what it says, its compliance word, its analysis, and the verdict; in hand, with all answers to choose from. */
export function ClaimCard(card: ClaimCardProps) {
  const { claim, number, view, marks, isLinked, machine, onHover, onQuote, ...props } = card;
  const { grading } = props;
  const isActive = claim.key === grading.hand.claim;
  const take = () => !isActive && grading.takeClaim(claim.key);
  const row = useRef<HTMLLIElement>(null);
  const wasActive = useRef(isActive);
  // Whole, with its answers: they are drawn only once it is in hand, and nobody should answer what is out of sight.
  useLayoutEffect(() => {
    if (isActive && !wasActive.current) row.current?.scrollIntoView({ block: 'nearest' });
    wasActive.current = isActive;
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the number is the button; a press anywhere else is for the mouse
    <li
      ref={row}
      className={cx(styles.claim, isActive && styles.active, grading.hand.side !== 'claims' && styles.aside)}
      data-claim={claim.key}
      data-linked={isLinked || undefined}
      onClick={() => window.getSelection()?.isCollapsed !== false && take()}
      onPointerEnter={() => onHover(claim.key)}
      onPointerLeave={() => onHover(undefined)}
      onFocus={({ target }) => target.matches(':focus-visible') && onHover(claim.key)}
      onBlur={() => onHover(undefined)}
    >
      <div className={styles.side}>
        <button
          type="button"
          className={styles.number}
          aria-pressed={isActive}
          aria-label={`Claim ${number}`}
          onClick={take}
        >
          {number}
        </button>
        <HintMark hints={machine.hints.filter(({ claims }) => claims.includes(claim.key))} number={number} />
      </div>
      <div className={styles.body}>
        {claim.kind === 'uncertainty' && <p className={styles.kind}>{claimTitle(claim.key)}, or conflict</p>}
        {claim.kind === 'objective' && (
          <div className={styles.statement} role="heading" aria-level={3}>
            <ConfessionText part={claim.key} text={claim.statement} view={view} marks={marks} />
          </div>
        )}
        {claim.kind === 'uncertainty' && (
          <div className={styles.analysis}>
            <ConfessionText part={claim.key} text={claim.statement} view={view} marks={marks} />
          </div>
        )}
        {claim.compliance !== undefined && <p className={styles.compliance}>{claim.compliance.word}</p>}
        {claim.analysis !== undefined && (
          <div className={styles.analysis}>
            <ConfessionText part={`${claim.key}/analysis`} text={claim.analysis} view={view} marks={marks} />
          </div>
        )}
        <QuotedMessages quotes={machine.quotes} claim={claim.key} onQuote={onQuote} />
        <ClaimAnswer claim={claim} number={number} {...props} />
      </div>
    </li>
  );
}

/** The verdict on a claim, and what settles it. */
export function ClaimAnswer({
  claim,
  number,
  grading,
  isLost,
  onGoTo,
}: FormProps & { claim: Claim; number: number }) {
  const keyOf = useKeys();
  const isActive = claim.key === grading.hand.claim;
  const answer = grading.body.claims.find((each) => each.claim === claim.key);
  const verdict = answer?.verdict ?? null;
  const isAsked = grading.isOpen && isActive && !grading.isFixed(`claims/${claim.key}`);
  const hasReasoning = grading.item.committed_stage >= 2 && grading.item.last_stage === 3;
  const Own = isActive ? OwnQuestions : OwnAnswers;
  return (
    <>
      <Question field={`claims/${claim.key}`} className={styles.answer}>
        {isAsked ? (
          <Choices
            question={`Is claim ${number} true?`}
            questionHidden
            className={styles.verdicts}
            choices={choicesOf(VERDICT_ANSWERS, grading.stage === 2 ? keyOf : undefined)}
            value={verdict}
            clearable
            onChange={(value) => grading.answerClaim(claim.key, value)}
          />
        ) : verdict === null ? (
          grading.isOpen && (
            <button type="button" className={styles.ask} onClick={() => grading.takeClaim(claim.key)}>
              No verdict yet
            </button>
          )
        ) : (
          <VerdictMark verdict={verdict} />
        )}
        <FailuresOf grading={grading} about={claim.key} />
        <ClaimGrounds claim={claim} number={number} grading={grading} isLost={isLost} onGoTo={onGoTo} />
      </Question>
      <Own grading={grading} stage={2} claim={claim.key} />
      {hasReasoning && <Own grading={grading} stage={3} claim={claim.key} />}
    </>
  );
}
