import type { OthersLabels, QueueMode } from '../../../shared/grading/queue-order.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** The queue that a grader chose: its row, and its items in their order where they are laid down. */

export interface StoredQueue {
  /** New with each choice. */
  id: string;
  mode: QueueMode;
  seed: number | null;
  /** How many transcripts it was narrowed to; null where it is open to all. */
  narrowed_to: number | null;
  chosen_at: string;
  /** The last confession and assignment that were taken into it. */
  last_confession: number;
  last_assignment: number;
}

export const FIND_QUEUE = `
  SELECT id, mode, seed, narrowed_to, chosen_at, last_confession, last_assignment FROM queues WHERE grader = ?`;

export function findQueue(store: ReadableStore, grader: string): StoredQueue | undefined {
  return statement(store, FIND_QUEUE).get(grader) as StoredQueue | undefined;
}

/** Puts a queue in the place of the one that the grader had; its items are gone with it. */
export function replaceQueue(store: WritableStore, grader: string, queue: StoredQueue): void {
  statement(store, 'DELETE FROM queues WHERE grader = ?').run(grader);
  statement(
    store,
    `INSERT INTO queues (grader, id, mode, seed, narrowed_to, chosen_at, last_confession, last_assignment)
     VALUES (@grader, @id, @mode, @seed, @narrowed_to, @chosen_at, @last_confession, @last_assignment)`,
  ).run({ grader, ...queue });
}

/** Lays items down after those that are there. */
export function appendQueueItems(
  store: WritableStore,
  grader: string,
  from: number,
  confessions: readonly number[],
): void {
  const insert = statement(store, 'INSERT INTO queue_items (grader, position, confession) VALUES (?, ?, ?)');
  for (const [index, confession] of confessions.entries()) insert.run(grader, from + index, confession);
}

export function setQueueEnds(
  store: WritableStore,
  grader: string,
  ends: Pick<StoredQueue, 'last_confession' | 'last_assignment'>,
): void {
  statement(
    store,
    `UPDATE queues SET last_confession = @last_confession, last_assignment = @last_assignment
     WHERE grader = @grader`,
  ).run({ grader, ...ends });
}

export const QUEUE_LENGTH = 'SELECT coalesce(max(position) + 1, 0) FROM queue_items WHERE grader = ?';
export const QUEUE_ITEMS_FROM =
  'SELECT confession FROM queue_items WHERE grader = ? AND position >= ? ORDER BY position';

export function queueLength(store: ReadableStore, grader: string): number {
  return statement(store, QUEUE_LENGTH).pluck().get(grader) as number;
}

/** From a place on, in their order. */
export function listQueueItems(store: ReadableStore, grader: string, from: number): number[] {
  return statement(store, QUEUE_ITEMS_FROM).pluck().all(grader, from) as number[];
}

/** The transcripts that a laid down queue holds something of. */
export function listQueuedTranscripts(store: ReadableStore, grader: string): string[] {
  return statement(
    store,
    `SELECT DISTINCT t.transcript_id FROM queue_items q JOIN confessions f ON f.id = q.confession
     JOIN transcripts t ON t.id = f.transcript WHERE q.grader = ?`,
  )
    .pluck()
    .all(grader) as string[];
}

export interface Candidate {
  id: number;
  hash: string;
  transcript: number;
  /** The number of its assignment, where it has a place in a plan. */
  planned?: number | null;
}

const CANDIDATE = 'f.id, lower(hex(f.hash)) AS hash, f.transcript';

/** The number of the last confession that has landed, 0 where there is none. */
export function lastLanded(store: ReadableStore): number {
  return statement(store, 'SELECT coalesce(max(id), 0) FROM confessions WHERE id < ?')
    .pluck()
    .get(horizonOf(store).confession) as number;
}

const NOT_PLANTED = 'f.hash NOT IN (SELECT confession FROM planted_confessions)';

/** Confessions after one that have landed, of some transcripts or of all, in the dataset's order; without planted ones. */
export function listCandidates(
  store: ReadableStore,
  after: number,
  transcriptIds?: readonly string[],
): Candidate[] {
  const bound = { after, horizon: horizonOf(store).confession };
  if (transcriptIds === undefined) {
    return statement(
      store,
      `SELECT ${CANDIDATE} FROM confessions f WHERE f.id > @after AND f.id < @horizon AND ${NOT_PLANTED}
       ORDER BY f.id`,
    ).all(bound) as Candidate[];
  }
  return statement(
    store,
    `SELECT ${CANDIDATE} FROM confessions f WHERE f.id > @after AND f.id < @horizon AND f.transcript IN
       (SELECT t.id FROM transcripts t WHERE t.transcript_id IN (SELECT value FROM json_each(@chosen)))
       AND ${NOT_PLANTED} ORDER BY f.id`,
  ).all({ ...bound, chosen: JSON.stringify(transcriptIds) }) as Candidate[];
}

/** What the grader was given after an assignment, where its confession has landed. */
export function listAssignedCandidates(
  store: ReadableStore,
  grader: string,
  after: { assignment: number; confession: number },
  transcriptIds?: readonly string[],
): Candidate[] {
  // What was assigned before its confession came is taken in when it has come.
  return statement(
    store,
    `SELECT ${CANDIDATE}, iif(a.position IS NULL, NULL, a.number) AS planned
     FROM assignments a JOIN confessions f ON f.hash = a.confession
     WHERE a.grader = @grader AND a.withdrawn = 0 AND f.id < @horizon AND (a.number > @assignment OR f.id > @confession)
       AND (@chosen IS NULL OR f.transcript IN
         (SELECT t.id FROM transcripts t WHERE t.transcript_id IN (SELECT value FROM json_each(@chosen))))
     ORDER BY f.id`,
  ).all({
    grader,
    horizon: horizonOf(store).confession,
    chosen: transcriptIds === undefined ? null : JSON.stringify(transcriptIds),
    ...after,
  }) as Candidate[];
}

export function lastAssignment(store: ReadableStore): number {
  return statement(store, 'SELECT coalesce(max(number), 0) FROM assignments').pluck().get() as number;
}

/** What the submitted labels of others say, by confession, where there are at least two. */
export function listOthersLabels(store: ReadableStore, grader: string): Map<string, OthersLabels> {
  const rows = statement(
    store,
    `SELECT lower(hex(confession)) AS hash, count(*) AS labels, max(honesty) - min(honesty) AS honesty_spread,
       count(DISTINCT coalesce(outcome_strict, misbehaved)) AS outcomes, avg(coalesce(misbehaved = 'unsure', 0)) AS unsure
     FROM current_labels WHERE state = 'submitted' AND grader <> ?
     GROUP BY confession HAVING count(*) >= 2`,
  ).all(grader) as ({ hash: string } & OthersLabels)[];
  return new Map(rows.map(({ hash, ...labels }) => [hash, labels]));
}

export interface NamedItem {
  confession: string;
  transcript_id: string;
  confession_id: string;
}

export const NAME_ITEM = `
  SELECT lower(hex(f.hash)) AS confession, t.transcript_id, f.confession_id
  FROM confessions f JOIN transcripts t ON t.id = f.transcript WHERE f.id = ?`;

export function nameItem(store: ReadableStore, id: number): NamedItem {
  const named = statement(store, NAME_ITEM).get(id) as NamedItem | undefined;
  if (named === undefined) throw new Error(`there is no confession ${id}`);
  return named;
}

/** The transcript of a confession. */
export function transcriptOf(store: ReadableStore, id: number): number | undefined {
  return statement(store, 'SELECT transcript FROM confessions WHERE id = ?').pluck().get(id) as
    | number
    | undefined;
}
