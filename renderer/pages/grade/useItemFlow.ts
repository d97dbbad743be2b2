import { ORPCError } from '@orpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import type { ItemState } from '../../../shared/contract/grading.ts';
import type { SkipReason } from '../../../shared/domain/vocabulary.ts';
import { withoutUnasked } from '../../../shared/grading/rubric-answers.ts';
import { api, client } from '../../client.ts';
import { queueScope } from './queue-scope.ts';
import { rubricQuery } from './rubric-query.ts';
import type { useActiveTime } from './useActiveTime.ts';
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
  undo(): void;
  redo(): void;
  reopen(): void;
  ask(setting: 'skip' | 'flag' | undefined): void;
  setAside(reason: { skip_reason: SkipReason; reason: string }): void;
  goTo(direction: 'next' | 'previous', openOnly: boolean): void;
}

const STILL_OPEN = 3;

/** The item submitted, skipped or flagged last in this window: where undo leads from an item that nothing was done to. */
let lastSent: string | undefined;

/** The first few questions in a sentence; the rest is a number. */
function openWords(questions: readonly { question: string }[]): string {
  const words = questions.slice(0, STILL_OPEN).map(({ question }) => question);
  const rest = questions.length - words.length;
  return `Still open: ${words.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`;
}

export function useItemFlow(
  grading: Grading,
  activeTime: ReturnType<typeof useActiveTime>,
  onState: (state: ItemState) => void,
  /** What is still open was said: the way through it begins anew. */
  onOpenSaid: () => void,
): ItemFlow {
  const { item, draft, stage, open, isOpen, rubric, claims } = grading;
  const { confession } = item;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [setting, ask] = useState<'skip' | 'flag'>();
  // Told of this revision: what is open is said anew in every stage.
  const [told, setTold] = useState<number>();
  const isRunning = useRef(false);

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

  const move = async (direction: 'next' | 'previous', openOnly: boolean) => {
    await draft.flush();
    const next = await client.queue.next({
      ...queueScope(),
      from: confession,
      direction,
      open_only: openOnly,
    });
    void queries.invalidateQueries({ queryKey: api.queue.key() });
    if (next?.confession === confession) return;
    if (next === null && !openOnly) {
      setProblem(direction === 'next' ? 'This is the last item.' : 'This is the first item.');
      return;
    }
    await navigate({ to: next === null ? '/grade' : `/grade/${next.confession}` });
  };

  const take = (state: ItemState) => {
    void queries.invalidateQueries({ queryKey: api.queue.key() });
    void queries.invalidateQueries({ queryKey: api.transcripts.list.key() });
    onState(state);
  };

  const leave = async () => {
    void queries.invalidateQueries({ queryKey: api.labels.key() });
    void queries.invalidateQueries({ queryKey: api.transcripts.list.key() });
    await move('next', true);
  };

  /** Undoes how another item was left, and goes back to it. */
  const takeBack = async (sent: string) => {
    const state = await client.labels.undo({ confession: sent });
    lastSent = undefined;
    void queries.invalidateQueries({ queryKey: api.queue.key() });
    queries.setQueryData(api.labels.get.queryKey({ input: { confession: sent } }), state);
    await navigate({ to: `/grade/${sent}` });
  };

  return {
    problem,
    isTold: told === item.revision,
    setting,
    ask,
    commit: () => {
      if (!isOpen) return;
      const required = open.filter((question) => question.required);
      if (required.length > 0) {
        setProblem(openWords(required));
        onOpenSaid();
        return;
      }
      if (open.length > 0 && told !== item.revision) {
        setTold(item.revision);
        setProblem(`${openWords(open)} Press again to leave it open.`);
        return;
      }
      run(async () => {
        const spent = activeTime.take();
        // What is not asked any more goes with the commit and not before: until then, undo and the condition bring it back.
        draft.change((now) => ({
          ...withoutUnasked(
            now,
            rubric.questions,
            claims.map(({ key }) => key),
          ),
          active_ms: { ...now.active_ms, [stage]: now.active_ms[stage] + spent },
        }));
        await draft.flush();
        const sent = {
          confession,
          body: draft.latest(),
          draft_version: draft.version(),
          rubric: item.rubric,
        };
        if (stage < item.last_stage) {
          take(await client.labels.commitStage({ ...sent, stage }));
          return;
        }
        const submitted = await client.labels.submit(sent);
        queries.setQueryData(api.labels.get.queryKey({ input: { confession } }), submitted);
        lastSent = confession;
        await leave();
      });
    },
    undo: () => {
      if (draft.canUndo) draft.undo();
      else if (item.can_undo) run(async () => take(await client.labels.undo({ confession })));
      else if (lastSent !== undefined && lastSent !== confession) run(takeBack.bind(undefined, lastSent));
    },
    redo: () => {
      if (draft.canRedo) draft.redo();
      else if (item.can_redo) run(async () => take(await client.labels.redo({ confession })));
    },
    reopen: () => run(async () => take(await client.labels.reopen({ confession }))),
    setAside: (reason) =>
      run(async () => {
        await draft.flush();
        if (setting === 'skip') await client.labels.skip({ confession, ...reason });
        else await client.labels.flag({ confession, reason: reason.reason });
        lastSent = confession;
        await leave();
      }),
    goTo: (direction, openOnly) => run(() => move(direction, openOnly)),
  };
}
