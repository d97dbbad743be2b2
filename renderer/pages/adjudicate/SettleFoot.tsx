import type { RefObject } from 'react';
import { useKeyOf } from '../../commands/CommandsProvider.tsx';
import { Button } from '../../kit/Button.tsx';
import { TextArea } from '../../kit/Field.tsx';
import { formatMomentAndTime } from '../../kit/format.ts';
import { KeyCaps } from '../../kit/KeyCaps.tsx';
import { Notice } from '../../kit/Notice.tsx';
import styles from './Adjudicate.module.css';
import type { SettleFlow } from './useSettleFlow.ts';
import type { Settling } from './useSettling.ts';

interface SettleFootProps {
  settling: Settling;
  flow: SettleFlow;
  whyRef: RefObject<HTMLTextAreaElement | null>;
  differing: number;
  onNext(): void;
}

/** The reason and the acts, pinned under the table; of what is decided: what, by whom and why. */
export function SettleFoot({ settling, flow, whyRef, differing, onNext }: SettleFootProps) {
  const keys = {
    why: useKeyOf('adjudicate.why'),
    settle: useKeyOf('adjudicate.settle'),
    keep: useKeyOf('adjudicate.keep'),
    reopen: useKeyOf('adjudicate.reopen'),
  };
  const { item, isOpen, reason, open } = settling;
  const problem = flow.problem !== undefined && (
    <p className={styles.problem} role="alert">
      {flow.problem}
    </p>
  );
  if (!isOpen) {
    const { decided } = item;
    return (
      <div className={styles.foot}>
        {problem}
        {item.changed && (
          <Notice kind="sure" title="Labels changed since.">
            A label has come or changed since this was decided. What was decided stands until somebody takes
            it up again.
          </Notice>
        )}
        <p className={styles.decided}>
          {item.state === 'settled' ? 'Settled' : 'Left as a disagreement'} by {decided?.adjudicator},{' '}
          {decided !== null && formatMomentAndTime(decided.created_at)}.{' '}
          {decided?.reason !== '' && <q className={styles.quoted}>{decided?.reason}</q>}
        </p>
        <div className={styles.acts}>
          <Button kind="main" size="large" onClick={onNext}>
            Next open one
          </Button>
          <Button size="large" keys={keys.reopen} onClick={flow.reopen}>
            Take it up again
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.foot}>
      <TextArea
        ref={whyRef}
        label={
          <>
            Why this way? {keys.why !== undefined && <KeyCaps shortcut={keys.why} />}{' '}
            <span className={styles.hint}>the graders will read it</span>
          </>
        }
        rows={1}
        value={reason}
        onChange={(event) => settling.setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      {problem}
      <div className={styles.acts}>
        <Button kind="main" size="large" keys={keys.settle} onClick={flow.settle}>
          Settle, next
        </Button>
        <Button size="large" keys={keys.keep} onClick={flow.keep}>
          Leave as a disagreement
        </Button>
        <span className={styles.hint} role="status">
          {open.length === 0 ? 'nothing open' : `${open.length} of ${differing} open`}
        </span>
      </div>
    </div>
  );
}
