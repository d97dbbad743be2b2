import { ORPCError } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import type { ItemRef, ItemState } from '../../../shared/contract/grading.ts';
import type { QueuePlace } from '../../../shared/contract/queue.ts';
import type { SkipReason } from '../../../shared/domain/vocabulary.ts';
import { withoutUnasked } from '../../../shared/grading/rubric-answers.ts';
import { api, client } from '../../client.ts';
import { breakClock } from '../../grading/break-clock.ts';
import { useUnsettled } from '../../grading/conflict.ts';
import { keepState } from '../../grading/item-queries.ts';
import { forgetLastSent, keepLastSent, lastSent } from '../../grading/last-sent.ts';
import { rubricQuery } from '../../grading/rubric-query.ts';
import { workedAnswer } from './practice/worked.ts';
import type { ActiveTime } from './useActiveTime.ts';
import type { Grading } from './useGrading.ts';

/** How an item goes from stage to stage, aside, back, and on to the next one. */
export interface ItemFlow {
  /** What stands in the way of the last act, in words. */
  problem: string | undefined;
  /** What is still open was said, and the next press commits all the same. */
  isTold: boolean;
  /** Being asked why it is skipped or flagged. */
  setting: 'skip' | 'flag' | undefined;
  commit(): void;
  /** False where there is nothing to take back. */
  undo(): boolean;
  redo(): void;
  reopen(): void;
  ask(setting: 'skip' | 'flag' | undefined): void;
  setAside(reason: { skip_reason: SkipReason; reason: string }): void;
  goTo(direction: 'next' | 'previous'): void;
  /** To the next item that is neither submitted, skipped nor flagged. */
  goOn(): void;
  /** To the next confession of this transcript. */
  goToSibling(): void;
  /** To the item that this grader did before or after this one. */
  goThroughHistory(direction: 'older' | 'newer'): void;
}

const STILL_OPEN = 3;

/** The first few questions in a sentence; the rest is a number. */
function openWords(questions: readonly { question: string }[]): string {
  const words = questions.slice(0, STILL_OPEN).map(({ question }) => question);
  const rest = questions.length - words.length;
  return `Still open: ${words.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`;
}

/** A question whose answer is waited for later: that it failed is found then, and not before. */
function asAsked<Answer>(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => {});
  return answer;
}

export function useItemFlow(
  grading: Grading,
  activeTime: ActiveTime,
  place: QueuePlace | undefined,
  onState: (state: ItemState) => void,
  /** What is still open was said: the way through it begins anew. */
  onOpenSaid: () => void,
): ItemFlow {
  const { item, draft, stage, open, isOpen, rubric, claims } = grading;
  const { confession } = item;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  // What is still open, said until something of it is answered.
  const [stillOpen, setStillOpen] = useState<{ words: string; of: string }>();
  const openFields = open.map(({ field }) => field).join(' ');
  // Said once: an answer that is taken back does not say it again.
  if (stillOpen !== undefined && stillOpen.of !== openFields) setStillOpen(undefined);
  const [setting, ask] = useState<'skip' | 'flag'>();
  // Told of this revision: what is open is said anew in every stage.
  const [told, setTold] = useState<number>();
  const isRunning = useRef(false);
  const unsettled = useUnsettled(draft.status, 'label');
  const { isSettled } = unsettled;

  /** Another rubric is in force: the item is shown under it, with all its answers, and says so. */
  const takeNewRubric = async (error: unknown) => {
    if (!(error instanceof ORPCError) || error.code !== 'RUBRIC_CHANGED') return;
    const state = await client.labels.get({ confession });
    // Fetched first, so that the form goes from one to the other at once.
    await queries.ensureQueryData(rubricQuery(state.rubric));
    void queries.invalidateQueries({ queryKey: api.labels.key(), refetchType: 'none' });
    onState(state);
  };
  const takeRubric = useRef(takeNewRubric);
  takeRubric.current = takeNewRubric;

  const run = useCallback((act: () => Promise<void>) => {
    // A key pressed twice must not commit two stages.
    if (isRunning.current) return;
    isRunning.current = true;
    setProblem(undefined);
    setStillOpen(undefined);
    act()
      .catch(async (error: unknown) => {
        setProblem(error instanceof Error ? error.message : String(error));
        await takeRubric.current(error);
      })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        isRunning.current = false;
      });
  }, []);

  const goToItem = (to: ItemRef | null) =>
    navigate({ to: to === null ? '/grade' : `/grade/${to.confession}` });

  const move = async (direction: 'next' | 'previous') => {
    await draft.flush();
    // What lies beside was fetched while this one was read; only who is faster than that waits for an answer.
    const known =
      place === undefined
        ? await client.queue.next({ from: confession, direction, open_only: false })
        : place[direction];
    if (known === null)
      setProblem(direction === 'next' ? 'This is the last item.' : 'This is the first item.');
    else await goToItem(known);
  };

  const goThroughHistory = async (direction: 'older' | 'newer') => {
    await draft.flush();
    const to = await client.history.beside({ confession, direction });
    if (to !== null && to.confession !== confession) return goToItem(to);
    // Past the newest one: to where one was before one went back.
    if (direction === 'newer' && !isOpen) return goOn();
    setProblem(
      to === null && direction === 'newer'
        ? 'You have done nothing since this one.'
        : 'You have done nothing before this one.',
    );
  };

  const take = (state: ItemState) => {
    void queries.invalidateQueries({ queryKey: api.queue.progress.key() });
    void queries.invalidateQueries({ queryKey: api.queue.next.key() });
    void queries.invalidateQueries({ queryKey: api.transcripts.list.key() });
    void queries.invalidateQueries({ queryKey: api.history.key() });
    onState(state);
  };

  /** The next open item, as the engine has it now: another window may have graded what was next when this one came. */
  const askNextOpen = async (): Promise<ItemRef | null> => {
    const next = await client.queue.next({ from: confession, direction: 'next', open_only: true });
    return next?.confession === confession ? null : next;
  };

  /** `asked` beforehand, so that nobody waits for it; what was known when this item came is where that fails. */
  const goOn = async (asked = askNextOpen()) => {
    const known = place?.next_open ?? null;
    await goToItem(
      await asked.catch((error: unknown) => {
        if (known === null) throw error;
        return known;
      }),
    );
  };

  /** The item was sent: on to the next open one, which is here already. */
  const leave = async (sent: ItemState, next: Promise<ItemRef | null>) => {
    keepLastSent(queries, 'item', confession);
    breakClock.itemDone();
    await goOn(next);
    // Not before: this item would be drawn closed for a moment.
    keepState(queries, sent);
    void queries.invalidateQueries({ queryKey: api.queue.progress.key() });
    void queries.invalidateQueries({ queryKey: api.queue.next.key() });
    void queries.invalidateQueries({ queryKey: api.transcripts.list.key() });
    void queries.invalidateQueries({ queryKey: api.history.key() });
  };

  /** Whether a key was pressed while the item was sent: what it changed is kept here, beside what was sent. */
  const isChangedSince = (sent: ItemState) => draft.latest() !== sent.body;

  /** Where there is a worked answer, one stays and sees how one compares. */
  const finish = async (submitted: ItemState, next: Promise<ItemRef | null>) => {
    if (workedAnswer(submitted) === null && !isChangedSince(submitted)) return leave(submitted, next);
    keepLastSent(queries, 'item', confession);
    breakClock.itemDone();
    take(submitted);
  };

  /** Does an act that carries the active time with it. */
  const withTime = async <Result>(
    act: (spent: { active_ms: number }) => Promise<Result>,
  ): Promise<Result> => {
    const spent = activeTime.take();
    try {
      return await act({ active_ms: spent });
    } catch (error) {
      activeTime.giveBack(spent);
      throw error;
    }
  };

  /** Undoes how another item was left, and goes back to it. */
  const takeBack = async (sent: string) => {
    const state = await client.labels.undo({ confession: sent });
    forgetLastSent(queries, 'item');
    void queries.invalidateQueries({ queryKey: api.queue.key() });
    void queries.invalidateQueries({ queryKey: api.history.key() });
    keepState(queries, state);
    await navigate({ to: `/grade/${sent}` });
  };

  return {
    problem: unsettled.words ?? problem ?? stillOpen?.words,
    isTold: told === item.revision,
    setting,
    ask,
    commit: () => {
      if (!isSettled()) return;
      if (!isOpen) {
        // The key that submitted leads on, from the comparison as from any label that is closed.
        run(goOn);
        return;
      }
      const required = open.filter((question) => question.required);
      if (required.length > 0) {
        setProblem(undefined);
        setStillOpen({ words: openWords(required), of: openFields });
        onOpenSaid();
        return;
      }
      if (open.length > 0 && told !== item.revision) {
        setTold(item.revision);
        setProblem(undefined);
        setStillOpen({ words: `${openWords(open)} Press again to go on without an answer.`, of: openFields });
        return;
      }
      run(async () => {
        // What is not asked any more goes with the commit and not before: until then, undo and the condition bring it back.
        draft.change((now) =>
          withoutUnasked(
            now,
            rubric.questions,
            claims.map(({ key }) => key),
          ),
        );
        const isLast = stage === item.last_stage;
        const next = isLast ? asAsked(askNextOpen()) : undefined;
        const state = await draft.act(
          (onDisk) =>
            withTime((spent) => {
              const sent = { confession, rubric: rubric.id, ...onDisk, ...spent };
              return isLast ? client.labels.submit(sent) : client.labels.commitStage({ ...sent, stage });
            }),
          { save: true },
        );
        if (next !== undefined) await finish(state, next);
        else take(state);
      });
    },
    undo: () => {
      if (draft.canUndo) draft.undo();
      else if (item.can_undo)
        run(async () => take(await draft.act(() => client.labels.undo({ confession }), { save: false })));
      else {
        const sent = lastSent<string>(queries, 'item');
        if (sent === undefined || sent === confession) return false;
        run(() => takeBack(sent));
      }
      return true;
    },
    redo: () => {
      if (draft.canRedo) draft.redo();
      else if (item.can_redo)
        run(async () => take(await draft.act(() => client.labels.redo({ confession }), { save: false })));
    },
    reopen: () =>
      run(async () => {
        // It is in hand again, and is left when it is sent again.
        if (lastSent(queries, 'item') === confession) forgetLastSent(queries, 'item');
        take(await draft.act(() => client.labels.reopen({ confession }), { save: false }));
      }),
    setAside: (reason) =>
      run(async () => {
        const next = asAsked(askNextOpen());
        const sent = await draft.act(
          () =>
            withTime((spent) =>
              setting === 'skip'
                ? client.labels.skip({ confession, ...reason, ...spent })
                : client.labels.flag({ confession, reason: reason.reason, ...spent }),
            ),
          { save: true },
        );
        if (isChangedSince(sent)) take(sent);
        else await leave(sent, next);
      }),
    goTo: (direction) => isSettled() && run(() => move(direction)),
    goOn: () => isSettled() && run(goOn),
    goThroughHistory: (direction) => isSettled() && run(() => goThroughHistory(direction)),
    goToSibling: () =>
      isSettled() &&
      run(async () => {
        await draft.flush();
        const { confessions } = await client.transcripts.get({ transcript_id: item.transcript_id });
        const at = confessions.findIndex((each) => each.confession === confession);
        const next = confessions[(at + 1) % confessions.length];
        if (next === undefined || next.confession === confession)
          setProblem('This transcript has no other confession.');
        else await navigate({ to: `/grade/${next.confession}` });
      }),
  };
}
