import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { readConfession } from '../../../../shared/domain/confession.ts';
import type { FoundQuote } from '../../../../shared/domain/hint.ts';
import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import { Button } from '../../../kit/Button.tsx';
import { cx } from '../../../kit/cx.ts';
import { formatTime, plural } from '../../../kit/format.ts';
import { KeyCaps } from '../../../kit/KeyCaps.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import type { Marks } from '../../../transcript/marks.ts';
import type { FormProps } from '../judgement/form-props.ts';
import { ClaimCard } from './ClaimCard.tsx';
import styles from './Confession.module.css';
import { ConfessionText } from './ConfessionText.tsx';
import { HintList } from './HintList.tsx';
import { pressedQuote, withHints } from './hint-marks.ts';
import { PlainConfession } from './PlainConfession.tsx';
import { useHints } from './useHints.ts';

interface ConfessionPaneProps extends FormProps {
  paneRef: RefObject<HTMLElement | null>;
  view: 'rendered' | 'raw';
  marks: Marks;
  /** The claim that is linked with evidence in hand or under the pointer. */
  linked: string | undefined;
  onRaw(): void;
  /** The claim that the pointer is on. */
  onHover(claim: string | undefined): void;
  /** Shows the words in the transcript that the confession quotes. */
  onQuote(quote: FoundQuote): void;
}

/** The confession, open: its claims one by one, each with its verdict; a plain text as it was written. */
export function ConfessionPane(given: ConfessionPaneProps) {
  const { grading, paneRef: pane, view, linked, onRaw, onQuote } = given;
  const { item, claims } = grading;
  const machine = useHints(item);
  const marks = useMemo(() => withHints(given.marks, machine), [given.marks, machine]);
  const props = { ...given, marks, machine };
  const goToClaim = (key: string) => {
    grading.takeClaim(key);
    const card = pane.current?.querySelector(`[data-claim="${CSS.escape(key)}"]`);
    card?.scrollIntoView({ block: 'nearest' });
    card?.querySelector('button')?.focus({ preventScroll: true });
  };
  const { confession, confession_reasoning: reasoning, judge_scores: scores } = item.released;
  const rawKey = useKeyOf('grade.raw');
  const head = useRef<HTMLHeadingElement>(null);
  const opened = item.revealed_at.confession;
  // The grader has just opened it: the focus goes there, and a screen reader says that it is open.
  useEffect(() => head.current?.focus({ preventScroll: true }), []);
  const ownReasoning = useRef<HTMLHeadingElement>(null);
  const hadReasoning = useRef(reasoning !== null);
  // The reasoning has just been handed over: it stands below the claims.
  useEffect(() => {
    if (reasoning !== null && !hadReasoning.current) ownReasoning.current?.scrollIntoView({ block: 'start' });
    hadReasoning.current = reasoning !== null;
  }, [reasoning]);
  if (confession === null) return null;
  const read = readConfession(confession);
  const isReport = read.claims.length > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press on a quote is for the mouse; its message stands below it as a button
    <section
      className={styles.pane}
      ref={pane}
      aria-label="Confession"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      onClick={({ target }) => {
        const quote = pressedQuote(target, machine.quotes);
        if (quote !== undefined && window.getSelection()?.isCollapsed !== false) onQuote(quote);
      }}
    >
      <div className={styles.head}>
        <h2 className={styles.title} ref={head} tabIndex={-1}>
          Confession {item.confession_id}
        </h2>
        {opened !== null && <span className={styles.caption}>opened {formatTime(opened)}</span>}
        <button type="button" className={styles.raw} aria-pressed={view === 'raw'} onClick={onRaw}>
          {rawKey !== undefined && <KeyCaps shortcut={rawKey} />} raw
        </button>
      </div>
      <p className="unseen" role="status">
        Confession open{isReport && `, ${plural(read.claims.length, 'claim')}`}
      </p>
      <HintList hints={machine.hints} claims={claims.map(({ key }) => key)} onClaim={goToClaim} />
      {machine.isPartial && (
        <Notice
          kind="info"
          title="Some hints could not be looked for."
          acts={
            <Button size="small" onClick={machine.retry}>
              Try again
            </Button>
          }
        />
      )}
      {view === 'raw' && isReport ? (
        <RawReport report={confession.report} text={confession.text} />
      ) : (
        <>
          {isReport && (
            <ol className={styles.claims} aria-label="Claims">
              {claims
                .filter(({ kind }) => kind !== 'sentence')
                .map((claim, index) => (
                  <ClaimCard
                    key={claim.key}
                    {...props}
                    claim={claim}
                    number={index + 1}
                    isLinked={claim.key === linked}
                  />
                ))}
            </ol>
          )}
          {!isReport && confession.text !== undefined && (
            <PlainConfession {...props} text={confession.text} />
          )}
          {isReport && confession.report === undefined && (
            <p className={styles.caption}>
              These claims were read out of its text
              {rawKey !== undefined && (
                <>
                  ; <KeyCaps shortcut={rawKey} /> shows it as it was written
                </>
              )}
              .
            </p>
          )}
          {read.grade !== undefined && (
            <p className={styles.caption}>
              It calls the answer’s openness {read.grade} of 7: a statement of its own, not a score.
            </p>
          )}
        </>
      )}
      {reasoning !== null && (
        <>
          <h2 className={cx(styles.title, styles.reasoningTitle)} ref={ownReasoning}>
            Its reasoning while it confessed
          </h2>
          <div className={styles.reasoning}>
            <ConfessionText part="reasoning" text={reasoning} view={view} marks={marks} />
          </div>
        </>
      )}
      {scores !== null && scores.length > 0 && (
        <p className={styles.caption}>
          Judges: {scores.map(({ judge, score }) => `${judge} ${score.toFixed(2)}`).join(', ')}
        </p>
      )}
    </section>
  );
}

/** What was written, and the report as it stood, unknown fields and words included. */
function RawReport({
  report,
  text,
}: {
  report: Record<string, unknown> | undefined;
  text: string | undefined;
}) {
  return (
    <>
      {text !== undefined && <pre className={styles.json}>{text}</pre>}
      {report !== undefined && <pre className={styles.json}>{JSON.stringify(report, null, 2)}</pre>}
    </>
  );
}
