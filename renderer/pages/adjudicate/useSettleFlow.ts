import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { takenFrom } from '../../../shared/adjudicating/settled-body.ts';
import type { Adjudication } from '../../../shared/contract/adjudications.ts';
import type { ItemRef } from '../../../shared/contract/grading.ts';
import { api, client } from '../../client.ts';
import { announce } from '../../frame/announce.ts';
import { keepSettling } from './settling-draft.ts';
import { choicesIn, type Settling } from './useSettling.ts';

/** How an item is settled, left as it is, taken up again, taken back, and left for the next one. */
export interface SettleFlow {
  /** What stands in the way of the last act, in words. */
  problem: string | undefined;
  settle(): void;
  keep(): void;
  reopen(): void;
  undo(): void;
  redo(): void;
  goTo(ref: ItemRef | null, otherwise: string): void;
}

/** What was decided last in this window: where undo leads from an item of which nothing was chosen yet. */
let decidedLast: string | undefined;
/** Whose decision was taken back in this window and not given back: there undo ends, and redo begins. */
const takenBack = new Set<string>();

export const adjudicatePath = (confession: string) => `/adjudicate/${confession}`;

export function useSettleFlow(
  settling: Settling,
  page: {
    onState(state: Adjudication): void;
    /** What is still open comes into hand. */
    showOpen(): void;
    showReason(): void;
  },
): SettleFlow {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const isRunning = useRef(false);
  const { item, compared, decisions, reason, body, open, isOpen } = settling;
  const { confession } = item;
  const seen = { confession, revision: item.revision, labels: item.labels.map(({ id }) => id) };

  const run = (act: () => Promise<void>) => {
    // A key pressed twice must not settle two items.
    if (isRunning.current) return;
    isRunning.current = true;
    setProblem(undefined);
    act()
      .catch((error: unknown) => {
        setProblem(error instanceof Error ? error.message : String(error));
        // Something has come meanwhile: it is shown beside what was chosen.
        void queries.invalidateQueries({ queryKey: api.adjudications.get.key() });
      })
      .finally(() => {
        isRunning.current = false;
      });
  };
  const take = async (state: Adjudication) => {
    page.onState(state);
    await queries.invalidateQueries({ queryKey: api.adjudications.counts.key() });
    await queries.invalidateQueries({ queryKey: api.adjudications.place.key() });
    await queries.invalidateQueries({ queryKey: api.adjudications.list.key() });
  };
  const takeBack = async (which: string) => {
    await take(await client.adjudications.undo({ confession: which }));
    takenBack.add(which);
    if (decidedLast === which) decidedLast = undefined;
  };
  const leave = async (state: Adjudication, words: string) => {
    // What was chosen is kept: it is there again when this is taken back.
    keepSettling(confession, { decisions, reason });
    takenBack.delete(confession);
    decidedLast = confession;
    await take(state);
    announce(words);
    const { open: next } = await client.adjudications.place({ confession });
    await navigate({ to: next === null ? '/adjudicate' : adjudicatePath(next.confession) });
  };

  return {
    problem,
    settle: () => {
      if (!isOpen || body === null) return;
      if (open.length > 0) {
        setProblem(
          `${open.length === 1 ? 'One difference is' : `${open.length} differences are`} still open. Decide them, or leave it as a disagreement.`,
        );
        page.showOpen();
        return;
      }
      if (reason.trim() === '') {
        setProblem('Why this way? A sentence is enough; the graders will read it.');
        page.showReason();
        return;
      }
      run(async () => {
        await leave(
          await client.adjudications.settle({
            ...seen,
            body,
            taken_from: takenFrom(compared, decisions),
            reason,
          }),
          'Settled.',
        );
      });
    },
    keep: () =>
      isOpen &&
      run(async () => leave(await client.adjudications.keep({ ...seen, reason }), 'Left as a disagreement.')),
    reopen: () =>
      !isOpen &&
      run(async () => {
        keepSettling(confession, choicesIn(settling));
        await take(await client.adjudications.reopen({ confession, revision: item.revision }));
      }),
    undo: () => {
      if (settling.undo !== undefined) settling.undo();
      else if (item.can_undo && !takenBack.has(confession))
        run(async () => {
          if (isOpen) {
            // A taking up again is taken back: that is nothing to do once more.
            await take(await client.adjudications.undo({ confession }));
            return;
          }
          keepSettling(confession, choicesIn(settling));
          await takeBack(confession);
        });
      else if (decidedLast !== undefined && decidedLast !== confession) {
        const last = decidedLast;
        run(async () => {
          await takeBack(last);
          await navigate({ to: adjudicatePath(last) });
        });
      }
    },
    redo: () => {
      if (settling.redo !== undefined) settling.redo();
      else if (takenBack.delete(confession))
        run(async () => take(await client.adjudications.undo({ confession })));
    },
    goTo: (ref, otherwise) =>
      ref === null ? setProblem(otherwise) : void navigate({ to: adjudicatePath(ref.confession) }),
  };
}
