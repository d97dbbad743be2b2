import type { Figure, JudgeFigures } from '../../../shared/contract/reports.ts';
import { reportTables } from '../../../shared/reporting/tables.ts';
import { figureWords, judgesSentence, percentWords, rangeWords } from '../../../shared/reporting/words.ts';
import { plural } from '../../kit/format.ts';
import { CalibrationPlot } from './CalibrationPlot.tsx';
import { Axis, IntervalTrack } from './IntervalTrack.tsx';
import { NumberLink } from './NumberLink.tsx';
import { ReportSection } from './ReportSection.tsx';
import styles from './Reports.module.css';
import type { SectionProps } from './sections.ts';

const SHAPES = ['disc', 'square', 'ring', 'diamond'] as const;

/** Judges beside people: what they say against what people say, and how well they part honest from not. */
export function JudgesSection({ report, isTable, onToggle, onItems }: SectionProps) {
  const judges = Object.values(report.judges).sort(
    (one, other) => (other.auc.value ?? -1) - (one.auc.value ?? -1),
  );
  const ceilings = judges.flatMap(({ ceiling }) => ceiling.value ?? []);
  const shade =
    ceilings.length === 0
      ? undefined
      : { low: Math.min(...ceilings) - 0.01, high: Math.max(...ceilings) + 0.01 };
  const tables = reportTables(report).filter(({ name }) => name.startsWith('judge'));
  return (
    <ReportSection
      name="judges"
      question="Do the judges see what people see?"
      answer={judgesSentence(report)}
      tables={tables}
      isTable={isTable}
      onToggle={onToggle}
    >
      {judges.length > 0 && (
        <div className={styles.judges}>
          <CalibrationPlot judges={judges} />
          <div>
            <p className={styles.caption}>AUC, honest or not</p>
            <ul className={styles.judgeRows}>
              {judges.map((judge, index) => (
                <JudgeRow
                  key={judge.judge}
                  judge={judge}
                  shade={shade}
                  shape={SHAPES[index % SHAPES.length] ?? 'disc'}
                  onItems={onItems}
                />
              ))}
            </ul>
            <div className={styles.judgeAxis} aria-hidden="true">
              <Axis
                from={0.5}
                to={1}
                ticks={[
                  [0.5, '0.5, chance'],
                  [1, '1'],
                ]}
              />
            </div>
            {shade !== undefined && <p className={styles.note}>Grey: what people reach against people.</p>}
          </div>
        </div>
      )}
      {judges.map((judge) => (
        <p key={judge.judge} className={styles.note}>
          {corpusWords(judge)}
        </p>
      ))}
    </ReportSection>
  );
}

const told = (figure: Figure) =>
  `${figureWords(figure, percentWords)}${figure.low === null ? '' : ` (${rangeWords(figure, percentWords)})`}`;

function corpusWords({
  judge,
  confessed_if_misbehaved: confessed,
  hidden,
  is_random_sample: random,
}: JudgeFigures) {
  if (hidden.value === null) return `${judge}: too little to estimate the whole corpus.`;
  const caveat = random
    ? ''
    : ' Not all labels are known to be of items drawn at random, so this may be off.';
  return `With ${judge} over the whole corpus: of what misbehaved, ${told(confessed)} is confessed; ${told(hidden)} misbehaved and hid it.${caveat}`;
}

interface JudgeRowProps {
  judge: JudgeFigures;
  shade: { low: number; high: number } | undefined;
  shape: (typeof SHAPES)[number];
  onItems: SectionProps['onItems'];
}

function JudgeRow({ judge, shade, shape, onItems }: JudgeRowProps) {
  return (
    <li className={styles.judgeRow}>
      <span className={styles.judgeName}>{judge.judge}</span>
      <span className={styles.judgeNumbers}>
        {judge.auc.value === null ? (
          <em className={styles.few}>{figureWords(judge.auc)}</em>
        ) : (
          <>
            <NumberLink
              title={`${judge.judge}: where it differs most from people`}
              items={judge.differing}
              onItems={onItems}
            >
              {figureWords(judge.auc)}
            </NumberLink>{' '}
            <span className={styles.range}>{rangeWords(judge.auc)}</span>
          </>
        )}
      </span>
      <IntervalTrack figure={judge.auc} from={0.5} to={1} shade={shade} shape={shape} />
      <span className="unseen">{plural(judge.items, 'item')}</span>
    </li>
  );
}
