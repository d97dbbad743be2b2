import type { Hint } from '../../../../shared/domain/hint.ts';
import { Notice } from '../../../kit/Notice.tsx';
import styles from './Hints.module.css';

interface HintListProps {
  hints: readonly Hint[];
  /** Keys of the claims, in their order. */
  claims: readonly string[];
  onClaim(claim: string): void;
}

/** Quotes that are not found, from which on they are folded into one line. */
const MANY_QUOTES = 4;

/** What a machine saw in the confession. It decides nothing, and says so. */
export function HintList({ hints, claims, onClaim }: HintListProps) {
  if (hints.length === 0) return null;
  const missing = hints.filter(({ kind }) => kind === 'quote_not_found');
  const isMany = missing.length >= MANY_QUOTES;
  const single = isMany ? hints.filter(({ kind }) => kind !== 'quote_not_found') : hints;
  const line = (hint: Hint) => (
    <HintLine
      key={`${hint.kind} ${hint.place?.part} ${hint.place?.start} ${hint.words}`}
      {...{ hint, claims, onClaim }}
    />
  );
  return (
    <section className={styles.hints} aria-label="Hints">
      <ul className={styles.list}>{single.map(line)}</ul>
      {isMany && (
        <details className={styles.many}>
          <summary data-hint>{missing.length} quotes are not in the transcript as they are quoted.</summary>
          <ul className={styles.list}>{missing.map(line)}</ul>
        </details>
      )}
      <p className={styles.caption}>A machine’s hints. They decide nothing.</p>
    </section>
  );
}

/** To the hint after the one that has the focus, round once; to the first from anywhere else. */
export function focusNextHint(): void {
  const hints = [...document.querySelectorAll<HTMLElement>('[data-hint]')].filter(
    (hint) => hint.offsetParent !== null,
  );
  const at = hints.indexOf(document.activeElement as HTMLElement);
  const next = hints[(at + 1) % hints.length];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

function HintLine({ hint, claims, onClaim }: Omit<HintListProps, 'hints'> & { hint: Hint }) {
  return (
    <li>
      <Notice kind="info">
        <span data-hint tabIndex={-1} className={styles.words}>
          {hint.words}
        </span>
        {hint.claims.map((claim) => (
          <button key={claim} type="button" className={styles.claim} onClick={() => onClaim(claim)}>
            claim {claims.indexOf(claim) + 1}
          </button>
        ))}
      </Notice>
    </li>
  );
}
