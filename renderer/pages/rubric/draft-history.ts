import { type DraftBody, isSame } from './draft.ts';
import type { Change } from './draft-changes.ts';

/** What is edited: the rubric, and its JSON as typed where that has form of its own (or is not yet JSON). */
export interface Snapshot {
  body: DraftBody;
  /** Null: the text follows from the rubric. */
  text: string | null;
}

export interface History {
  now: Snapshot;
  past: readonly Snapshot[];
  future: readonly Snapshot[];
  /** The field of the last change: typing on in it is one step to undo. */
  last: string | null;
}

const MOST_STEPS = 200;

export function beginHistory(body: DraftBody): History {
  return { now: { body, text: null }, past: [], future: [], last: null };
}

/** Puts what comes next in place. `field`: steps of the same field in a row are one; null: a step of its own. */
export function step(history: History, next: Snapshot, field: string | null): History {
  const { now } = history;
  if (next.text === now.text && isSame(next.body, now.body)) return history;
  if (field !== null && field === history.last) return { ...history, now: next, future: [] };
  return { now: next, past: [...history.past, now].slice(-MOST_STEPS), future: [], last: field };
}

export function change(history: History, change: Change, field: string | null): History {
  return step(history, { body: change(history.now.body), text: null }, field);
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    now: before,
    past: history.past.slice(0, -1),
    future: [history.now, ...history.future],
    last: null,
  };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { now: next, past: [...history.past, history.now], future, last: null };
}
