import { X } from 'lucide-react';
import type { ConfessionHints, FoundQuote } from '../../../../shared/domain/hint.ts';
import { useKeyOf } from '../../../commands/CommandsProvider.tsx';
import type { Shortcut } from '../../../commands/shortcut.ts';
import { removeSentence } from '../../../grading/label-changes.ts';
import { cx } from '../../../kit/cx.ts';
import { KeyCaps, useSpokenShortcut } from '../../../kit/KeyCaps.tsx';
import type { Marks } from '../../../transcript/marks.ts';
import type { FormProps } from '../judgement/form-props.ts';
import { ClaimAnswer } from './ClaimCard.tsx';
import { QuotedMessages } from './ClaimHints.tsx';
import styles from './Confession.module.css';
import { ConfessionText } from './ConfessionText.tsx';

interface PlainConfessionProps extends FormProps {
  text: string;
  view: 'rendered' | 'raw';
  marks: Marks;
  linked: string | undefined;
  machine: ConfessionHints;
  onHover(claim: string | undefined): void;
  onQuote(quote: FoundQuote): void;
}

/** A key within a sentence: a cap to the eye, its name to a screen reader. */
function NamedKey({ shortcut }: { shortcut: Shortcut }) {
  return (
    <>
      <KeyCaps shortcut={shortcut} />
      <span className="unseen">{useSpokenShortcut(shortcut)}</span>
    </>
  );
}

/** A confession that is no report: the text as it was written, and below it the sentences made claims. */
export function PlainConfession(plain: PlainConfessionProps) {
  const { text, view, marks, linked, machine, onHover, onQuote, ...props } = plain;
  const { grading } = props;
  const markKey = useKeyOf('grade.mark');
  const caretKey = useKeyOf('grade.caret-confession');
  return (
    <>
      <div className={styles.prose}>
        <ConfessionText part="text" text={text} view={view} marks={marks} />
        <QuotedMessages quotes={machine.quotes} claim={null} onQuote={onQuote} />
      </div>
      {grading.isOpen && (
        <p className={styles.caption}>
          Select a sentence
          {caretKey !== undefined && (
            <>
              , or put a caret into it with <NamedKey shortcut={caretKey} />,
            </>
          )}{' '}
          and press {markKey === undefined ? 'the key to mark' : <NamedKey shortcut={markKey} />} to judge it
          as a claim.
        </p>
      )}
      <ol className={styles.claims} aria-label="Claims">
        {grading.claims.map((claim, index) => {
          const isActive = claim.key === grading.hand.claim;
          const number = index + 1;
          return (
            <li
              key={claim.key}
              className={cx(
                styles.claim,
                isActive && styles.active,
                grading.hand.side !== 'claims' && styles.aside,
              )}
              data-claim={claim.key}
              data-linked={claim.key === linked || undefined}
              onPointerEnter={() => onHover(claim.key)}
              onPointerLeave={() => onHover(undefined)}
              onFocus={({ target }) => target.matches(':focus-visible') && onHover(claim.key)}
              onBlur={() => onHover(undefined)}
            >
              <button
                type="button"
                className={styles.number}
                aria-pressed={isActive}
                aria-label={`Claim ${number}`}
                onClick={() => grading.takeClaim(claim.key)}
              >
                {number}
              </button>
              <div className={styles.body}>
                <p className={styles.sentence}>{claim.statement}</p>
                <ClaimAnswer claim={claim} number={number} {...props} />
              </div>
              {grading.isOpen && (
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={`No claim any more: ${claim.statement.slice(0, 40)}`}
                  onClick={() => grading.change(removeSentence(claim.key))}
                >
                  <X aria-hidden="true" />
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
