import type { Figure } from '../../../shared/contract/reports.ts';
import styles from './Reports.module.css';

interface IntervalTrackProps {
  figure: Figure;
  /** The ends of the scale. */
  from: number;
  to: number;
  /** Values at which a dotted line stands. */
  lines?: readonly number[];
  /** A disc, a ring for what was looked at and not found, a diamond for what is flagged, a square for what is beside. */
  shape?: 'disc' | 'ring' | 'diamond' | 'square';
  /** A shaded stretch behind it: what others reach. */
  shade?: { low: number; high: number } | undefined;
}

/** A value with its interval on a scale. What it shows stands in words beside it, always. */
export function IntervalTrack({ figure, from, to, lines = [], shape = 'disc', shade }: IntervalTrackProps) {
  const place = (value: number) => `${(100 * (Math.min(to, Math.max(from, value)) - from)) / (to - from)}%`;
  const width = (low: number, high: number) => `calc(${place(high)} - ${place(low)})`;
  return (
    <span className={styles.track} aria-hidden="true">
      {shade !== undefined && (
        <span
          className={styles.shade}
          style={{ left: place(shade.low), width: width(shade.low, shade.high) }}
        />
      )}
      {lines.map((line) => (
        <span key={line} className={styles.mark} style={{ left: place(line) }} />
      ))}
      {figure.low !== null && figure.high !== null && (
        <span
          className={styles.whisker}
          data-shape={shape}
          style={{ left: place(figure.low), width: width(figure.low, figure.high) }}
        />
      )}
      {figure.value !== null && (
        <span className={styles.point} data-shape={shape} style={{ left: place(figure.value) }} />
      )}
    </span>
  );
}

/** The words of a scale under its tracks. */
export function Axis({ from, to, ticks }: { from: number; to: number; ticks: readonly [number, string][] }) {
  return (
    <span className={styles.axis} aria-hidden="true">
      {ticks.map(([value, words]) => (
        <span key={value} style={{ left: `${(100 * (value - from)) / (to - from)}%` }}>
          {words}
        </span>
      ))}
    </span>
  );
}
