import { useState } from 'react';
import { SKIP_REASONS, type SkipReason } from '../../../../shared/domain/vocabulary.ts';
import { SKIP_REASON_WORDS } from '../../../grading/options.tsx';
import { Button } from '../../../kit/Button.tsx';
import { TextField } from '../../../kit/Field.tsx';
import { Select } from '../../../kit/Select.tsx';
import styles from './Foot.module.css';

interface SetAsideProps {
  kind: 'skip' | 'flag';
  onCancel(): void;
  onDone(reason: { skip_reason: SkipReason; reason: string }): void;
}

const REASONS = SKIP_REASONS.map((value) => ({ value, label: SKIP_REASON_WORDS[value] }));

/** Why an item is skipped or flagged. */
export function SetAside({ kind, onCancel, onDone }: SetAsideProps) {
  const [skipReason, setSkipReason] = useState<SkipReason>('other');
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles.form}
      aria-label={kind === 'skip' ? 'Skip this item' : 'Flag this item'}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onCancel();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        onDone({ skip_reason: skipReason, reason });
      }}
    >
      {kind === 'skip' && (
        <Select label="Why skip it?" options={REASONS} value={skipReason} onChange={setSkipReason} />
      )}
      <TextField
        label={kind === 'skip' ? 'In your words' : 'What should somebody look at?'}
        placeholder={kind === 'skip' ? 'if you like' : ''}
        value={reason}
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={styles.acts}>
        <Button kind="main" type="submit">
          {kind === 'skip' ? 'Skip, next item' : 'Flag, next item'}
        </Button>
        <Button onClick={onCancel}>Go on grading</Button>
      </div>
    </form>
  );
}
