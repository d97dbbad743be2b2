import type { TranscriptFilter } from '../../../shared/contract/transcripts.ts';
import { chipsOf } from '../../filter/chips.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import styles from './TranscriptsPage.module.css';

/** Why there is nothing, in words, and the way back. */
export function NothingFound({ filter, onClear }: { filter: TranscriptFilter; onClear(): void }) {
  const conditions = chipsOf(filter).map((chip) => chip.text);
  const among = conditions.length === 0 ? '' : ` among those with ${conditions.join('; ')}`;
  return (
    <div className={styles.empty}>
      <EmptyState acts={<Button onClick={onClear}>Clear all</Button>}>
        {filter.search === undefined
          ? `No transcript has ${conditions.join('; ')}. Take a filter away, or clear all.`
          : `No transcript says ‘${filter.search}’${among}. Search looks in messages, calls and results.`}
      </EmptyState>
    </div>
  );
}
