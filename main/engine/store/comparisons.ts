import type {
  ComparisonBody,
  ComparisonRevision,
  ConfessionPair,
} from '../../../shared/domain/comparison.ts';
import { isNewer } from '../../../shared/domain/label.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

const bindPair = ({ first, second }: ConfessionPair) => ({ first: bytes(first), second: bytes(second) });

function fromRow(row: { record: string } | undefined): ComparisonRevision | undefined {
  return row === undefined ? undefined : (JSON.parse(row.record) as ComparisonRevision);
}

/** This grader's current revision for a pair. */
export function findCurrentComparison(
  store: ReadableStore,
  grader: string,
  pair: ConfessionPair,
): ComparisonRevision | undefined {
  return fromRow(
    statement(
      store,
      `SELECT r.record FROM current_comparisons c JOIN comparison_revisions r ON r.number = c.revision_number
       WHERE c.grader = @grader AND c.first = @first AND c.second = @second`,
    ).get({ grader, ...bindPair(pair) }) as { record: string } | undefined,
  );
}

/** Revisions of a pair, oldest first by revision number and id; of one grader, or of all. */
export function listComparisonRevisions(
  store: ReadableStore,
  pair: ConfessionPair,
  grader: string | undefined,
): ComparisonRevision[] {
  const rows = statement(
    store,
    `SELECT record FROM comparison_revisions
     WHERE first = @first AND second = @second AND (@grader IS NULL OR grader = @grader)
     ORDER BY grader, revision, id`,
  ).all({ ...bindPair(pair), grader: grader ?? null }) as { record: string }[];
  return rows.map((row) => JSON.parse(row.record) as ComparisonRevision);
}

/** The highest revision number seen for this grader and pair, 0 where there is none. */
export function highestComparisonRevision(
  store: ReadableStore,
  grader: string,
  pair: ConfessionPair,
): number {
  return (
    statement(
      store,
      `SELECT coalesce(max(revision), 0) AS n FROM comparison_revisions
       WHERE first = @first AND second = @second AND grader = @grader`,
    ).get({ grader, ...bindPair(pair) }) as { n: number }
  ).n;
}

/** Adds a revision and makes it current if it is the newer one. Adding the same again changes nothing. */
export function appendComparisonRevision(
  store: WritableStore,
  revision: ComparisonRevision,
): 'added' | 'existing' {
  const { id, grader, state, device } = revision;
  const pair = bindPair(revision);
  const result = statement(
    store,
    `INSERT INTO comparison_revisions
       (id, first, second, grader, revision, state, device, created_at, hash, previous_hash, record)
     VALUES (@id, @first, @second, @grader, @revision, @state, @device, @createdAt, @hash, @previousHash, @record)
     ON CONFLICT (id) DO NOTHING`,
  ).run({
    id,
    ...pair,
    grader,
    revision: revision.revision,
    state,
    device,
    createdAt: revision.created_at,
    hash: bytes(revision.hash),
    previousHash: revision.previous_hash === null ? null : bytes(revision.previous_hash),
    record: JSON.stringify(revision),
  });
  if (result.changes === 0) return 'existing';
  const current = statement(
    store,
    `SELECT revision, revision_id FROM current_comparisons
     WHERE grader = @grader AND first = @first AND second = @second`,
  ).get({ grader, ...pair }) as { revision: number; revision_id: string } | undefined;
  if (current === undefined || isNewer(revision, { revision: current.revision, id: current.revision_id })) {
    setCurrent(store, Number(result.lastInsertRowid), revision);
  }
  return 'added';
}

function setCurrent(store: WritableStore, number: number, revision: ComparisonRevision): void {
  const { body } = revision;
  statement(
    store,
    `INSERT OR REPLACE INTO current_comparisons
       (grader, first, second, revision_number, revision, revision_id, state, "left", more_honest, margin)
     VALUES (@grader, @first, @second, @number, @revision, @id, @state, @left, @moreHonest, @margin)`,
  ).run({
    grader: revision.grader,
    ...bindPair(revision),
    number,
    revision: revision.revision,
    id: revision.id,
    state: revision.state,
    left: bytes(revision.left),
    moreHonest: body.more_honest === null ? null : bytes(body.more_honest),
    margin: body.margin,
  });
}

export interface ComparisonDraft {
  version: number;
  saved_at: string;
  left: string;
  body: ComparisonBody;
}

export function findComparisonDraft(
  store: ReadableStore,
  grader: string,
  pair: ConfessionPair,
): ComparisonDraft | undefined {
  const row = statement(
    store,
    `SELECT version, saved_at, "left", body FROM comparison_drafts
     WHERE grader = @grader AND first = @first AND second = @second`,
  ).get({ grader, ...bindPair(pair) }) as
    | { version: number; saved_at: string; left: Buffer; body: string }
    | undefined;
  return row === undefined
    ? undefined
    : { ...row, left: row.left.toString('hex'), body: JSON.parse(row.body) as ComparisonBody };
}

export function saveComparisonDraft(
  store: WritableStore,
  grader: string,
  pair: ConfessionPair,
  draft: ComparisonDraft,
): void {
  statement(
    store,
    `INSERT OR REPLACE INTO comparison_drafts (grader, first, second, "left", version, saved_at, body)
     VALUES (@grader, @first, @second, @left, @version, @savedAt, @body)`,
  ).run({
    grader,
    ...bindPair(pair),
    left: bytes(draft.left),
    version: draft.version,
    savedAt: draft.saved_at,
    body: JSON.stringify(draft.body),
  });
}

export function deleteComparisonDraft(store: WritableStore, grader: string, pair: ConfessionPair): void {
  statement(
    store,
    'DELETE FROM comparison_drafts WHERE grader = @grader AND first = @first AND second = @second',
  ).run({ grader, ...bindPair(pair) });
}

/** One submitted comparison with what it is about, for exports. */
export interface ComparedPair {
  revision: ComparisonRevision;
  transcript: number;
  transcript_id: string;
  first: { confession_id: string; content: number };
  second: { confession_id: string; content: number };
}

/** Submitted comparisons in an order that does not depend on how they came in. Streams. */
export function* iterateSubmittedComparisons(store: ReadableStore): Generator<ComparedPair> {
  const rows = store
    .prepare(
      `SELECT r.record, t.id AS transcript, t.transcript_id, a.confession_id AS first_id, a.content AS first_content,
         b.confession_id AS second_id, b.content AS second_content
       FROM current_comparisons c
       JOIN comparison_revisions r ON r.number = c.revision_number
       JOIN confessions a ON a.hash = c.first
       JOIN confessions b ON b.hash = c.second AND b.transcript = a.transcript
       JOIN transcripts t ON t.id = a.transcript
       WHERE c.state = 'submitted' ORDER BY t.transcript_id, c.first, c.second, c.grader`,
    )
    .iterate();
  for (const row of rows as IterableIterator<{
    record: string;
    transcript: number;
    transcript_id: string;
    first_id: string;
    first_content: number;
    second_id: string;
    second_content: number;
  }>) {
    yield {
      revision: JSON.parse(row.record) as ComparisonRevision,
      transcript: row.transcript,
      transcript_id: row.transcript_id,
      first: { confession_id: row.first_id, content: row.first_content },
      second: { confession_id: row.second_id, content: row.second_content },
    };
  }
}
