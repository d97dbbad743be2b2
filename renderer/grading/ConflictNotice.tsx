import type { ReactNode } from 'react';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { conflictWords, type DraftConflict } from './conflict.ts';
import type { Held } from './draft-hold.ts';

interface ConflictNoticeProps {
  conflict: DraftConflict<Held<unknown>>;
  /** What is in hand: label, comparison. */
  what: string;
  keys: { keep: string | undefined; take: string | undefined };
  /** What the two versions say. */
  children: ReactNode;
}

/** Two versions of what is in hand: one stays. */
export function ConflictNotice({ conflict, what, keys, children }: ConflictNoticeProps) {
  const words = conflictWords(conflict, what);
  const { keep, take } = conflict;
  return (
    <Notice
      kind="bad"
      title={words.title}
      acts={
        <>
          {keep !== undefined && (
            <Button keys={keys.keep} onClick={keep}>
              {words.keep}
            </Button>
          )}
          <Button keys={keys.take} onClick={take}>
            {words.take}
          </Button>
        </>
      }
    >
      {children}
    </Notice>
  );
}
