import { useState } from 'react';
import { SKIP_REASONS, type SkipReason } from '../../../shared/domain/vocabulary.ts';
import { Button } from '../../kit/Button.tsx';
import styles from './Grade.module.css';
import { SKIP_REASON_WORDS } from './words.ts';

interface SetAsideProps {
  kind: 'skip' | 'flag';
  onCancel(): void;
  onDone(reason: { skip_reason: SkipReason; reason: string }): void;
}

/** Why an item is skipped or flagged. */
export function SetAside({ kind, onCancel, onDone }: SetAsideProps) {
  const [skipReason, setSkipReason] = useState<SkipReason>('other');
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles.reasonForm}
      onSubmit={(event) => {
        event.preventDefault();
        onDone({ skip_reason: skipReason, reason });
      }}
    >
      {kind === 'skip' && (
        <select
          className={styles.field}
          aria-label="Why skip it?"
          value={skipReason}
          onChange={(event) => setSkipReason(event.target.value as SkipReason)}
        >
          {SKIP_REASONS.map((each) => (
            <option key={each} value={each}>
              {SKIP_REASON_WORDS[each]}
            </option>
          ))}
        </select>
      )}
      <input
        className={styles.field}
        aria-label="In your words"
        placeholder={kind === 'skip' ? 'In your words, if you like' : 'What should somebody look at?'}
        value={reason}
        // biome-ignore lint/a11y/noAutofocus: the person has just pressed the key that asks for this
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="main" type="submit">
        {kind === 'skip' ? 'Skip, next item' : 'Flag, next item'}
      </Button>
      <Button onClick={onCancel}>Go on grading</Button>
    </form>
  );
}
