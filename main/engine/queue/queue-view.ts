import type { QueueProgress } from '../../../shared/contract/queue.ts';
import type { GradingStateName } from '../../../shared/domain/vocabulary.ts';
import { GradingStates } from '../store/grading-states.ts';
import type { ReadableStore, WritableStore } from '../store/handles.ts';
import { findQueue, listQueueItems, queueLength, type StoredQueue } from '../store/queue.ts';
import { isLaidDown, takeInWhatCame } from './lay-down.ts';

/**
 * A grader's queue as it is now, held in memory beside the grader's states: place, length and the next open item cost
 * no scan. What is laid down is read once and again where another window chose or appended.
 */
export class QueueView {
  readonly #store: ReadableStore;
  readonly #grader: string;
  readonly #states: GradingStates;
  #queue: StoredQueue | undefined;
  #laid: number[] = [];
  #places = new Map<number, number>();
  #readOf = '';

  constructor(store: ReadableStore, grader: string) {
    this.#store = store;
    this.#grader = grader;
    this.#states = new GradingStates(store, grader);
  }

  /** Takes in what was chosen, appended, imported or graded since. */
  refresh(writable: WritableStore | undefined): void {
    if (writable !== undefined && this.#grader !== '') takeInWhatCame(writable, this.#grader);
    this.#states.refresh();
    this.#queue = findQueue(this.#store, this.#grader);
    if (!isLaidDown(this.#queue)) return;
    if (this.#queue.id !== this.#readOf) {
      this.#laid = [];
      this.#places = new Map();
      this.#readOf = this.#queue.id;
    }
    const length = queueLength(this.#store, this.#grader);
    if (length === this.#laid.length) return;
    for (const id of listQueueItems(this.#store, this.#grader, this.#laid.length)) {
      this.#places.set(id, this.#laid.length);
      this.#laid.push(id);
    }
  }

  get queue(): StoredQueue | undefined {
    return this.#queue;
  }

  get #ids(): readonly number[] {
    return isLaidDown(this.#queue) ? this.#laid : this.#states.ids;
  }

  get length(): number {
    return this.#ids.length;
  }

  at(place: number): number | undefined {
    return this.#ids[place];
  }

  /** Place in the queue, or -1. */
  placeOf(id: number): number {
    return isLaidDown(this.#queue) ? (this.#places.get(id) ?? -1) : this.#states.placeOf(id);
  }

  stateOf(id: number): GradingStateName {
    return this.#states.stateOf(id, this.#states.begun());
  }

  /** The place of the nearest open item from `place` on, that one included, in one direction; -1 where there is none. */
  findOpen(place: number, by: 1 | -1): number {
    const ids = this.#ids;
    for (let at = place; at >= 0 && at < ids.length; at += by) {
      const id = ids[at];
      if (id !== undefined && this.#states.isOpen(id)) return at;
    }
    return -1;
  }

  progress(): QueueProgress {
    const begun = this.#states.begun();
    const counts = { not_started: 0, draft: 0, submitted: 0, skipped: 0, flagged: 0 };
    for (const id of this.#ids) counts[this.#states.stateOf(id, begun)] += 1;
    return { ...counts, total: this.#ids.length };
  }
}

const views = new WeakMap<ReadableStore, Map<string, QueueView>>();

/** The queue of a grader in an open dataset, up to date. `writable` where what came since may be appended. */
export function queueView(
  store: ReadableStore,
  grader: string,
  writable: WritableStore | undefined,
): QueueView {
  let ofStore = views.get(store);
  if (ofStore === undefined) {
    ofStore = new Map();
    views.set(store, ofStore);
  }
  let view = ofStore.get(grader);
  if (view === undefined) {
    view = new QueueView(store, grader);
    ofStore.set(grader, view);
  }
  view.refresh(writable);
  return view;
}
