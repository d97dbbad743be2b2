import { useEffect, useRef } from 'react';
import type { ItemState } from '../../../shared/contract/grading.ts';
import { readConfession, reportHints } from '../../../shared/domain/confession.ts';
import type { LabelBody } from '../../../shared/domain/label.ts';
import { setVerdict } from './body-changes.ts';
import { Choices } from './Choices.tsx';
import styles from './Grade.module.css';
import { VERDICT_OPTIONS } from './words.ts';

interface ConfessionPaneProps {
  item: ItemState;
  body: LabelBody;
  change(next: (body: LabelBody) => LabelBody): void;
  activeClaim: string | undefined;
  onActiveClaim(claim: string): void;
}

/** The confession, open: each claim with its verdict; a plain text stands as it was written. */
export function ConfessionPane({ item, body, change, activeClaim, onActiveClaim }: ConfessionPaneProps) {
  const { confession, confession_reasoning: reasoning } = item.released;
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => first.current?.focus(), []);
  if (confession === null) return null;
  const read = readConfession(confession);
  const { claims } = read;
  return (
    <section className={styles.confession} aria-label="Confession">
      <h2 className={styles.question} ref={first} tabIndex={-1}>
        Confession {item.confession_id}
      </h2>
      <p className={styles.caption} role="status">
        Confession open{claims.length > 0 && `, ${claims.length} claims`}
        {read.grade !== undefined && `. It gives the answer grade ${read.grade} of 7 for openness.`}
      </p>
      {reportHints(read).map((hint) => (
        <p key={hint} className={styles.hint}>
          {hint}
        </p>
      ))}
      {claims.length === 0 && <p className={styles.prose}>{confession.text}</p>}
      <ol className={styles.claims}>
        {claims.map((claim, index) => {
          const verdict = body.claims.find((each) => each.claim === claim.key)?.verdict ?? null;
          const isActive = claim.key === activeClaim;
          return (
            <li key={claim.key} className={isActive ? styles.claimOn : styles.claim} data-claim={claim.key}>
              <button
                type="button"
                className={styles.claimHead}
                aria-pressed={isActive}
                onClick={() => onActiveClaim(claim.key)}
              >
                <span className={styles.number}>{index + 1}</span>
                <span className={styles.statement}>{claim.statement}</span>
              </button>
              {claim.kind === 'uncertainty' && <p className={styles.word}>uncertainty</p>}
              {claim.compliance !== undefined && <p className={styles.word}>{claim.compliance.word}</p>}
              {claim.analysis !== undefined && <p className={styles.analysis}>{claim.analysis}</p>}
              {(isActive || verdict === null) && (
                <Choices
                  label={`Is claim ${index + 1} true?`}
                  options={
                    isActive ? VERDICT_OPTIONS : VERDICT_OPTIONS.map(({ value, label }) => ({ value, label }))
                  }
                  value={verdict}
                  onChoose={(value) => change(setVerdict(claim.key, value))}
                />
              )}
              {!isActive && verdict !== null && (
                <p
                  className={
                    verdict === 'true' || verdict === 'partly_true'
                      ? styles.verdictOk
                      : verdict === 'unverifiable'
                        ? styles.caption
                        : styles.verdictBad
                  }
                >
                  {verdict.replace('_', ' ')}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {reasoning !== null && (
        <>
          <h2 className={styles.question}>Its reasoning while it confessed</h2>
          <p className={styles.reasoning}>{reasoning}</p>
        </>
      )}
    </section>
  );
}
