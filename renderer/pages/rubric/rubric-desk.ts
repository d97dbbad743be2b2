import type { Rubric } from '../../../shared/domain/rubric.ts';
import { type DraftBody, draftOf, isSame } from './draft.ts';
import type { Change } from './draft-changes.ts';
import * as history from './draft-history.ts';
import { keepDraft, takeUpDraft } from './draft-keeping.ts';
import { readText } from './json-text.ts';

export interface Base {
  id: string;
  body: DraftBody;
}

export interface DeskState {
  /** The version that is edited. */
  base: Base;
  steps: history.History;
  /** When the first change was made; null while there is none. */
  begunAt: string | null;
  /** Why the draft is in this window alone; null where it is kept. */
  notKept: string | null;
}

/** The draft of one dataset in this window. It outlives the page, and by the browser's storage the window. */
class RubricDesk {
  readonly #dataset: string;
  readonly #listeners = new Set<() => void>();
  #state: DeskState | undefined;
  #beginning: Promise<void> | undefined;

  constructor(dataset: string) {
    this.#dataset = dataset;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): DeskState | undefined => this.#state;

  /** Takes up the draft that was left, or begins with the version in force. Where nothing was changed, follows it. */
  async begin(inForce: Rubric): Promise<void> {
    this.#beginning ??= takeUpDraft(this.#dataset).then((kept) => {
      if (kept === undefined) return;
      const steps = history.beginHistory(kept.base.body);
      this.#set({
        base: kept.base,
        steps: history.step(steps, { body: kept.body, text: kept.text }, null),
        begunAt: kept.begun_at,
        notKept: null,
      });
    });
    await this.#beginning;
    const now = this.#state;
    if (now === undefined || (now.begunAt === null && now.base.id !== inForce.id)) this.rest(inForce);
  }

  change(change: Change, field: string | null = null): void {
    this.#step((steps) => history.change(steps, change, field));
  }

  replace(body: DraftBody): void {
    this.change(() => body);
  }

  /** The JSON as it is typed. What it says comes into the form as soon as it is a rubric's. */
  type(text: string): void {
    this.#step((steps) => {
      const body = readText(text).body ?? steps.now.body;
      return history.step(steps, { body, text }, 'json');
    });
  }

  undo(): void {
    this.#step(history.undo);
  }

  redo(): void {
    this.#step(history.redo);
  }

  /** Back to the version that was edited; undo gives the draft back. */
  drop(): void {
    const { base } = this.#state ?? {};
    if (base !== undefined) this.replace(base.body);
  }

  /** Goes on with the draft as a change of another version: of what another window saved. */
  rebase(rubric: Rubric): void {
    if (this.#state !== undefined)
      this.#put({ ...this.#state, base: { id: rubric.id, body: draftOf(rubric) } });
  }

  /** `sent` became this version. What was typed while it was on its way goes on as a draft on top of it. */
  settle(rubric: Rubric, sent: history.Snapshot): void {
    const now = this.#state?.steps.now;
    if (now !== undefined && (now.text !== sent.text || !isSame(now.body, sent.body))) this.rebase(rubric);
    else this.rest(rubric);
  }

  /** This version is what the dataset has: nothing is open. What was before stays to be undone. */
  rest(rubric: Rubric): void {
    const body = draftOf(rubric);
    const steps =
      this.#state === undefined
        ? history.beginHistory(body)
        : history.step(this.#state.steps, { body, text: null }, null);
    this.#put({ base: { id: rubric.id, body }, steps, begunAt: null, notKept: null });
  }

  #step(next: (steps: history.History) => history.History): void {
    const now = this.#state;
    if (now === undefined) return;
    const steps = next(now.steps);
    if (steps !== now.steps) this.#put({ ...now, steps });
  }

  /** Every change is kept at once: no moment in which a crash could take it. */
  #put(state: DeskState): void {
    const { body, text } = state.steps.now;
    const isOpen = !isSame(body, state.base.body) || (text !== null && readText(text).body === undefined);
    const begunAt = isOpen ? (state.begunAt ?? new Date().toISOString()) : null;
    const draft = begunAt === null ? null : { base: state.base, body, text, begun_at: begunAt };
    this.#set({ ...state, begunAt, notKept: keepDraft(this.#dataset, draft) });
  }

  #set(state: DeskState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export type { RubricDesk };

const desks = new Map<string, RubricDesk>();

/** The desk of a dataset, the same as long as the window lives. */
export function deskOf(dataset: string): RubricDesk {
  const desk = desks.get(dataset) ?? new RubricDesk(dataset);
  desks.set(dataset, desk);
  return desk;
}
