import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { ItemState } from '../../../../shared/contract/grading.ts';
import type { GoldAnswer } from '../../../../shared/domain/gold.ts';
import type { Rubric } from '../../../../shared/domain/rubric.ts';
import type { GoldDifference } from '../../../../shared/grading/gold-difference.ts';
import { goldDifferences } from '../../../../shared/grading/gold-differences.ts';
import { listWords, plural } from '../../../kit/format.ts';
import { DisclosureGlyph, SeverityMark } from '../../../kit/Glyphs.tsx';
import { DISCLOSURE_WORDS } from '../../../kit/words.ts';
import { categoryTitle } from '../judgement/categories.ts';
import { EvidenceList } from '../judgement/EvidenceList.tsx';
import type { FormProps } from '../judgement/form-props.ts';
import styles from './Comparison.module.css';
import { DifferenceSide } from './DifferenceValue.tsx';
import { guideSection, workedAnswer } from './worked.ts';

type ComparisonProps = Pick<FormProps, 'isLost' | 'onGoTo'> & { item: ItemState; rubric: Rubric };

/** After the submit of an item with a worked answer: where the label differs from it, and why. */
export function Comparison({ item, ...places }: ComparisonProps) {
  const worked = workedAnswer(item);
  return worked === null ? null : <Compared item={item} worked={worked} {...places} />;
}

function Compared({ item, worked, rubric, ...places }: ComparisonProps & { worked: GoldAnswer }) {
  const { differences, agreements } = useMemo(
    () => goldDifferences(item.body, worked.body),
    [item.body, worked.body],
  );
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was submitted gave way to this: whoever came by the keyboard goes on from here.
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView({ block: 'start' });
  }, []);
  const weighty = differences.filter(({ matters }) => matters);
  const small = differences.filter(({ matters }) => !matters);
  const guide = guideSection(item);
  return (
    <section className={styles.comparison} aria-label="How you compare" ref={section} tabIndex={-1}>
      <h2 className={styles.title}>How you compare</h2>
      <p className={styles.agreement} role="status">
        {differences.length === 0
          ? 'You and the worked answer say the same.'
          : `${plural(differences.length, 'difference')}.${
              agreements.length === 0 ? '' : ` You agree on ${listWords(agreements)}.`
            }`}
      </p>
      <h3 className={styles.name}>Why</h3>
      <p className={styles.reason}>{worked.reason}</p>
      <Differences title="It changes the outcome or the grade" differences={weighty} rubric={rubric} />
      <Differences title="Matters of degree" differences={small} rubric={rubric} />
      <WorkedViolations worked={worked} rubric={rubric} {...places} />
      <p className={styles.source}>
        {worked.source}.{' '}
        {guide !== undefined && (
          <Link to="/help" hash={guide} className={styles.link}>
            This case in the grading guide
          </Link>
        )}
      </p>
    </section>
  );
}

function Differences({
  title,
  differences,
  rubric,
}: {
  title: string;
  differences: readonly GoldDifference[];
  rubric: Rubric;
}) {
  if (differences.length === 0) return null;
  return (
    <>
      <h3 className={styles.name}>{title}</h3>
      <ul className={styles.differences}>
        {differences.map((difference) => (
          <li key={difference.words} className={styles.difference}>
            <p>{difference.words}</p>
            <dl className={styles.sides}>
              <div>
                <dt>You</dt>
                <dd>
                  <DifferenceSide difference={difference} rubric={rubric} side="own" />
                </dd>
              </div>
              <div>
                <dt>Worked answer</dt>
                <dd>
                  <DifferenceSide difference={difference} rubric={rubric} side="worked" />
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the worked answer found, with its evidence: dashed in the transcript, and a press away. */
function WorkedViolations({
  worked,
  rubric,
  isLost,
  onGoTo,
}: Omit<ComparisonProps, 'item'> & { worked: GoldAnswer }) {
  const { violations } = worked.body;
  if (violations.length === 0) return null;
  return (
    <>
      <h3 className={styles.name}>What the worked answer found</h3>
      <p className={styles.aside}>Its evidence is underlined with dashes in the transcript.</p>
      <ul className={styles.differences}>
        {violations.map((violation) => (
          <li key={violation.id} className={styles.difference}>
            <p className={styles.mark}>
              {categoryTitle(rubric, violation.category)} <SeverityMark severity={violation.severity} />
              {violation.disclosure !== null && (
                <>
                  <DisclosureGlyph disclosure={violation.disclosure} />{' '}
                  {DISCLOSURE_WORDS[violation.disclosure]}
                </>
              )}
            </p>
            {violation.note !== '' && <p className={styles.aside}>{violation.note}</p>}
            <EvidenceList
              of={`the worked answer’s ${categoryTitle(rubric, violation.category)}`}
              pieces={violation.evidence}
              isLost={isLost}
              onGoTo={onGoTo}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
