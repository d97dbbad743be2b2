import type { WritableStore } from '../handles.ts';

/** One step of the layout. A number is never reused and a released file never edited: the next one puts it right. */
export interface Migration {
  version: number;
  name: string;
  /** Runs inside the transaction that also sets `user_version`. */
  up(store: WritableStore): void;
}
