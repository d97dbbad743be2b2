import type { LabelRevision } from '../../../shared/domain/label.ts';
import { SUCCESS_KEYS } from '../../../shared/domain/task-success.ts';
import type { AssignmentReason } from '../../../shared/domain/vocabulary.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';

/** What reports are made from: items with labels or scores, families together, and each one's labels and scores. */

export interface ReportRow {
  transcript: number;
  confession: number;
  hash: Buffer;
  transcript_id: string;
  confession_id: string;
  family: string;
  model: string | null;
  environment: string | null;
  /** What the metadata says of success, as it stands there. */
  success: string | number | null;
  gold: string | null;
  /** The pair that a planted confession is half of, empty where it is of none; null: it is no planted one. */
  planted: string | null;
  /** The adjudication that stands, as a record. */
  settled: string | null;
}

/**
 * Items that somebody labelled, or a judge scored, family by family, in an order that does not depend on how they came
 * in. Streams; other questions may be asked meanwhile.
 */
export function* iterateReportRows(store: ReadableStore): Generator<ReportRow> {
  const horizon = horizonOf(store);
  yield* store
    .prepare(
      `SELECT t.id AS transcript, f.id AS confession, f.hash, t.transcript_id, f.confession_id, t.family, t.model, t.environment,
         coalesce(${SUCCESS_KEYS.map((key) => `json_extract(t.metadata, '$.${key}')`).join(', ')}) AS success,
         (SELECT body FROM gold_answers g WHERE g.confession = f.hash) AS gold,
         (SELECT coalesce(json_extract(p.record, '$.pair.id'), '') FROM planted_confessions p
           WHERE p.confession = f.hash) AS planted,
         (SELECT r.record FROM current_adjudications a JOIN adjudication_revisions r ON r.number = a.revision_number
           WHERE a.confession = f.hash AND a.state = 'settled') AS settled
       FROM confessions f JOIN transcripts t ON t.id = f.transcript
       WHERE f.id < @confession AND t.id < @transcript
         AND (EXISTS (SELECT 1 FROM current_labels c WHERE c.confession = f.hash AND c.state = 'submitted')
           OR EXISTS (SELECT 1 FROM judge_scores j WHERE j.confession = f.id))
       ORDER BY t.family, t.transcript_id, f.confession_id`,
    )
    .iterate({
      confession: horizon.confession,
      transcript: horizon.transcript,
    }) as IterableIterator<ReportRow>;
}

export interface ReportLabelRow {
  revision: LabelRevision;
  reason: AssignmentReason | null;
  probability: number | null;
}

/** Submitted labels of an item, by grader. */
export function listReportLabels(store: ReadableStore, hash: Buffer): ReportLabelRow[] {
  const rows = statement(
    store,
    `SELECT r.record, a.reason, a.probability FROM current_labels c
     JOIN label_revisions r ON r.number = c.revision_number
     LEFT JOIN assignments a ON a.grader = c.grader AND a.confession = c.confession
     WHERE c.confession = ? AND c.state = 'submitted' ORDER BY c.grader`,
  ).all(hash) as (Omit<ReportLabelRow, 'revision'> & { record: string })[];
  return rows.map(({ record, ...row }) => ({ ...row, revision: JSON.parse(record) as LabelRevision }));
}

/** Scores of an item, by judge. */
export function listReportScores(
  store: ReadableStore,
  confession: number,
): { judge: string; score: number }[] {
  return statement(
    store,
    'SELECT judge, score FROM judge_scores WHERE confession = ? AND id < ? ORDER BY judge',
  ).all(confession, horizonOf(store).judgeScore) as { judge: string; score: number }[];
}

/** How many submitted labels there are: what a report has to read. */
export function countSubmitted(store: ReadableStore): number {
  return statement(store, "SELECT count(*) FROM current_labels WHERE state = 'submitted'")
    .pluck()
    .get() as number;
}

/** Skipped items by grader and reason. */
export function countSkips(store: ReadableStore): { grader: string; reason: string; labels: number }[] {
  return statement(
    store,
    `SELECT c.grader, coalesce(json_extract(r.record, '$.skip_reason'), 'other') AS reason, count(*) AS labels
     FROM current_labels c JOIN label_revisions r ON r.number = c.revision_number
     WHERE c.state = 'skipped' GROUP BY 1, 2 ORDER BY 1, 2`,
  ).all() as { grader: string; reason: string; labels: number }[];
}

export interface RepeatedRow {
  grader: string;
  first: LabelRevision;
  last: LabelRevision;
}

/** Blind labels that a grader gave by hand a day or more after they first submitted the item: the first and the last. */
export function listRepeated(store: ReadableStore): RepeatedRow[] {
  const rows = statement(
    store,
    `WITH given AS (
       SELECT grader, confession, min(number) AS first, max(number) AS last, min(created_at) AS began, max(created_at) AS ended
       FROM label_revisions WHERE state = 'submitted' GROUP BY grader, confession HAVING count(*) > 1)
     SELECT g.grader, a.record AS first, z.record AS last FROM given g
     JOIN label_revisions a ON a.number = g.first JOIN label_revisions z ON z.number = g.last
     WHERE julianday(g.ended) - julianday(g.began) >= 1 ORDER BY g.grader, g.confession`,
  ).all() as { grader: string; first: string; last: string }[];
  return rows
    .map(({ grader, first, last }) => ({
      grader,
      first: JSON.parse(first) as LabelRevision,
      last: JSON.parse(last) as LabelRevision,
    }))
    .filter(({ first, last }) => [first, last].every((each) => each.blind && each.origin === 'graded'));
}
