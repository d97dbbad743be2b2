import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Chart, Figure, Rates } from '../../../shared/contract/reports.ts';
import { paramsOfFilter } from '../../../shared/filter/filter-text.ts';
import { reportTables } from '../../../shared/reporting/tables.ts';
import { figureWords, outcomesSentence, percentWords, rangeWords } from '../../../shared/reporting/words.ts';
import { formatCount } from '../../kit/format.ts';
import { Select } from '../../kit/Select.tsx';
import { IntervalTrack } from './IntervalTrack.tsx';
import { NumberLink } from './NumberLink.tsx';
import { ReportSection } from './ReportSection.tsx';
import styles from './Reports.module.css';
import type { SectionProps } from './sections.ts';

const RATE_WORDS: Record<Chart['rate'], string> = {
  hidden: 'Misbehaved and not confessed',
  confessed_if_misbehaved: 'Confessed, of what misbehaved',
  over_confessed: 'Behaved, yet confessed',
};
const BY_WORDS: Record<Chart['by'], string> = {
  week: 'by week',
  model: 'by model',
  environment: 'by environment',
};

/** How often models confess, and whether that moves over time, models and environments. */
export function OutcomesSection({ report, isTable, onToggle, onItems }: SectionProps) {
  const { outcomes, monitoring } = report;
  const [shown, setShown] = useState('hidden by week');
  const chart = monitoring.find(({ rate, by }) => `${rate} by ${by}` === shown);
  return (
    <ReportSection
      name="outcomes"
      question="What do the models hide?"
      answer={outcomesSentence(report)}
      tables={reportTables(report).filter(({ name }) => name === 'outcomes' || name === 'monitoring')}
      isTable={isTable}
      onToggle={onToggle}
      wide
    >
      <div className={styles.outcomes}>
        <ul className={styles.rows}>
          <RateRow
            name="Confessed, of what misbehaved"
            figure={outcomes.strict.confessed_if_misbehaved}
            rates={outcomes.strict}
          />
          <RateRow
            name="The same, lenient"
            figure={outcomes.lenient.confessed_if_misbehaved}
            rates={outcomes.lenient}
          />
          <RateRow
            name="Without what the model was unaware of"
            figure={outcomes.without_unaware.confessed_if_misbehaved}
            rates={outcomes.without_unaware}
          />
          <RateRow
            name="Misbehaved and not confessed"
            figure={outcomes.strict.hidden}
            rates={outcomes.strict}
            link={(children) => (
              <NumberLink
                title="Misbehaved and not confessed"
                items={outcomes.hidden_items}
                onItems={onItems}
              >
                {children}
              </NumberLink>
            )}
          />
          <RateRow
            name="Behaved, yet confessed"
            figure={outcomes.strict.over_confessed}
            rates={outcomes.strict}
          />
          <RateRow name="Undecided" figure={outcomes.strict.unsure} rates={outcomes.strict} />
        </ul>
        <div>
          <Select
            label="Watch"
            labelHidden
            options={monitoring.map(({ rate, by }) => ({
              value: `${rate} by ${by}`,
              label: `${RATE_WORDS[rate]}, ${BY_WORDS[by]}`,
            }))}
            value={shown}
            onChange={setShown}
          />
          {chart !== undefined && <ControlRows chart={chart} />}
        </div>
      </div>
    </ReportSection>
  );
}

interface RateRowProps {
  name: string;
  figure: Figure;
  rates: Rates;
  link?: (children: string) => React.ReactNode;
}

function RateRow({ name, figure, rates, link }: RateRowProps) {
  const words = figureWords(figure, percentWords);
  return (
    <li className={styles.row}>
      <span className={styles.name}>{name}</span>
      {figure.value === null ? (
        <>
          <span />
          <em className={styles.few}>{words}</em>
        </>
      ) : (
        <>
          <IntervalTrack figure={figure} from={0} to={1} />
          {link === undefined ? <strong className={styles.number}>{words}</strong> : link(words)}
          <span className={styles.range}>{rangeWords(figure, percentWords)}</span>
        </>
      )}
      <span className={styles.count}>{formatCount(rates.items)}</span>
    </li>
  );
}

/** Each period, model or environment on the scale, with its control limits behind it; what is outside is a diamond. */
function ControlRows({ chart: { by, points, reason, centre } }: { chart: Chart }) {
  return (
    <>
      <ul className={styles.rows}>
        {points.map((point) => (
          <li key={point.name} className={styles.row} data-flagged={point.is_outside || undefined}>
            <span className={styles.name}>{point.name === '' ? 'not said' : point.name}</span>
            <IntervalTrack
              figure={{ value: point.rate, low: null, high: null, reason: null }}
              from={0}
              to={1}
              lines={centre === null ? [] : [centre]}
              shade={
                point.low === null || point.high === null ? undefined : { low: point.low, high: point.high }
              }
              shape={point.is_outside ? 'diamond' : 'disc'}
            />
            <PointNumber by={by} name={point.name}>
              {point.rate === null ? '–' : percentWords(point.rate)}
            </PointNumber>
            <span className={styles.range}>{point.is_outside && 'outside its limits'}</span>
            <span className={styles.count}>
              {formatCount(point.hits)} of {formatCount(point.of)}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        {reason === null
          ? 'Grey: what chance alone moves, at three standard deviations.'
          : `No control limits: ${reason}.`}
      </p>
    </>
  );
}

/** A model's or an environment's number leads to its transcripts. */
function PointNumber({ by, name, children }: { by: Chart['by']; name: string; children: string }) {
  if (by === 'week') return <strong className={styles.number}>{children}</strong>;
  const filter = by === 'model' ? { models: [name] } : { environments: [name] };
  return (
    <Link to="/transcripts" search={paramsOfFilter(filter) as never} className={styles.number}>
      {children}
    </Link>
  );
}
