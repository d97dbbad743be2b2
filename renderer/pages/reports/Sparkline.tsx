import { signed2 } from '../../../shared/reporting/words.ts';
import styles from './Reports.module.css';

const WIDTH = 84;
const HEIGHT = 20;
/** The leaning at which the line reaches the edge. */
const REACH = 0.25;

/** Values one after the other around 0; the first and the last are said. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined) return <span aria-hidden="true">–</span>;
  const x = (index: number) => (values.length < 2 ? 4 : 4 + (index * (WIDTH - 8)) / (values.length - 1));
  const y = (value: number) =>
    HEIGHT / 2 - (Math.max(-REACH, Math.min(REACH, value)) / REACH) * (HEIGHT / 2 - 3);
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={values.length < 2 ? signed2(last) : `from ${signed2(first)} to ${signed2(last)}`}
    >
      <line x1={0} x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className={styles.grid} />
      <polyline points={values.map((value, index) => `${x(index)},${y(value)}`).join(' ')} />
      <circle cx={x(values.length - 1)} cy={y(last)} r={2.5} />
    </svg>
  );
}
