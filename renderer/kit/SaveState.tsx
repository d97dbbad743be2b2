import { Check, Ellipsis, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { formatTime } from './format.ts';
import styles from './SaveState.module.css';

export type Saving =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string | Date }
  /** `why`: "the disk is full. Your text is kept here." */
  | { kind: 'failed'; why: string };

interface SaveStateProps {
  state: Saving;
  onTryAgain?: () => void;
}

/** "Saving" is said only after this long: most saves are over before anybody could read it. */
const SLOW_MS = 300;

/** What is on the disk, at the top right. A failure is said at once and stays. */
export function SaveState({ state, onTryAgain }: SaveStateProps) {
  const [slow, setSlow] = useState(false);
  const [savedAt, setSavedAt] = useState<string | Date>();
  const saving = state.kind === 'saving';
  useEffect(() => {
    setSlow(false);
    if (!saving) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [saving]);
  useEffect(() => {
    if (state.kind === 'saved') setSavedAt(state.at);
    if (state.kind === 'idle') setSavedAt(undefined);
  }, [state]);

  // The time of the last save stays for that short while, so that nothing flickers; its tick is for what is saved now.
  const shownAt = state.kind === 'saved' ? state.at : saving && !slow ? savedAt : undefined;
  return (
    <span className={styles.state}>
      <span role="status" className={styles.calm}>
        {saving && slow && (
          <>
            <Ellipsis aria-hidden="true" />
            Saving
          </>
        )}
        {shownAt !== undefined && (
          <>
            {saving ? <Ellipsis aria-hidden="true" /> : <Check aria-hidden="true" />}
            Saved {formatTime(shownAt)}
          </>
        )}
      </span>
      <span role="alert" className={styles.failed}>
        {state.kind === 'failed' && (
          <>
            <TriangleAlert aria-hidden="true" />
            <span>Not saved: {state.why}</span>
          </>
        )}
      </span>
      {state.kind === 'failed' && onTryAgain && (
        <Button kind="link" className={styles.again} onClick={onTryAgain}>
          Try again
        </Button>
      )}
    </span>
  );
}
