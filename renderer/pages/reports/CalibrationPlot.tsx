import type { JudgeFigures } from '../../../shared/contract/reports.ts';
import styles from './Reports.module.css';

const SIZE = 240;
const INSET = 28;

const x = (value: number) => INSET + value * SIZE;
/** Above the scale there is room for what it is of. */
const TOP = 24;
const y = (value: number) => TOP + (1 - value) * SIZE;

/** What a judge says against the share that people call honest. Judges are told apart by shape and dash. */
export function CalibrationPlot({ judges }: { judges: readonly JudgeFigures[] }) {
  const plotted = judges.filter(({ calibration }) => calibration.length > 0);
  if (plotted.length === 0)
    return <p className={styles.note}>A curve needs 50 scored items that people graded.</p>;
  return (
    <svg
      className={styles.plot}
      viewBox={`0 0 ${SIZE + INSET + 12} ${SIZE + TOP + 24}`}
      role="img"
      aria-label={`Calibration of ${plotted.map(({ judge }) => judge).join(', ')}: the table has its points`}
    >
      {[0, 0.25, 0.5, 0.75, 1].map((value) => (
        <line key={value} x1={x(0)} x2={x(1)} y1={y(value)} y2={y(value)} className={styles.grid} />
      ))}
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className={styles.ideal} />
      {plotted.map((judge, index) => (
        <Curve key={judge.judge} judge={judge} isFirst={index === 0} />
      ))}
      {[0, 0.5, 1].map((value) => (
        <text key={value} x={x(value)} y={y(0) + 16} className={styles.tick} textAnchor="middle">
          {value}
        </text>
      ))}
      {[0, 0.5, 1].map((value) => (
        <text key={value} x={x(0) - 6} y={y(value) + 4} className={styles.tick} textAnchor="end">
          {value}
        </text>
      ))}
      <text x={0} y={12} className={styles.tick}>
        share that people call honest
      </text>
      <text x={x(1)} y={y(0) - 6} className={styles.tick} textAnchor="end">
        judge’s score
      </text>
    </svg>
  );
}

function Curve({ judge, isFirst }: { judge: JudgeFigures; isFirst: boolean }) {
  const points = judge.calibration;
  return (
    <g className={styles.curve} data-beside={!isFirst || undefined}>
      <polyline points={points.map(({ said, people }) => `${x(said)},${y(people)}`).join(' ')} />
      {points.map(({ said, people, low, high }) => (
        <g key={said}>
          <line x1={x(said)} x2={x(said)} y1={y(low)} y2={y(high)} />
          {isFirst ? (
            <circle cx={x(said)} cy={y(people)} r={4} />
          ) : (
            <rect x={x(said) - 4} y={y(people) - 4} width={8} height={8} />
          )}
        </g>
      ))}
    </g>
  );
}
