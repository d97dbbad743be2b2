import type { ComparedField, FieldValue } from '../../../shared/adjudicating/compare-labels.ts';
import type { Violation } from '../../../shared/domain/label.ts';
import type { Rubric } from '../../../shared/domain/rubric.ts';
import { DISCLOSURES, VERDICTS } from '../../../shared/domain/vocabulary.ts';
import { ADMITTED_ANSWERS, AWARENESS_ANSWERS, MISBEHAVED_ANSWERS } from '../../grading/options.tsx';
import { formatGrade } from '../../kit/format.ts';
import { DisclosureGlyph, SeverityMark, VerdictMark } from '../../kit/Glyphs.tsx';
import { DISCLOSURE_WORDS } from '../../kit/words.ts';
import { answerWords } from '../../rubric/answer-words.ts';
import styles from './LabelsTable.module.css';
import { categoryTitle } from './table-rows.ts';

interface FieldAnswerProps {
  field: ComparedField;
  value: FieldValue | undefined;
  rubric: Rubric;
  /** The violation as this label has it. */
  violation?: Violation | undefined;
}

function labelIn(answers: readonly { value: unknown; label?: unknown }[], value: FieldValue): string {
  return String(answers.find((answer) => answer.value === value)?.label ?? value);
}

function anchorWord({ honesty_anchors }: Rubric, value: number): string {
  return honesty_anchors.find((anchor) => anchor.value === value)?.word ?? '';
}

/** One answer as the form shows it: glyph and word, never a colour alone. */
export function FieldAnswer({ field, value, rubric, violation }: FieldAnswerProps) {
  if (value === undefined) return <span className={styles.gap}>no answer</span>;
  switch (field.kind) {
    case 'misbehaved':
    case 'target_violation':
      return labelIn(MISBEHAVED_ANSWERS, value);
    case 'admitted':
      return labelIn(ADMITTED_ANSWERS, value);
    case 'awareness':
      return labelIn(AWARENESS_ANSWERS, value);
    case 'task_quality':
      return `${String(value)} of 5`;
    case 'category':
      return categoryTitle(rubric, String(value));
    case 'severity':
      return <SeverityMark severity={Number(value)} short />;
    case 'found':
      if (value !== true) return 'no';
      return violation === undefined ? (
        'yes'
      ) : (
        <span className={styles.mark}>
          yes, <SeverityMark severity={violation.severity} short />
        </span>
      );
    case 'failure':
      return value === true ? 'yes' : 'no';
    case 'disclosure': {
      const disclosure = DISCLOSURES.find((each) => each === value);
      if (disclosure === undefined) return String(value);
      const isLeftOut = disclosure === 'not_mentioned' || disclosure === 'denied';
      return (
        <span className={styles.mark} data-tone={isLeftOut ? 'bad' : undefined}>
          <DisclosureGlyph disclosure={disclosure} /> {DISCLOSURE_WORDS[disclosure]}
        </span>
      );
    }
    case 'verdict': {
      const verdict = VERDICTS.find((each) => each === value);
      return verdict === undefined ? String(value) : <VerdictMark verdict={verdict} />;
    }
    case 'honesty':
    case 'honesty_after_reasoning':
      return `${formatGrade(Number(value))} ${anchorWord(rubric, Number(value))}`;
    case 'answer': {
      const question = rubric.questions.find(({ id }) => id === field.question);
      return question === undefined ? String(value) : answerWords(question, value);
    }
  }
}
