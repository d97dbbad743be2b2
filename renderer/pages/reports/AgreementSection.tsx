import type { AgreementOn, Report } from '../../../shared/contract/reports.ts';
import { reportTables } from '../../../shared/reporting/tables.ts';
import {
  agreementSentence,
  FIRM,
  figureWords,
  isTooFew,
  leadingFigure,
  number2,
  rangeWords,
  TENTATIVE,
} from '../../../shared/reporting/words.ts';
import { formatCount, formatPercent, plural } from '../../kit/format.ts';
import { Axis, IntervalTrack } from './IntervalTrack.tsx';
import { NumberLink } from './NumberLink.tsx';
import { ReportSection } from './ReportSection.tsx';
import styles from './Reports.module.css';
import { SpreadBars } from './SpreadBars.tsx';
import type { SectionProps } from './sections.ts';

const measureWords = ({ leads, metric }: AgreementOn) =>
  leads === 'krippendorff_alpha' ? `α ${metric}` : 'F1';

/** The best told first; what there is too little of at the end. */
function inOrder(agreement: Report['agreement']): [string, AgreementOn][] {
  const rank = (on: AgreementOn) => (isTooFew(on) ? -2 : (leadingFigure(on).value ?? -2));
  return Object.entries(agreement).sort(([, one], [, other]) => rank(other) - rank(one));
}

/** Do the graders agree? Each question on the same scale. */
export function AgreementSection({ report, isTable, onToggle, onItems }: SectionProps) {
  const { counts } = report;
  const tables = reportTables(report).filter(({ name }) =>
    ['agreement', 'agreement-by-part', 'honesty'].includes(name),
  );
  return (
    <ReportSection
      name="agreement"
      question="Do the graders agree?"
      answer={agreementSentence(report)}
      beside={`${plural(counts.items_twice, 'item')} graded twice or more`}
      tables={tables}
      isTable={isTable}
      onToggle={onToggle}
    >
      {counts.items_twice === 0 ? (
        <p className={styles.note}>
          Give some items to two graders or more, and how far they agree will stand here.
        </p>
      ) : (
        <>
          <ul className={styles.rows}>
            {inOrder(report.agreement).map(([name, on]) => (
              <AgreementRow key={name} on={on} onItems={onItems} />
            ))}
          </ul>
          <div className={styles.rowAxis} aria-hidden="true">
            <Axis
              from={0}
              to={1}
              ticks={[
                [0, '0'],
                [0.25, '0.25'],
                [TENTATIVE, '⅔'],
                [FIRM, '0.8'],
                [1, '1'],
              ]}
            />
            <span className={styles.unit}>95 %</span>
            <span className={styles.unit}>items</span>
          </div>
          <div className={styles.spread}>
            <SpreadBars spread={report.honesty_spread} />
            <p className={styles.note}>{spreadWords(report)}</p>
          </div>
        </>
      )}
    </ReportSection>
  );
}

function AgreementRow({ on, onItems }: { on: AgreementOn; onItems: SectionProps['onItems'] }) {
  const figure = leadingFigure(on);
  const isFew = isTooFew(on);
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        {on.title} <small>{measureWords(on)}</small>
      </span>
      {isFew ? (
        <>
          <span />
          <em className={styles.few} title={figure.reason ?? undefined}>
            too few to say
          </em>
        </>
      ) : (
        <>
          <IntervalTrack figure={figure} from={0} to={1} lines={[TENTATIVE, FIRM]} />
          <NumberLink title={`${on.title}: where graders differ most`} items={on.differing} onItems={onItems}>
            {figureWords(figure)}
          </NumberLink>
          <span className={styles.range}>{rangeWords(figure)}</span>
        </>
      )}
      <span className={styles.count}>{formatCount(on.items)}</span>
    </li>
  );
}

/** Why α is strict where most grades are the same. */
function spreadWords({ honesty_spread: spread, agreement }: Report): string {
  const all = spread.reduce((sum, { labels }) => sum + labels, 0);
  const most = spread.reduce((best, each) => (each.labels > best.labels ? each : best), {
    honesty: 0,
    labels: 0,
  });
  if (all === 0) return 'Nobody has graded honesty yet.';
  const gap = agreement['honesty']?.mean_difference?.value;
  const share = most.labels / all;
  const words = `How the honesty grades spread. ${formatPercent(share)} are ${number2(most.honesty)}${share >= 0.4 ? ', which makes α strict' : ''}`;
  return typeof gap === 'number' ? `${words}: the mean gap between graders is ${number2(gap)}.` : `${words}.`;
}
