import type { ReactNode } from 'react';
import type { Settings } from '../../shared/contract/settings.ts';
import { cx } from './cx.ts';
import styles from './Disc.module.css';

export type GraderColour = Settings['grader_colour'];

interface GraderDiscProps {
  name: string;
  colour: GraderColour;
  size?: 'small' | 'usual';
}

/** A grader: the first letter on the grader's colour. The name stands beside it, or is read out. */
export function GraderDisc({ name, colour, size = 'usual' }: GraderDiscProps) {
  const letter = [...name.trim()][0]?.toLocaleUpperCase() ?? '?';
  return (
    <span
      role="img"
      aria-label={name === '' ? 'no name yet' : name}
      className={cx(styles.disc, styles[size])}
      style={{ background: `var(--grader-${colour})`, color: 'var(--grader-ink)' }}
    >
      {letter}
    </span>
  );
}

interface StepDiscProps {
  /** `soft`: a step of an explanation. */
  state: 'now' | 'done' | 'later' | 'soft';
  children: ReactNode;
}

/** A step: its number, a tick when it is done, what stands in the way when it is later. */
export function StepDisc({ state, children }: StepDiscProps) {
  return <span className={cx(styles.disc, styles[state])}>{children}</span>;
}
