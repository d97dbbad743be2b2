import type { Differences, Side, Words } from '../../shared/comparing/compare-confessions.ts';
import type { Claim } from '../../shared/domain/confession.ts';
import type { TextMark } from '../text/pieces.ts';
import { SourceText } from '../text/SourceText.tsx';
import styles from './Confessions.module.css';

/** What the texts of one side are drawn with. */
export interface SideView {
  side: Side;
  view: 'rendered' | 'raw';
  differences: Differences | undefined;
  /** Words marked by the grader, by part. */
  evidenceIn?: ((side: Side, part: string, text: string) => readonly TextMark[]) | undefined;
}

const NO_MARKS: readonly TextMark[] = [];

/** One text of one side, with what the other does not say. */
function SideText({
  part,
  text,
  side,
  view,
  differences,
  evidenceIn,
}: SideView & { part: string; text: string }) {
  const only = (differences?.[side].get(part) ?? []).map(
    (range): TextMark => ({ id: 'only', kind: 'only', ...range }),
  );
  const evidence = evidenceIn?.(side, part, text) ?? NO_MARKS;
  return (
    <SourceText
      place={{ source: 'confession', part }}
      text={text}
      view={view === 'raw' ? 'raw' : 'markdown'}
      marks={only.length === 0 && evidence.length === 0 ? NO_MARKS : [...evidence, ...only]}
    />
  );
}

interface ClaimCellProps extends SideView {
  claim: Claim;
  /** From 1, as in its own report. */
  number: number;
  /** Whose claim it is, for those who hear it; its side where it is missing. */
  of?: string;
  /** After its number: what it stands beside. */
  place?: string;
  /** Whether its compliance word is another than its partner's. */
  isOtherWord?: boolean;
}

/** A claim of one side: what it says, its compliance word, its analysis. */
export function ClaimCell({ claim, number, of, place, isOtherWord = false, ...view }: ClaimCellProps) {
  return (
    <>
      <p className={styles.number}>
        <span className="unseen">{of ?? (view.side === 'left' ? 'Left' : 'Right')}, claim </span>
        {number}
        {claim.kind === 'uncertainty' && ' · uncertainty or conflict'}
        {place !== undefined && ` · ${place}`}
      </p>
      <div className={claim.kind === 'objective' ? styles.statement : styles.analysis}>
        <SideText {...view} part={claim.key} text={claim.statement} />
      </div>
      {claim.compliance !== undefined && (
        <p
          className={styles.compliance}
          data-other-word={(isOtherWord && view.differences !== undefined) || undefined}
        >
          {claim.compliance.word}
          {isOtherWord && view.differences !== undefined && (
            <span className="unseen">, another than beside it</span>
          )}
        </p>
      )}
      {claim.analysis !== undefined && (
        <div className={styles.analysis}>
          <SideText {...view} part={`${claim.key}/analysis`} text={claim.analysis} />
        </div>
      )}
    </>
  );
}

/** A confession as it was written: its claims one after the other, or its text. */
export function WholeCell({
  words,
  claims,
  of,
  ...view
}: SideView & { words: Words; claims: readonly Claim[]; of?: string }) {
  if (claims.length > 0) {
    return claims.map((claim, index) => (
      <div key={claim.key} className={styles.own}>
        <ClaimCell {...view} claim={claim} number={index + 1} {...(of !== undefined && { of })} />
      </div>
    ));
  }
  const text = words.text ?? (words.report === undefined ? '' : JSON.stringify(words.report, null, 2));
  if (text.trim() === '') return <p className={styles.caption}>It is empty.</p>;
  return (
    <div className={styles.analysis}>
      <SideText {...view} part="text" text={text} />
    </div>
  );
}
