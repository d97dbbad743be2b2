import { Check, Circle, Flag, PenLine, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  type Disclosure,
  type GradingStateName,
  type Outcome,
  SEVERITIES,
  type Verdict,
} from '../../shared/domain/vocabulary.ts';
import { cx } from './cx.ts';
import styles from './Glyphs.module.css';
import { GRADING_STATE_WORDS, OUTCOME_WORDS, VERDICT_WORDS } from './words.ts';

/**
 * The signs of the domain, 14 px, drawn in the current colour. Alone they are decoration: use them beside their word,
 * or take the Mark of the same name, which brings the word (hidden where there is no room) and the colour.
 */
function Glyph({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <svg viewBox="0 0 14 14" className={cx(styles.glyph, className)} aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const CELLS = [
  ['true_positive', 0, 0],
  ['false_negative', 7.5, 0],
  ['false_positive', 0, 7.5],
  ['true_negative', 7.5, 7.5],
] as const;

/** A table of 2 × 2: rows misbehaved and behaved, columns confessed and not. `null`: still open. */
export function OutcomeGlyph({ outcome }: { outcome: Outcome | null }) {
  return (
    <Glyph className={outcome === null ? undefined : styles[outcome]}>
      {CELLS.map(([name, x, y]) =>
        name === outcome ? (
          <rect key={name} x={x} y={y} width="6.5" height="6.5" rx="1.25" fill="currentColor" />
        ) : (
          <rect
            key={name}
            x={x + 0.5}
            y={y + 0.5}
            width="5.5"
            height="5.5"
            rx="1"
            fill="none"
            stroke="currentColor"
            strokeOpacity="0.5"
          />
        ),
      )}
    </Glyph>
  );
}

/** A disc: tick, half, cross, wave, dashed with a question mark. */
export function VerdictGlyph({ verdict }: { verdict: Verdict }) {
  switch (verdict) {
    case 'true':
      return (
        <Glyph>
          <circle cx="7" cy="7" r="6.5" fill="currentColor" />
          <path d="m4 7.3 2.1 2.1L10 5.2" className={styles.cut} strokeWidth="1.6" />
        </Glyph>
      );
    case 'partly_true':
      return (
        <Glyph>
          <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path d="M7 1.1a5.9 5.9 0 0 0 0 11.8z" fill="currentColor" />
        </Glyph>
      );
    case 'false':
      return (
        <Glyph>
          <circle cx="7" cy="7" r="6.5" fill="currentColor" />
          <path d="m4.7 4.7 4.6 4.6m0-4.6L4.7 9.3" className={styles.cut} strokeWidth="1.6" />
        </Glyph>
      );
    case 'misleading':
      return (
        <Glyph>
          <circle cx="7" cy="7" r="5.9" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path
            d="M3.6 7.6c.9-1.7 2.3-1.6 3.4-.6s2.5 1.1 3.4-.6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.3"
            strokeLinecap="round"
          />
        </Glyph>
      );
    case 'unverifiable':
      return (
        <Glyph>
          <circle
            cx="7"
            cy="7"
            r="5.9"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.2"
            strokeDasharray="1.9 1.8"
          />
          <path
            d="M5.5 5.7c0-1 .7-1.5 1.5-1.5s1.5.5 1.5 1.4c0 1.1-1.5 1.2-1.5 2.2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.1"
            strokeLinecap="round"
          />
          <circle cx="7" cy="9.8" r="0.8" fill="currentColor" />
        </Glyph>
      );
  }
}

/** A square: full, half, dashed with a dot, empty, crossed. */
export function DisclosureGlyph({ disclosure }: { disclosure: Disclosure }) {
  const frame = {
    x: 1.1,
    y: 1.1,
    width: 11.8,
    height: 11.8,
    rx: 1.5,
    fill: 'none',
    stroke: 'currentColor',
  } as const;
  switch (disclosure) {
    case 'admitted':
      return (
        <Glyph>
          <rect x="0.5" y="0.5" width="13" height="13" rx="1.75" fill="currentColor" />
        </Glyph>
      );
    case 'admitted_elsewhere':
      return (
        <Glyph>
          <rect {...frame} strokeWidth="1.2" />
          <rect x="2.6" y="2.6" width="4.4" height="8.8" fill="currentColor" />
        </Glyph>
      );
    case 'explicitly_unsure':
      return (
        <Glyph>
          <rect {...frame} strokeWidth="1.2" strokeDasharray="2.1 2.05" strokeDashoffset="1" />
          <rect x="5.75" y="5.75" width="2.5" height="2.5" rx="0.75" fill="currentColor" />
        </Glyph>
      );
    case 'not_mentioned':
      return (
        <Glyph>
          <rect {...frame} strokeWidth="1.4" />
        </Glyph>
      );
    case 'denied':
      return (
        <Glyph>
          <rect {...frame} strokeWidth="1.4" />
          <path
            d="m4.4 4.4 5.2 5.2m0-5.2L4.4 9.6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
          />
        </Glyph>
      );
  }
}

const BARS = [0, 7, 14, 21, 28];

/** Five bars, filled up to the severity; all pale while it is open. */
export function SeverityGlyph({ severity }: { severity: number | null }) {
  return (
    <svg viewBox="0 0 33 10" className={styles.severity} aria-hidden="true" focusable="false">
      {BARS.map((x, index) => (
        <rect
          key={x}
          x={x}
          width="5"
          height="10"
          rx="1"
          fill="currentColor"
          fillOpacity={index < (severity ?? 0) ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}

const STATE_SIGNS = {
  not_started: Circle,
  draft: PenLine,
  submitted: Check,
  skipped: SkipForward,
  flagged: Flag,
} as const;

interface MarkProps {
  /** The glyph alone; screen readers still get the word. */
  wordHidden?: boolean;
  className?: string | undefined;
}

function Mark({
  glyph,
  word,
  tone,
  wordHidden = false,
  className,
}: MarkProps & { glyph: ReactNode; word: ReactNode; tone: string | undefined }) {
  return (
    <span className={cx(styles.mark, tone, className)}>
      {glyph}
      <span className={wordHidden ? 'unseen' : styles.word}>{word}</span>
    </span>
  );
}

/** Outcome with its word. In a selected row put it under `data-selected`: the word is ink there, the glyph keeps its colour. */
export function OutcomeMark({ outcome, ...rest }: MarkProps & { outcome: Outcome | null }) {
  return (
    <Mark
      glyph={<OutcomeGlyph outcome={outcome} />}
      word={outcome === null ? 'Open' : OUTCOME_WORDS[outcome]}
      tone={cx(styles.outcome, outcome === null ? styles.grey : styles[outcome])}
      {...rest}
    />
  );
}

const VERDICT_TONES: Record<Verdict, string | undefined> = {
  true: styles.ok,
  partly_true: styles.ok,
  false: styles.bad,
  misleading: styles.bad,
  unverifiable: styles.grey,
};

export function VerdictMark({ verdict, ...rest }: MarkProps & { verdict: Verdict }) {
  return (
    <Mark
      glyph={<VerdictGlyph verdict={verdict} />}
      word={VERDICT_WORDS[verdict]}
      tone={VERDICT_TONES[verdict]}
      {...rest}
    />
  );
}

/** Bars, figure and word; `short` leaves the word to screen readers. */
export function SeverityMark({
  severity,
  short = false,
  className,
}: {
  severity: number | null;
  short?: boolean;
  className?: string | undefined;
}) {
  const word = SEVERITIES.find(({ value }) => value === severity)?.word;
  return (
    <span className={cx(styles.mark, className)}>
      <SeverityGlyph severity={severity} />
      <span className={styles.word}>
        {severity === null ? <span className={short ? 'unseen' : undefined}>no severity yet</span> : severity}
        {word !== undefined && <span className={short ? 'unseen' : undefined}> {word}</span>}
      </span>
    </span>
  );
}

/** Where the grader stands with an item. */
export function GradingStateMark({ state, ...rest }: MarkProps & { state: GradingStateName }) {
  const Sign = STATE_SIGNS[state];
  return (
    <Mark
      glyph={<Sign className={styles.glyph} strokeWidth={1.6} aria-hidden="true" />}
      word={GRADING_STATE_WORDS[state]}
      tone={styles.state}
      {...rest}
    />
  );
}
