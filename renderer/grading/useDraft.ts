import { ORPCError } from '@orpc/client';
import { hashKey } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { engineState } from '../engine-state.ts';
import { shell } from '../shell.ts';
import type { DraftHold, DraftRoad, Held, SaveStatus, Sent } from './draft-hold.ts';
import { forgetUnsettled, keepUnsettled, unsettledOf } from './unsettled-drafts.ts';

/** A pause in typing after which the draft is saved. Whatever else changes is saved at once. */
const SAVE_AFTER_MS = 300;
/** Typing without a pause is saved all the same after this long. */
const SAVE_LATEST_MS = 2000;
/** Letters typed into one text with no longer pause are undone together. */
const TYPING_MS = 1500;

const UNSETTLED = 'This was changed while it was sent. Say first, above the questions, which version stays.';

const NOT_SAVED_THEN = 'It could not be saved when you left it.';

function savedStatus(at: string | null): SaveStatus<never> {
  return at === null ? { kind: 'clean' } : { kind: 'saved', at };
}

function isOpen({ state }: Pick<Held<unknown>, 'state'>): boolean {
  return state === 'not_started' || state === 'draft';
}

/**
 * The draft of what is in hand: kept here at once, on the disk shortly after. Says "saved" only when the engine
 * answered, and one save follows the other, so that versions never cross. Use it in a component keyed by what is in
 * hand.
 */
export function useDraftOf<Body, State extends Held<Body>>(
  item: State,
  road: DraftRoad<Body, State>,
): DraftHold<Body, State> {
  const [left] = useState(() => unsettledOf(road.name, item.body));
  const begins = left?.body ?? item.body;
  const [body, setBody] = useState<Body>(begins);
  const [status, setStatus] = useState<SaveStatus<State>>(() =>
    left === undefined
      ? savedStatus(item.saved_at)
      : left.isConflict
        ? { kind: 'conflict', theirs: item, isOwn: left.isOwn }
        : { kind: 'failed', why: NOT_SAVED_THEN },
  );
  const [past, setPast] = useState<Body[]>([]);
  const [future, setFuture] = useState<Body[]>([]);
  const latest = useRef<Body>(begins);
  const onDisk = useRef<Body>(item.body);
  const savedAt = useRef(item.saved_at);
  const isClosed = useRef(!isOpen(item));
  const version = useRef(item.draft_version);
  const typed = useRef<{ field: string; at: number } | undefined>(undefined);
  /** What was handed to the engine last: it may be on the disk although the engine fell before it answered. */
  const sent = useRef<Body | undefined>(undefined);
  const running = useRef<Promise<void> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** When the first change that is not sent yet was made. */
  const dirtySince = useRef<number | undefined>(undefined);
  const roads = useRef(road);
  roads.current = road;
  const isInConflict = useRef(false);
  isInConflict.current = status.kind === 'conflict';
  /** The revision that this window's own act made last: it was taken up when the act ended. */
  const own = useRef<number | undefined>(undefined);
  const made = item.revision;
  const [begun, setBegun] = useState(made);
  const isUnsaved = latest.current !== onDisk.current;
  // What was painted from what was fetched ahead, or on an earlier visit, may be behind what another window did since.
  // Where nothing was changed here, that one simply stands. Within one revision what is here is the latest: an item
  // that is only read anew changes nothing.
  const isElsewheres = begun !== made && own.current !== made;
  if (!isUnsaved && (isElsewheres || item.draft_version > version.current)) {
    setPast([]);
    setFuture([]);
    takeUp(item);
  }
  if (begun !== made) {
    setBegun(made);
    // What was changed here is in no revision yet: it is kept, beside the other window's.
    if (isUnsaved && isElsewheres) setStatus({ kind: 'conflict', theirs: item, isOwn: false });
  }

  /** What the engine has is what is here. */
  function takeUp(state: State): void {
    latest.current = state.body;
    onDisk.current = state.body;
    isClosed.current = !isOpen(state);
    savedAt.current = state.saved_at;
    typed.current = undefined;
    version.current = state.draft_version;
    setBody(state.body);
    setStatus(savedStatus(state.saved_at));
  }

  /** Sends what is here now, unless it is on the disk already. */
  const sendLatest = useCallback(async (): Promise<void> => {
    dirtySince.current = undefined;
    const saving = latest.current;
    if (saving === onDisk.current) {
      // Taken back before it was sent: what is here is on the disk already.
      shell.setUnsaved(false);
      setStatus((now) => (now.kind === 'saving' ? savedStatus(savedAt.current) : now));
      return;
    }
    // Sent by this window while this was changed: the engine would refuse it as another window's.
    if (isClosed.current) throw new Error(UNSETTLED);
    try {
      sent.current = saving;
      const saved = await roads.current.save(saving, version.current);
      version.current = saved.draft_version;
      onDisk.current = saving;
      savedAt.current = saved.saved_at;
      roads.current.remember(saving, saved);
      const isAll = latest.current === saving;
      setStatus(isAll ? { kind: 'saved', at: saved.saved_at } : { kind: 'saving' });
      shell.setUnsaved(!isAll);
    } catch (error) {
      setStatus(await statusAfter(error, roads.current.get));
      throw error;
    }
  }, []);

  const save = useCallback((): Promise<void> => {
    // Each waits for the one before it, also where several wait: two with the same version would refuse each other.
    const run = (running.current ?? Promise.resolve()).catch(() => {}).then(sendLatest);
    running.current = run;
    return run;
  }, [sendLatest]);

  const put = useCallback(
    (next: Body, isTyping = false) => {
      latest.current = next;
      setBody(next);
      shell.setUnsaved(true);
      // "Saved" is said of what is here now, or not at all; what went wrong is said until it is mended.
      setStatus((now) => (now.kind === 'failed' || now.kind === 'conflict' ? now : { kind: 'saving' }));
      dirtySince.current ??= performance.now();
      const left = SAVE_LATEST_MS - (performance.now() - dirtySince.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => void save().catch(() => {}),
        isTyping ? Math.max(0, Math.min(SAVE_AFTER_MS, left)) : 0,
      );
    },
    [save],
  );

  const change = useCallback(
    (next: (body: Body) => Body) => {
      const before = latest.current;
      const after = next(before);
      if (after === before) return;
      const field = roads.current.typedInto(before, after);
      const now = performance.now();
      const goesOn =
        field !== undefined && typed.current?.field === field && now - typed.current.at < TYPING_MS;
      typed.current = field === undefined ? undefined : { field, at: now };
      if (!goesOn) setPast((list) => [...list, before]);
      setFuture([]);
      put(after, field !== undefined);
    },
    [put],
  );

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    await save();
  }, [save]);

  const act = async (run: (sent: Sent<Body>) => Promise<State>, options: { save: boolean }) => {
    // Saves wait for it as for one of themselves: none may come between what is sent and what comes of it.
    const ended = (running.current ?? Promise.resolve())
      .catch(() => {})
      .then(async () => {
        if (options.save) await sendLatest();
        const state = await run({ body: onDisk.current, draft_version: version.current });
        own.current = state.revision;
        const { current: now } = latest;
        const isChanged = now !== onDisk.current;
        takeUp(state);
        setPast(isChanged ? [state.body] : []);
        setFuture([]);
        if (!isChanged) return state;
        const kept = roads.current.fitting?.(now, state) ?? now;
        latest.current = kept;
        setBody(kept);
        setStatus(isOpen(state) ? { kind: 'saving' } : { kind: 'conflict', theirs: state, isOwn: true });
        return state;
      });
    running.current = ended.then(
      () => {},
      () => {},
    );
    const state = await ended;
    if (isOpen(state)) void save().catch(() => {});
    return state;
  };

  useEffect(() => {
    const resume = async () => {
      if (engineState.get() !== 'running' || latest.current === onDisk.current) return;
      const there = await roads.current.get();
      if (sent.current !== undefined && hashKey([there.body]) === hashKey([sent.current])) {
        version.current = there.draft_version;
        onDisk.current = sent.current;
        savedAt.current = there.saved_at;
        shell.setUnsaved(latest.current !== sent.current);
        setStatus(savedStatus(there.saved_at));
      }
      await flush();
    };
    return engineState.subscribe(() => void resume().catch(() => {}));
  }, [flush]);

  useEffect(() => {
    const { name } = roads.current;
    forgetUnsettled(name);
    const stop = shell.onBeforeClose(flush);
    return () => {
      stop();
      const keep = (isConflict: boolean) =>
        keepUnsettled(name, { body: latest.current, isConflict, isOwn: isClosed.current });
      // Known to be refused: it must be here however soon one is back.
      if (isInConflict.current) keep(true);
      else void flush().catch((error: unknown) => keep(isConflict(error)));
    };
  }, [flush]);

  return {
    body,
    latest: () => latest.current,
    status,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    change,
    undo: () => {
      const before = past.at(-1);
      if (before === undefined) return;
      typed.current = undefined;
      setPast(past.slice(0, -1));
      setFuture([...future, latest.current]);
      put(before);
    },
    redo: () => {
      const after = future.at(-1);
      if (after === undefined) return;
      typed.current = undefined;
      setFuture(future.slice(0, -1));
      setPast([...past, latest.current]);
      put(after);
    },
    flush,
    act,
    retry: () => void flush().catch(() => {}),
    keepMine: () => {
      if (status.kind !== 'conflict') return;
      const { theirs } = status;
      own.current = theirs.revision;
      onDisk.current = theirs.body;
      version.current = theirs.draft_version;
      void flush().catch(() => {});
    },
    takeTheirs: () => {
      if (status.kind !== 'conflict') return;
      const { theirs } = status;
      own.current = theirs.revision;
      version.current = theirs.draft_version;
      onDisk.current = theirs.body;
      savedAt.current = theirs.saved_at;
      // A step of its own, however little differs: undo must give this window's back.
      typed.current = undefined;
      change(() => theirs.body);
      setStatus(savedStatus(theirs.saved_at));
    },
    goOnFrom: (theirs) => {
      clearTimeout(timer.current);
      own.current = theirs.revision;
      setPast([]);
      setFuture([]);
      takeUp(theirs);
      shell.setUnsaved(false);
    },
  };
}

/** Whether a save failed because there is another version: another window's, or the one that this window sent. */
function isConflict(error: unknown): boolean {
  return error instanceof ORPCError
    ? error.code === 'LABEL_CONFLICT'
    : error instanceof Error && error.message === UNSETTLED;
}

/** A save that failed because of another window shows what that one saved; any other says why. */
async function statusAfter<State>(error: unknown, get: () => Promise<State>): Promise<SaveStatus<State>> {
  if (error instanceof ORPCError && error.code === 'LABEL_CONFLICT') {
    const theirs = await get().catch(() => undefined);
    if (theirs !== undefined) return { kind: 'conflict', theirs, isOwn: false };
  }
  return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
}
