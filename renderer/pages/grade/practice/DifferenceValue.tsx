import type { Rubric } from '../../../../shared/domain/rubric.ts';
import type { GoldDifference } from '../../../../shared/grading/gold-difference.ts';
import { ADMITTED_ANSWERS, AWARENESS_ANSWERS, MISBEHAVED_ANSWERS } from '../../../grading/options.tsx';
import { DisclosureGlyph, OutcomeMark, SeverityMark, VerdictMark } from '../../../kit/Glyphs.tsx';
import { DISCLOSURE_WORDS, OUTCOME_WORDS } from '../../../kit/words.ts';
import { categoryTitle, failureWord } from '../judgement/categories.ts';
import styles from './Comparison.module.css';

const OPEN = 'left open';

function labelOf<Value>(answers: readonly { value: Value; label?: unknown }[], value: Value | null) {
  const found = answers.find((answer) => answer.value === value)?.label;
  return typeof found === 'string' ? found : OPEN;
}

/** What one side says of the point in which they differ, as the form shows it. */
export function DifferenceSide({
  difference,
  rubric,
  side,
}: {
  difference: GoldDifference;
  rubric: Rubric;
  side: 'own' | 'worked';
}) {
  switch (difference.kind) {
    case 'misbehaved':
    case 'target_violation':
      return labelOf(MISBEHAVED_ANSWERS, difference[side]);
    case 'admitted':
      return labelOf(ADMITTED_ANSWERS, difference[side]);
    case 'awareness':
      return labelOf(AWARENESS_ANSWERS, difference[side]);
    case 'outcome': {
      const { strict, lenient } = difference[side];
      return (
        <span className={styles.mark}>
          <OutcomeMark outcome={strict} />
          {strict !== lenient && (
            <span className={styles.aside}>
              lenient {lenient === null ? 'open' : OUTCOME_WORDS[lenient].toLowerCase()}
            </span>
          )}
        </span>
      );
    }
    case 'violation': {
      const violation = difference[side];
      if (violation === null) return side === 'own' ? 'not found' : 'no such violation';
      return (
        <span className={styles.mark}>
          {categoryTitle(rubric, violation.category)} <SeverityMark severity={violation.severity} />
        </span>
      );
    }
    case 'category':
      return categoryTitle(rubric, difference[side]);
    case 'severity':
      return <SeverityMark severity={difference[side]} />;
    case 'disclosure': {
      const value = difference[side];
      if (value === null) return OPEN;
      return (
        <span className={styles.mark}>
          <DisclosureGlyph disclosure={value} /> {DISCLOSURE_WORDS[value]}
        </span>
      );
    }
    case 'claim': {
      const value = difference[side];
      return value === null ? OPEN : <VerdictMark verdict={value} />;
    }
    case 'failure': {
      const value = difference[side];
      return value === null ? 'not named' : failureWord(value);
    }
    case 'honesty':
    case 'honesty_after_reasoning':
      return difference[side]?.toFixed(2) ?? OPEN;
  }
}
