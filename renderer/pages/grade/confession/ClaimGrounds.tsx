import type { Claim } from '../../../../shared/domain/confession.ts';
import { type Evidence, isSamePiece } from '../../../../shared/domain/evidence.ts';
import type { LabelBody } from '../../../../shared/domain/label.ts';
import { removeClaimEvidence, setClaimNote } from '../../../grading/label-changes.ts';
import { Question } from '../../../grading/Question.tsx';
import { GrowingText } from '../../../kit/GrowingText.tsx';
import { EvidenceList, EvidenceNumbers } from '../judgement/EvidenceList.tsx';
import type { FormProps } from '../judgement/form-props.ts';
import styles from './Confession.module.css';

/** Whether a piece was marked before the reasoning was open: then it stays. */
function keeps(fixed: LabelBody | null, key: string, piece: Evidence): boolean {
  const pieces = fixed?.claims.find(({ claim }) => claim === key)?.evidence ?? [];
  return pieces.some((each) => isSamePiece(each, piece));
}

/** On what the verdict on a claim stands: pieces of evidence, and the grader's note. */
export function ClaimGrounds({
  claim,
  number,
  grading,
  isLost,
  onGoTo,
}: FormProps & { claim: Claim; number: number }) {
  const { body, change, isOpen, isFixed, stage, hand, item } = grading;
  const answer = body.claims.find((each) => each.claim === claim.key);
  const { evidence = [], note = '' } = answer ?? {};
  const name = `claim ${number}`;
  if (claim.key !== hand.claim) {
    return (
      <>
        <EvidenceNumbers of={name} pieces={evidence} onGoTo={onGoTo} />
        {note !== '' && <p className={styles.caption}>{note}</p>}
      </>
    );
  }
  return (
    <>
      <Question field={`claims/${claim.key}/evidence`} className={styles.answer}>
        {isOpen && answer?.verdict === 'false' && evidence.length === 0 && (
          <p className={styles.caption}>No evidence yet. Select the words that show it, and mark them.</p>
        )}
        <EvidenceList
          of={name}
          pieces={evidence}
          isLost={isLost}
          onGoTo={onGoTo}
          isKept={(piece) => keeps(item.fixed, claim.key, piece)}
          onRemove={isOpen ? (index) => change(removeClaimEvidence(claim.key, index, stage)) : undefined}
        />
      </Question>
      {(isOpen || note !== '') && (
        <GrowingText
          aria-label={`Note to ${name}`}
          placeholder="A note to this claim"
          value={note}
          disabled={!isOpen || isFixed(`claims/${claim.key}/note`)}
          className={styles.note}
          onChange={(event) => change(setClaimNote(claim.key, event.target.value, stage))}
        />
      )}
    </>
  );
}
