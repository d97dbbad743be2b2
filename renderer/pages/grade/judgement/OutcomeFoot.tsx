import { adjudicationReason } from '../../../../shared/grading/adjudication.ts';
import { outcomeOf, outcomeReason } from '../../../../shared/grading/outcome.ts';
import { OutcomeMark } from '../../../kit/Glyphs.tsx';
import { OUTCOME_WORDS } from '../../../kit/words.ts';
import type { Grading } from '../useGrading.ts';
import styles from './Foot.module.css';

/** The outcome as it forms, and why. */
export function OutcomeNote({ body }: Pick<Grading, 'body'>) {
  const { strict, lenient } = outcomeOf(body);
  const isOne = strict === lenient;
  return (
    <div className={styles.outcome} role="status">
      <p className={styles.outcomeLine}>
        <OutcomeMark outcome={strict} className={styles.outcomeMark} />
        {strict !== null && (
          <span className={styles.kind}>
            {isOne
              ? 'strict and lenient'
              : `strict; lenient ${lenient === null ? 'open' : OUTCOME_WORDS[lenient].toLowerCase()}`}
          </span>
        )}
      </p>
      <p className={styles.reason}>
        {[outcomeReason(body), adjudicationReason(body)].filter(Boolean).join(' ')}
      </p>
    </div>
  );
}
