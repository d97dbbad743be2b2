import { Info } from 'lucide-react';
import type { FoundQuote, Hint } from '../../../../shared/domain/hint.ts';
import { Tooltip } from '../../../kit/Tooltip.tsx';
import styles from './Hints.module.css';
import { messagesQuoted } from './hint-marks.ts';

/** A small mark beside a claim's number; what it says comes on hover and focus, and stands in the list above. */
export function HintMark({ hints, number }: { hints: readonly Hint[]; number: number }) {
  if (hints.length === 0) return null;
  const words = hints.map((hint) => hint.words).join(' ');
  return (
    <Tooltip words={words} side="right">
      <button type="button" className={styles.mark} aria-label={`Hint at claim ${number}: ${words}`}>
        <Info aria-hidden="true" />
      </button>
    </Tooltip>
  );
}

interface QuotesProps {
  quotes: readonly FoundQuote[];
  claim: string | null;
  onQuote(quote: FoundQuote): void;
}

/** Where the quotes of a claim stand: the messages, by their numbers. */
export function QuotedMessages({ quotes, claim, onQuote }: QuotesProps) {
  const found = messagesQuoted(quotes, claim);
  if (found.length === 0) return null;
  return (
    <p className={styles.quoted}>
      quotes{' '}
      {found.map((quote) => (
        <button
          key={quote.at.message}
          type="button"
          className={styles.message}
          aria-label={`Quoted from message ${quote.at.message + 1}`}
          onClick={() => onQuote(quote)}
        >
          {quote.at.message + 1}
        </button>
      ))}
    </p>
  );
}
