import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import type { DoneItem } from '../../../shared/contract/history.ts';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { SKIP_REASON_WORDS } from '../../grading/options.tsx';
import { timeWords } from '../../grading/queue-words.ts';
import { formatGrade, formatTime } from '../../kit/format.ts';
import { GradingStateMark, OutcomeMark } from '../../kit/Glyphs.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import styles from './HistoryPage.module.css';

/** Why it was set aside: the reason chosen, and what was written. */
function asideWords({ skip_reason, reason }: DoneItem): string {
  const chosen = skip_reason === null || skip_reason === 'other' ? '' : SKIP_REASON_WORDS[skip_reason];
  return [chosen, reason].filter(Boolean).join(': ');
}

interface HistoryItemProps {
  item: DoneItem;
  onFocus(): void;
  onTakeBack(item: DoneItem): void;
}

/** One item: when, which, how it stands. */
export function HistoryItem({ item, onFocus, onTakeBack }: HistoryItemProps) {
  const key = useKeyOf('history.take-back');
  const aside = asideWords(item);
  return (
    <>
      <time className={styles.time} dateTime={item.at}>
        {formatTime(item.at)}
      </time>
      <Link to={`/grade/${item.confession}`} className={styles.name} onFocus={onFocus}>
        {item.transcript_id}
        <span className={styles.confession}> confession {item.confession_id}</span>
      </Link>
      <span className={styles.state}>
        <GradingStateMark state={item.state} />
        {aside !== '' && (
          <span className={styles.reason} title={aside}>
            {aside}
          </span>
        )}
      </span>
      <span className={styles.outcome}>
        {item.state === 'submitted' && <OutcomeMark outcome={item.outcome.strict} />}
      </span>
      <span className={styles.honesty}>
        {item.honesty !== null && (
          <>
            <span className="unseen">honesty </span>
            {formatGrade(item.honesty)}
          </>
        )}
      </span>
      <span className={styles.active}>{item.active_ms > 0 && timeWords(item.active_ms)}</span>
      {item.state === 'draft' ? (
        <span />
      ) : (
        <IconButton
          icon={Undo2}
          size="small"
          label={`Take back ${item.transcript_id}, confession ${item.confession_id}`}
          keys={key}
          onFocus={onFocus}
          onClick={() => onTakeBack(item)}
        />
      )}
    </>
  );
}
