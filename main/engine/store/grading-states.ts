import { GRADING_STATES, type GradingStateName } from '../../../shared/domain/vocabulary.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';
import { plantedNumbers } from './planted.ts';

/** The last confession that landed, and how many did since `known`: most numbers follow each other without a gap. */
export const LAST_LANDED = 'SELECT max(id) FROM confessions WHERE id > @known AND id < @horizon';
export const COUNT_LANDED = 'SELECT count(*) FROM confessions WHERE id > @known AND id < @horizon';
/** Confessions that landed since `known`. */
export const LANDED_SINCE = 'SELECT id FROM confessions WHERE id > @known AND id < @horizon ORDER BY id';
/** The grader's labels of those; labels come first, for most confessions have none. */
export const LABELS_OF_LANDED = `
  SELECT f.id, c.state FROM current_labels c CROSS JOIN confessions f ON f.hash = c.confession
  WHERE c.grader = @grader AND f.id > @known AND f.id < @horizon`;
/** What the grader's labels are now that were revised since a revision, wherever that was done. */
export const REVISED_SINCE = `
  SELECT f.id, c.state FROM label_revisions r
  CROSS JOIN current_labels c ON c.grader = r.grader AND c.confession = r.confession
  CROSS JOIN confessions f ON f.hash = c.confession
  WHERE r.number > @revision AND r.grader = @grader AND f.id < @horizon`;
/** Items that have a draft and no revision yet: a handful. */
export const BEGUN = `
  SELECT f.id FROM drafts d CROSS JOIN confessions f ON f.hash = d.confession
  WHERE d.grader = @grader AND f.id < @horizon
    AND NOT EXISTS (SELECT 1 FROM current_labels c WHERE c.grader = d.grader AND c.confession = d.confession)`;

const NOT_STARTED = 0;
const DRAFT = GRADING_STATES.indexOf('draft');

/**
 * Where one grader stands with every confession, in memory, so that the next open one of 100,000 is found without
 * reading the rest. The tables are the truth: each question first takes in what was revised since, by the number that
 * revisions are added under, also by other windows and processes. Confessions only ever come; those of an import under
 * way are not here yet.
 */
export class GradingStates {
  readonly #store: ReadableStore;
  readonly #grader: string;
  /** States by confession, as places in GRADING_STATES. */
  #states = new Uint8Array(1024);
  #known = 0;
  /** The newest revision taken in; undefined before the first question. */
  #revision: number | undefined;
  /** Confessions in the dataset's order. */
  readonly ids: number[] = [];
  /** Place in that order, by confession. */
  #places = new Int32Array(1024).fill(-1);

  constructor(store: ReadableStore, grader: string) {
    this.#store = store;
    this.#grader = grader;
  }

  /** Takes in what has changed since the last question. */
  refresh(): void {
    const bound = { grader: this.#grader, horizon: horizonOf(this.#store).confession };
    // Read first: what is revised meanwhile is then taken in twice, never missed.
    const newest = statement(this.#store, 'SELECT coalesce(max(number), 0) FROM label_revisions')
      .pluck()
      .get() as number;
    const landed = this.#landed(bound.horizon);
    const last = landed.at(-1);
    if (last !== undefined) {
      this.#makeRoomFor(last);
      // Planted ones are met by whoever was given them, in the queue of what was given.
      const planted = plantedNumbers(this.#store);
      for (const id of landed) {
        if (planted.has(id)) continue;
        this.#places[id] = this.ids.length;
        this.ids.push(id);
      }
      this.#take(LABELS_OF_LANDED, { ...bound, known: this.#known });
      this.#known = last;
    }
    if (this.#revision !== undefined && newest > this.#revision)
      this.#take(REVISED_SINCE, { ...bound, revision: this.#revision });
    this.#revision = newest;
  }

  /** What landed since the last question, in its order. Where no number is left out, no row is fetched to know it. */
  #landed(horizon: number): readonly number[] {
    const known = this.#known;
    const last = statement(this.#store, LAST_LANDED).pluck().get({ known, horizon }) as number | null;
    if (last === null) return [];
    const count = statement(this.#store, COUNT_LANDED).pluck().get({ known, horizon }) as number;
    if (count === last - known) return Array.from({ length: count }, (_, at) => known + 1 + at);
    return statement(this.#store, LANDED_SINCE).pluck().all({ known, horizon }) as number[];
  }

  #take(sql: string, bound: Record<string, unknown>): void {
    const rows = statement(this.#store, sql).raw().all(bound) as [id: number, state: GradingStateName][];
    for (const [id, state] of rows) this.#states[id] = GRADING_STATES.indexOf(state);
  }

  #makeRoomFor(id: number): void {
    if (id < this.#states.length) return;
    const size = Math.max(id + 1, this.#states.length * 2);
    const states = new Uint8Array(size);
    states.set(this.#states);
    this.#states = states;
    const places = new Int32Array(size).fill(-1);
    places.set(this.#places);
    this.#places = places;
  }

  /** Place in the dataset's order, or -1. */
  placeOf(id: number): number {
    return this.#places[id] ?? -1;
  }

  /** Neither submitted, skipped nor flagged. */
  isOpen(id: number): boolean {
    return (this.#states[id] ?? NOT_STARTED) <= DRAFT;
  }

  /** Drafts without a revision are read when they are asked for. */
  stateOf(id: number, begun: ReadonlySet<number>): GradingStateName {
    const state = this.#states[id] ?? NOT_STARTED;
    if (state === NOT_STARTED) return begun.has(id) ? 'draft' : 'not_started';
    return GRADING_STATES[state] ?? 'not_started';
  }

  begun(): ReadonlySet<number> {
    const bound = { grader: this.#grader, horizon: horizonOf(this.#store).confession };
    return new Set(statement(this.#store, BEGUN).pluck().all(bound) as number[]);
  }
}
