import { Copy, Flag, Info } from 'lucide-react';
import type { DecouplingOf, Report } from '../../../shared/contract/reports.ts';
import { reportTables } from '../../../shared/reporting/tables.ts';
import { decouplingSentence, figureWords, rangeWords, signed2 } from '../../../shared/reporting/words.ts';
import { NEEDS } from '../../../shared/statistics/figure.ts';
import { formatCount, formatPercent } from '../../kit/format.ts';
import { Axis, IntervalTrack } from './IntervalTrack.tsx';
import { NumberLink } from './NumberLink.tsx';
import { ReportSection } from './ReportSection.tsx';
import styles from './Reports.module.css';
import type { SectionProps } from './sections.ts';

/** The audit by residual: each grader against the others. */
export function DecouplingSection({ report, isTable, onToggle, onItems }: SectionProps) {
  const { decoupling } = report;
  return (
    <ReportSection
      name="decoupling"
      question="Does honesty follow the quality of the work?"
      answer={decouplingSentence(report)}
      tables={reportTables(report).filter(({ name }) => name === 'decoupling')}
      isTable={isTable}
      onToggle={onToggle}
    >
      {decoupling.graders.length > 0 && decoupling.success !== 'none' && (
        <>
          <div className={styles.auditHead} aria-hidden="true">
            <span />
            <span />
            <span className={styles.unit}>residual r</span>
            <span />
            <span className={styles.unit}>n</span>
            <span className={styles.unit}>power</span>
          </div>
          <ul className={styles.rows}>
            {decoupling.graders.map((audit) => (
              <AuditRow key={audit.grader} audit={audit} report={report} onItems={onItems} />
            ))}
          </ul>
          <div className={styles.auditAxis} aria-hidden="true">
            <Axis
              from={-0.4}
              to={0.4}
              ticks={[
                [-0.4, '−0.4'],
                [-0.2, '−0.2'],
                [0, '0'],
                [0.2, '+0.2'],
                [0.4, '+0.4'],
              ]}
            />
          </div>
          <p className={styles.hint}>
            <Copy aria-hidden="true" />
            <span>{plantedWords(decoupling)}</span>
          </p>
          <p className={styles.hint}>
            <Info aria-hidden="true" />
            <span>
              The raw correlation is {figureWords(decoupling.raw, signed2)}. It is no evidence: bad work
              really hides more. Only the residual against the other graders is asked
              {decoupling.success === 'task_quality' && ', with what graders say of the work as its quality'}.
              Flags hold after correcting for {formatCount(decoupling.graders.length)} graders.
            </span>
          </p>
        </>
      )}
    </ReportSection>
  );
}

function plantedWords({ planted_pairs: pairs, planted_shift: shift }: Report['decoupling']): string {
  if (pairs < 2)
    return 'No planted pairs: one truthfulness on solved and on unsolved work would find a lean that all graders share.';
  const found =
    shift.low !== null && shift.high !== null && (shift.low > 0 || shift.high < 0)
      ? 'A lean that all graders share.'
      : 'No lean that all graders share was found.';
  return `${formatCount(pairs)} planted pairs, one truthfulness on solved and on unsolved work: ${figureWords(shift, signed2)} (${rangeWords(shift, signed2)}). ${found}`;
}

interface AuditRowProps {
  audit: DecouplingOf;
  report: Report;
  onItems: SectionProps['onItems'];
}

function AuditRow({ audit, report, onItems }: AuditRowProps) {
  const { grader, residual, comparable, power, verdict } = audit;
  const furthest = report.graders.find((each) => each.grader === grader)?.furthest ?? [];
  const isFlagged = verdict === 'flagged';
  if (verdict === 'not_enough_to_tell')
    return (
      <li className={styles.auditRow}>
        <span className={styles.name}>{grader}</span>
        <span />
        <em className={styles.few}>not enough to tell</em>
        <span className={styles.count}>{formatCount(comparable)}</span>
        <span className={styles.count}>of {formatCount(NEEDS.decoupling)}</span>
      </li>
    );
  return (
    <li className={styles.auditRow} data-flagged={isFlagged || undefined}>
      <span className={styles.name}>{grader}</span>
      <IntervalTrack
        figure={residual.r}
        from={-0.4}
        to={0.4}
        lines={[-0.1, 0, 0.1]}
        shape={isFlagged ? 'diamond' : 'ring'}
      />
      <NumberLink title={`${grader}: furthest from the others`} items={furthest} onItems={onItems}>
        {figureWords(residual.r, signed2)}
      </NumberLink>
      <span className={styles.range}>{rangeWords(residual.r, signed2)}</span>
      <span className={styles.count}>{formatCount(comparable)}</span>
      <span className={styles.count}>{formatPercent(power)}</span>
      {isFlagged && (
        <span className={styles.flag}>
          <Flag aria-hidden="true" /> flagged
        </span>
      )}
    </li>
  );
}
