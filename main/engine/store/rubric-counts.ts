import { setImmediate as breathe } from 'node:timers/promises';
import { type ReadableStore, statement } from './handles.ts';

/** So many revisions are taken in at once: some 20 ms, in which nothing else is answered. */
const SLICE = 2_000;

/**
 * Submitted labels by the version that they answer, of those that have a revision in (@from, @to], as they stood when
 * @at was the newest revision. Which version a label answers stands in its record alone, and records are long.
 */
export const COUNT_BY_RUBRIC = `
  SELECT json_extract(r.record, '$.rubric') AS rubric, count(*) AS labels
  FROM (SELECT DISTINCT confession, grader FROM label_revisions WHERE number > @from AND number <= @to) t
  CROSS JOIN label_revisions r ON r.number = (
    SELECT o.number FROM label_revisions o
    WHERE o.confession = t.confession AND o.grader = t.grader AND o.number <= @at
    ORDER BY o.revision DESC, o.id DESC LIMIT 1)
  WHERE r.state = 'submitted' GROUP BY 1`;

/**
 * How many labels answer each version, kept beside the open dataset. Revisions are only ever added, so what is counted
 * stays counted: each question takes in those that came since, also from other windows and processes.
 */
class RubricCounts {
  readonly #store: ReadableStore;
  readonly #counts = new Map<string, number>();
  #counted = 0;
  #counting: Promise<void> | undefined;

  constructor(store: ReadableStore) {
    this.#store = store;
  }

  async counts(): Promise<ReadonlyMap<string, number>> {
    this.#counting ??= this.#takeIn().finally(() => {
      this.#counting = undefined;
    });
    await this.#counting;
    return this.#counts;
  }

  async #takeIn(): Promise<void> {
    for (;;) {
      const newest = statement(this.#store, 'SELECT coalesce(max(number), 0) FROM label_revisions')
        .pluck()
        .get() as number;
      const to = Math.min(newest, this.#counted + SLICE);
      if (to <= this.#counted) return;
      this.#add(to, this.#counted, -1);
      this.#add(to, to, 1);
      this.#counted = to;
      await breathe();
    }
  }

  /** What the labels touched up to `to` were worth when `at` was the newest revision. */
  #add(to: number, at: number, sign: 1 | -1): void {
    const bound = { from: this.#counted, to, at };
    const rows = statement(this.#store, COUNT_BY_RUBRIC).all(bound) as { rubric: string; labels: number }[];
    for (const { rubric, labels } of rows)
      this.#counts.set(rubric, (this.#counts.get(rubric) ?? 0) + sign * labels);
  }
}

const kept = new WeakMap<ReadableStore, RubricCounts>();

/** Submitted labels, as they stand now, by the version that they answer. */
export function countLabelsByRubric(store: ReadableStore): Promise<ReadonlyMap<string, number>> {
  const counts = kept.get(store) ?? new RubricCounts(store);
  kept.set(store, counts);
  return counts.counts();
}
