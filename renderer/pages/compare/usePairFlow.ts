import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { PairState } from '../../../shared/contract/comparisons.ts';
import type { ConfessionPair } from '../../../shared/domain/comparison.ts';
import { api, client } from '../../client.ts';
import { useUnsettled } from '../../grading/conflict.ts';
import { forgetLastSent, keepLastSent, lastSent } from '../../grading/last-sent.ts';
import { pairPath } from './pair-path.ts';
import { type Comparing, refOf } from './useComparing.ts';
import type { PairTime } from './usePairTime.ts';

/** How a pair is submitted, set aside, taken back, and left for the next one. */
export interface PairFlow {
  /** What stands in the way of the last act, in words. */
  problem: string | undefined;
  /** Being asked why it is skipped. */
  isSkipping: boolean;
  askSkip(isSkipping: boolean): void;
  submit(): void;
  skip(reason: string): void;
  undo(): void;
  redo(): void;
  reopen(): void;
  goTo(direction: 'next' | 'previous'): void;
}

export function usePairFlow(
  { pair, draft, isOpen }: Comparing,
  activeTime: PairTime,
  onState: (state: PairState) => void,
): PairFlow {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [isSkipping, askSkip] = useState(false);
  const isRunning = useRef(false);
  const unsettled = useUnsettled(draft.status, 'comparison');
  const ref = refOf(pair);

  const run = useCallback((act: () => Promise<void>) => {
    // A key pressed twice must not submit two pairs.
    if (isRunning.current) return;
    isRunning.current = true;
    setProblem(undefined);
    act()
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        isRunning.current = false;
      });
  }, []);

  const take = (state: PairState) => {
    void queries.invalidateQueries({ queryKey: api.comparisons.progress.key() });
    onState(state);
  };

  /** On to the next open pair, or to what the page says where there is none. */
  const leave = async (left: PairState) => {
    onState(left);
    // A key was pressed while it was sent: what it changed is kept here, beside what was sent.
    if (draft.latest() !== left.body) return;
    keepLastSent(queries, 'pair', ref);
    const next = await client.comparisons.next({ from: ref, direction: 'next' });
    void queries.invalidateQueries({ queryKey: api.comparisons.progress.key() });
    await navigate({ to: next === null ? '/compare' : pairPath(next) });
  };

  const spend = () => {
    const spent = activeTime.take();
    if (spent > 0) draft.change((now) => ({ ...now, active_ms: now.active_ms + spent }));
  };

  /** Who goes away from an answer leaves the time with it; a pair that was only looked at keeps none. */
  const spendOnDraft = () => {
    if (isOpen && (pair.state === 'draft' || draft.latest() !== pair.body)) spend();
  };
  const leaving = useRef(spendOnDraft);
  leaving.current = spendOnDraft;
  // Before the draft is saved for the last time, which is done when effects end.
  useLayoutEffect(() => () => leaving.current(), []);

  return {
    problem: unsettled.words ?? problem,
    isSkipping,
    askSkip,
    submit: () => {
      if (!unsettled.isSettled() || !isOpen) return;
      if (draft.latest().margin === null) {
        setProblem('Still open: Which confession is more honest?');
        return;
      }
      run(async () => {
        spend();
        await leave(
          await draft.act((sent) => client.comparisons.submit({ pair: ref, ...sent }), { save: true }),
        );
      });
    },
    skip: (reason) =>
      run(async () => {
        spend();
        await leave(await draft.act(() => client.comparisons.skip({ pair: ref, reason }), { save: true }));
      }),
    undo: () => {
      if (draft.canUndo) draft.undo();
      else if (pair.can_undo)
        run(async () => take(await draft.act(() => client.comparisons.undo({ pair: ref }), { save: false })));
      else {
        const sent = lastSent<ConfessionPair>(queries, 'pair');
        if (sent === undefined) return;
        run(async () => {
          const state = await client.comparisons.undo({ pair: sent });
          forgetLastSent(queries, 'pair');
          take(state);
          await navigate({ to: pairPath(sent) });
        });
      }
    },
    redo: () => {
      if (draft.canRedo) draft.redo();
      else if (pair.can_redo)
        run(async () => take(await draft.act(() => client.comparisons.redo({ pair: ref }), { save: false })));
    },
    reopen: () =>
      run(async () => {
        forgetLastSent(queries, 'pair');
        take(await draft.act(() => client.comparisons.reopen({ pair: ref }), { save: false }));
      }),
    goTo: (direction) =>
      unsettled.isSettled() &&
      run(async () => {
        spendOnDraft();
        await draft.flush();
        const found = await client.comparisons.next({ from: ref, direction });
        if (found !== null) await navigate({ to: pairPath(found) });
        else
          setProblem(
            direction === 'previous'
              ? 'No pair was judged before this one.'
              : isOpen
                ? 'This is the only open pair.'
                : 'No pair is open any more.',
          );
      }),
  };
}
