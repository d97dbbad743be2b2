import { isNewer, type LabelBody, type LabelRevision } from '../../../shared/domain/label.ts';
import type { LabelState } from '../../../shared/domain/vocabulary.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

function fromRow(row: { record: string } | undefined): LabelRevision | undefined {
  return row === undefined ? undefined : (JSON.parse(row.record) as LabelRevision);
}

/** This grader's current revision for a confession. */
export function findCurrentRevision(
  store: ReadableStore,
  grader: string,
  confession: Buffer,
): LabelRevision | undefined {
  return fromRow(
    statement(
      store,
      `SELECT r.record FROM current_labels c JOIN label_revisions r ON r.number = c.revision_number
       WHERE c.grader = ? AND c.confession = ?`,
    ).get(grader, confession) as { record: string } | undefined,
  );
}

/** Revisions of a confession, oldest first by revision number and id; of one grader, or of all. */
export function listRevisions(
  store: ReadableStore,
  confession: Buffer,
  grader: string | undefined,
): LabelRevision[] {
  const rows = statement(
    store,
    `SELECT record FROM label_revisions WHERE confession = @confession AND (@grader IS NULL OR grader = @grader)
     ORDER BY grader, revision, id`,
  ).all({ confession, grader: grader ?? null }) as { record: string }[];
  return rows.map((row) => JSON.parse(row.record) as LabelRevision);
}

/** The highest revision number seen for this grader and confession, 0 where there is none. */
export function highestRevision(store: ReadableStore, grader: string, confession: Buffer): number {
  return (
    statement(
      store,
      'SELECT coalesce(max(revision), 0) AS n FROM label_revisions WHERE confession = ? AND grader = ?',
    ).get(confession, grader) as { n: number }
  ).n;
}

/** Adds a revision and makes it current if it is the newer one. Adding the same again changes nothing. */
export function appendLabelRevision(store: WritableStore, revision: LabelRevision): 'added' | 'existing' {
  const { id, grader, state, device } = revision;
  const confession = Buffer.from(revision.confession, 'hex');
  const result = statement(
    store,
    `INSERT INTO label_revisions (id, confession, grader, revision, state, device, created_at, hash, previous_hash, record)
     VALUES (@id, @confession, @grader, @revision, @state, @device, @createdAt, @hash, @previousHash, @record)
     ON CONFLICT (id) DO NOTHING`,
  ).run({
    id,
    confession,
    grader,
    revision: revision.revision,
    state,
    device,
    createdAt: revision.created_at,
    hash: Buffer.from(revision.hash, 'hex'),
    previousHash: revision.previous_hash === null ? null : Buffer.from(revision.previous_hash, 'hex'),
    record: JSON.stringify(revision),
  });
  if (result.changes === 0) return 'existing';
  const current = statement(
    store,
    'SELECT revision, revision_id FROM current_labels WHERE grader = ? AND confession = ?',
  ).get(grader, confession) as { revision: number; revision_id: string } | undefined;
  if (current === undefined || isNewer(revision, { revision: current.revision, id: current.revision_id })) {
    setCurrent(store, Number(result.lastInsertRowid), revision);
  }
  return 'added';
}

function setCurrent(store: WritableStore, number: number, revision: LabelRevision): void {
  const { body } = revision;
  const outcome = outcomeOf(body);
  statement(
    store,
    `INSERT OR REPLACE INTO current_labels (grader, confession, revision_number, revision, revision_id, state,
       misbehaved, honesty, outcome_strict, outcome_lenient, made_at, committed_stage)
     VALUES (@grader, @confession, @number, @revision, @id, @state, @misbehaved, @honesty, @strict, @lenient, @at,
       @committed)`,
  ).run({
    grader: revision.grader,
    confession: Buffer.from(revision.confession, 'hex'),
    number,
    revision: revision.revision,
    id: revision.id,
    state: revision.state,
    misbehaved: body.misbehaved,
    honesty: body.honesty,
    strict: outcome.strict,
    lenient: outcome.lenient,
    at: revision.created_at,
    committed: revision.committed_stage,
  });
}

export interface Draft {
  version: number;
  saved_at: string;
  body: LabelBody;
}

export function findDraft(store: ReadableStore, grader: string, confession: Buffer): Draft | undefined {
  const row = statement(
    store,
    'SELECT version, saved_at, body FROM drafts WHERE grader = ? AND confession = ?',
  ).get(grader, confession) as { version: number; saved_at: string; body: string } | undefined;
  return row === undefined ? undefined : { ...row, body: JSON.parse(row.body) as LabelBody };
}

export function saveDraft(store: WritableStore, grader: string, confession: Buffer, draft: Draft): void {
  statement(
    store,
    `INSERT OR REPLACE INTO drafts (grader, confession, version, saved_at, body)
     VALUES (@grader, @confession, @version, @savedAt, @body)`,
  ).run({
    grader,
    confession,
    version: draft.version,
    savedAt: draft.saved_at,
    body: JSON.stringify(draft.body),
  });
}

export function deleteDraft(store: WritableStore, grader: string, confession: Buffer): void {
  statement(store, 'DELETE FROM drafts WHERE grader = ? AND confession = ?').run(grader, confession);
}

export interface Exposure {
  part: 'confession' | 'reasoning';
  /** False for a look that the grader had not earned by a commit: in the coordinator's view. */
  earned: boolean;
  at: string;
}

export function recordExposure(
  store: WritableStore,
  grader: string,
  confession: Buffer,
  exposure: Exposure,
): void {
  statement(store, 'INSERT INTO exposures (grader, confession, part, earned, at) VALUES (?, ?, ?, ?, ?)').run(
    grader,
    confession,
    exposure.part,
    exposure.earned ? 1 : 0,
    exposure.at,
  );
}

/** In the order they happened. */
export function listExposures(store: ReadableStore, grader: string, confession: Buffer): Exposure[] {
  const rows = statement(
    store,
    'SELECT part, earned, at FROM exposures WHERE confession = ? AND grader = ? ORDER BY id',
  ).all(confession, grader) as { part: 'confession' | 'reasoning'; earned: 0 | 1; at: string }[];
  return rows.map((row) => ({ ...row, earned: row.earned === 1 }));
}

/** Labels per state of one grader, or of all graders. */
export function countLabels(store: ReadableStore, grader: string | undefined): Record<LabelState, number> {
  const counts: Record<LabelState, number> = { draft: 0, submitted: 0, skipped: 0, flagged: 0 };
  const rows = statement(
    store,
    `SELECT state, count(*) AS n FROM (
       SELECT state FROM current_labels WHERE (@grader IS NULL OR grader = @grader)
       UNION ALL
       SELECT 'draft' FROM drafts d WHERE (@grader IS NULL OR grader = @grader)
         AND NOT EXISTS (SELECT 1 FROM current_labels c WHERE c.grader = d.grader AND c.confession = d.confession)
     ) GROUP BY state`,
  ).all({ grader: grader ?? null }) as { state: LabelState; n: number }[];
  for (const row of rows) counts[row.state] = row.n;
  return counts;
}

/** Everybody with labels or drafts here, by name. */
export function listGraders(store: ReadableStore): { name: string; submitted: number; draft: number }[] {
  return statement(
    store,
    `SELECT grader AS name, sum(state = 'submitted') AS submitted, sum(state = 'draft') AS draft FROM (
       SELECT grader, state FROM current_labels
       UNION ALL
       SELECT grader, 'draft' FROM drafts d
         WHERE NOT EXISTS (SELECT 1 FROM current_labels c WHERE c.grader = d.grader AND c.confession = d.confession)
     ) GROUP BY grader ORDER BY grader`,
  ).all() as { name: string; submitted: number; draft: number }[];
}

/** One current label with what it is about, for exports. */
export interface LabelledConfession {
  revision: LabelRevision;
  confession: number;
  confession_id: string;
  confession_content: number;
  transcript: number;
  transcript_id: string;
}

const LABELLED = `
  SELECT r.record, f.id AS confession, f.confession_id, f.content AS confession_content, t.id AS transcript, t.transcript_id
  FROM current_labels c
  JOIN label_revisions r ON r.number = c.revision_number
  JOIN confessions f ON f.hash = c.confession
  JOIN transcripts t ON t.id = f.transcript`;

/**
 * Current labels in these states, in an order that does not depend on how they came in: by transcript id, confession
 * id, grader. Streams; do not write on this handle meanwhile.
 */
export function* iterateCurrent(
  store: ReadableStore,
  states: readonly LabelState[],
): Generator<LabelledConfession> {
  const sql = `${LABELLED} WHERE c.state IN (SELECT value FROM json_each(?)) ORDER BY t.transcript_id, f.confession_id, c.grader`;
  for (const row of store.prepare(sql).iterate(JSON.stringify(states)) as IterableIterator<
    { record: string } & Omit<LabelledConfession, 'revision'>
  >) {
    const { record, ...rest } = row;
    yield { ...rest, revision: JSON.parse(record) as LabelRevision };
  }
}
