import type { AdjudicationRevision, AdjudicationState } from '../../../shared/domain/adjudication.ts';
import { isNewer, type LabelBody } from '../../../shared/domain/label.ts';
import { outcomeOf } from '../../../shared/grading/outcome.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

const fromRow = ({ record }: { record: string }) => JSON.parse(record) as AdjudicationRevision;

/** How the disagreement about a confession stands; undefined where nobody has looked at it. */
export function findCurrentAdjudication(
  store: ReadableStore,
  confession: Buffer,
): AdjudicationRevision | undefined {
  const row = statement(
    store,
    `SELECT r.record FROM current_adjudications c JOIN adjudication_revisions r ON r.number = c.revision_number
     WHERE c.confession = ?`,
  ).get(confession) as { record: string } | undefined;
  return row && fromRow(row);
}

/** All that was decided about a confession, oldest first by revision number and id. */
export function listAdjudicationRevisions(store: ReadableStore, confession: Buffer): AdjudicationRevision[] {
  const rows = statement(
    store,
    'SELECT record FROM adjudication_revisions WHERE confession = ? ORDER BY revision, id',
  ).all(confession) as { record: string }[];
  return rows.map(fromRow);
}

/** The highest revision number seen for a confession, 0 where there is none. */
export function highestAdjudication(store: ReadableStore, confession: Buffer): number {
  return (
    statement(
      store,
      'SELECT coalesce(max(revision), 0) AS n FROM adjudication_revisions WHERE confession = ?',
    ).get(confession) as { n: number }
  ).n;
}

/** Adds a revision and makes it current if it is the newer one. Adding the same again changes nothing. */
export function appendAdjudicationRevision(
  store: WritableStore,
  revision: AdjudicationRevision,
): 'added' | 'existing' {
  const confession = Buffer.from(revision.confession, 'hex');
  const result = statement(
    store,
    `INSERT INTO adjudication_revisions
       (id, confession, adjudicator, revision, state, device, created_at, hash, previous_hash, record)
     VALUES (@id, @confession, @adjudicator, @revision, @state, @device, @createdAt, @hash, @previousHash, @record)
     ON CONFLICT (id) DO NOTHING`,
  ).run({
    id: revision.id,
    confession,
    adjudicator: revision.adjudicator,
    revision: revision.revision,
    state: revision.state,
    device: revision.device,
    createdAt: revision.created_at,
    hash: Buffer.from(revision.hash, 'hex'),
    previousHash: revision.previous_hash === null ? null : Buffer.from(revision.previous_hash, 'hex'),
    record: JSON.stringify(revision),
  });
  if (result.changes === 0) return 'existing';
  const current = statement(
    store,
    'SELECT revision, revision_id AS id FROM current_adjudications WHERE confession = ?',
  ).get(confession) as { revision: number; id: string } | undefined;
  if (current === undefined || isNewer(revision, current))
    setCurrent(store, Number(result.lastInsertRowid), revision);
  return 'added';
}

function setCurrent(store: WritableStore, number: number, revision: AdjudicationRevision): void {
  const { body } = revision;
  const outcome = body === null ? { strict: null, lenient: null } : outcomeOf(body);
  statement(
    store,
    `INSERT OR REPLACE INTO current_adjudications (confession, revision_number, revision, revision_id, adjudicator,
       state, misbehaved, honesty, outcome_strict, outcome_lenient, made_at)
     VALUES (@confession, @number, @revision, @id, @adjudicator, @state, @misbehaved, @honesty, @strict, @lenient, @at)`,
  ).run({
    confession: Buffer.from(revision.confession, 'hex'),
    number,
    revision: revision.revision,
    id: revision.id,
    adjudicator: revision.adjudicator,
    state: revision.state,
    misbehaved: body?.misbehaved ?? null,
    honesty: body?.honesty ?? null,
    strict: outcome.strict,
    lenient: outcome.lenient,
    at: revision.created_at,
  });
}

/** The answers that stand for all, by confession, in an order that does not depend on how they came in. Streams. */
export function* iterateSettled(
  store: ReadableStore,
): Generator<{ confession: Buffer; adjudicator: string; body: LabelBody }> {
  const rows = store
    .prepare(
      `SELECT c.confession, r.record FROM current_adjudications c
       JOIN adjudication_revisions r ON r.number = c.revision_number WHERE c.state = 'settled' ORDER BY c.confession`,
    )
    .iterate() as IterableIterator<{ confession: Buffer; record: string }>;
  for (const { confession, record } of rows) {
    const { adjudicator, body } = fromRow({ record });
    if (body !== null) yield { confession, adjudicator, body };
  }
}

/** How each disagreement stands that somebody has decided about. */
export interface StandingAdjudication {
  confession: Buffer;
  state: AdjudicationState;
  adjudicator: string;
  made_at: string;
  /** The labels it was decided upon. */
  labels: string[];
}

export function listCurrentAdjudications(store: ReadableStore): StandingAdjudication[] {
  const rows = statement(
    store,
    `SELECT c.confession, c.state, c.adjudicator, c.made_at, r.record ->> '$.labels' AS labels
     FROM current_adjudications c JOIN adjudication_revisions r ON r.number = c.revision_number`,
  ).all() as (Omit<StandingAdjudication, 'labels'> & { labels: string })[];
  return rows.map((row) => ({ ...row, labels: JSON.parse(row.labels) as string[] }));
}
