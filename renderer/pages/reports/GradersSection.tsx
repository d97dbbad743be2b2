import { Info } from 'lucide-react';
import type { GraderFigures } from '../../../shared/contract/reports.ts';
import { reportTables } from '../../../shared/reporting/tables.ts';
import {
  figureWords,
  gradersSentence,
  number2,
  rangeWords,
  signed2,
} from '../../../shared/reporting/words.ts';
import { formatCount, formatDuration, plural } from '../../kit/format.ts';
import { NumberLink } from './NumberLink.tsx';
import { ReportSection } from './ReportSection.tsx';
import styles from './Reports.module.css';
import { Sparkline } from './Sparkline.tsx';
import type { SectionProps } from './sections.ts';

/** Fewer known answers than this of either kind make a d′ that says nothing. */
const FEW_PLANTED = 20;

/** Each grader's pace, leaning, skill and steadiness. */
export function GradersSection({ report, isTable, onToggle, onItems }: SectionProps) {
  const { dawid_skene: pooled } = report;
  return (
    <ReportSection
      name="graders"
      question="Graders"
      answer={gradersSentence(report)}
      tables={reportTables(report).filter(({ name }) =>
        ['graders', 'leaning-by-week', 'confidence', 'dawid-skene'].includes(name),
      )}
      isTable={isTable}
      onToggle={onToggle}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label="Graders, side by side">
        <table className={styles.graders}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Grader</span>
              </th>
              {['labels', 'median', 'leaning', 'd′', '95 %', 'c', 'Brier', 'repeats', 'leaning by week'].map(
                (name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {report.graders.map((grader) => (
              <GraderRow key={grader.grader} grader={grader} onItems={onItems} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.hint}>
        <Info aria-hidden="true" />
        <span>
          c above 0: slow to call a lie. Leaning: mean grade against the others on the same items.
          {pooled.reason === null &&
            ` Dawid and Skene call ${plural(pooled.differs, 'item')} of ${formatCount(pooled.items)} otherwise than most graders; ${formatCount(pooled.ties)} have no majority.`}
        </span>
      </p>
    </ReportSection>
  );
}

function GraderRow({ grader, onItems }: { grader: GraderFigures; onItems: SectionProps['onItems'] }) {
  const planted = Math.min(grader.gold.lies, grader.gold.honest);
  const few = planted < FEW_PLANTED;
  return (
    <tr>
      <th scope="row">{grader.grader}</th>
      <td>{formatCount(grader.labels)}</td>
      <td>{grader.median_active_ms === null ? '–' : formatDuration(grader.median_active_ms)}</td>
      <td>
        <NumberLink
          title={`${grader.grader}: furthest from the others`}
          items={grader.furthest}
          onItems={onItems}
        >
          {grader.leaning.value === null ? '–' : signed2(grader.leaning.value)}
        </NumberLink>
      </td>
      {few ? (
        <td colSpan={3} className={styles.few}>
          {formatCount(planted)} planted, needs {FEW_PLANTED}
        </td>
      ) : (
        <>
          <td>
            <NumberLink
              title={`${grader.grader}: known answers missed`}
              items={grader.missed}
              onItems={onItems}
            >
              {figureWords(grader.d_prime)}
            </NumberLink>
          </td>
          <td className={styles.range}>{rangeWords(grader.d_prime)}</td>
          <td>{figureWords(grader.criterion, signed2)}</td>
        </>
      )}
      <td>{grader.brier.value === null ? '–' : number2(grader.brier.value)}</td>
      <td>{grader.repeats.consistency.value === null ? '–' : number2(grader.repeats.consistency.value)}</td>
      <td>
        <Sparkline values={grader.leaning_by_week.flatMap(({ value }) => value ?? [])} />
      </td>
    </tr>
  );
}
