import type { ItemState } from '../../shared/contract/grading.ts';
import type { LabelBody } from '../../shared/domain/label.ts';

/** A draft as pages hold it, and the road on which it reaches the disk (useDraft.ts). */

/** What is in hand, as the engine knows it: a label, or a comparison. */
export interface Held<Body> {
  state: 'not_started' | 'draft' | 'submitted' | 'skipped' | 'flagged';
  body: Body;
  draft_version: number;
  saved_at: string | null;
  revision: number;
}

/** What an act works on: what is on the disk. */
export interface Sent<Body> {
  body: Body;
  draft_version: number;
}

export interface Saved {
  draft_version: number;
  saved_at: string;
}

/** How what is in hand reaches the disk, and how its fields are told apart. */
export interface DraftRoad<Body, State extends Held<Body>> {
  /** Of what is in hand, among all that ever is in this window. */
  name: string;
  save(body: Body, version: number): Promise<Saved>;
  get(): Promise<State>;
  /** Who comes back to it finds it as it was left, without asking. */
  remember(body: Body, saved: Saved): void;
  /** What may stay of a change that was made while an act was under way: `state` is what came of the act. */
  fitting?(body: Body, state: State): Body;
  /** The one text that was typed into, where nothing else changed: letters typed on are undone together. */
  typedInto(before: Body, after: Body): string | undefined;
}

export type SaveStatus<State = ItemState> =
  | { kind: 'clean' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; why: string }
  /**
   * Another window changed the label, or this one sent it (`isOwn`) while something was changed here; `theirs` is what is
   * on the disk.
   */
  | { kind: 'conflict'; theirs: State; isOwn: boolean };

export interface DraftHold<Body = LabelBody, State = ItemState> {
  body: Body;
  /** The body as it is now, also between two renders. */
  latest: () => Body;
  status: SaveStatus<State>;
  canUndo: boolean;
  canRedo: boolean;
  /** Changes the body; the change can be undone and is saved by itself. */
  change(next: (body: Body) => Body): void;
  undo(): void;
  redo(): void;
  /** Saves what is not saved yet and waits for the disk. Throws where that fails. */
  flush(): Promise<void>;
  /**
   * Does what gives the label a new revision, and goes on from that one. What is changed while it is under way is kept:
   * saved after it, or beside it as a conflict where it closed the label. `save`: what is not saved yet goes first.
   */
  act(run: (sent: Sent<Body>) => Promise<State>, options: { save: boolean }): Promise<State>;
  retry(): void;
  /** After a conflict: writes this window's label over the other's. */
  keepMine(): void;
  /** After a conflict: takes the other's label; undo gives this window's back. */
  takeTheirs(): void;
  /** After a conflict with what cannot be written over: goes on from it, and lets go of this window's. */
  goOnFrom(theirs: State): void;
}
