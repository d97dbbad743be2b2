import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/**
 * Tables beside the logs that two copies of a dataset bring together. Each rule gives the same rows whichever copy
 * comes first, however often: sets are united, of two versions of a row the later holds, counts keep the larger.
 */
interface UnitedTable {
  columns: readonly string[];
  /** What happens to a row whose key is here already. */
  onConflict: string;
}

const LATER = (columns: readonly string[], order: readonly string[]) =>
  `DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
   WHERE (${order.map((column) => `excluded.${column}`).join(', ')}) > (${order.join(', ')})`;

const ASSIGNMENT = [
  'id',
  'grader',
  'confession',
  'reason',
  'probability',
  'assigned_by',
  'created_at',
  'project',
  'position',
  'withdrawn',
  'changed_at',
] as const;
const GOLD = ['confession', 'body', 'reason', 'source', 'feedback', 'created_at'] as const;

export const UNITED = {
  rubrics: { columns: ['id', 'created_at', 'body'], onConflict: '(id) DO NOTHING' },
  work_projects: {
    columns: ['id', 'name', 'seed', 'plan', 'created_by', 'created_at'],
    onConflict: '(id) DO NOTHING',
  },
  assignments: {
    columns: ASSIGNMENT,
    onConflict: `(grader, confession) ${LATER(ASSIGNMENT, ['changed_at', 'id'])}`,
  },
  gold_answers: {
    columns: GOLD,
    onConflict: `(confession) ${LATER(GOLD, ['created_at', 'body', 'reason', 'source', 'feedback'])}`,
  },
  planted_confessions: {
    columns: ['confession', 'original', 'change', 'record', 'created_at'],
    onConflict: `(confession) ${LATER(['original', 'change', 'record', 'created_at'], ['created_at', 'record'])}`,
  },
  gold_seen: {
    columns: ['grader', 'confession', 'at'],
    onConflict: '(grader, confession) DO UPDATE SET at = excluded.at WHERE excluded.at < at',
  },
  active_times: {
    columns: ['grader', 'day', 'confession', 'stage', 'active_ms'],
    onConflict: `(grader, day, confession, stage) DO UPDATE SET active_ms = excluded.active_ms
      WHERE excluded.active_ms > active_ms`,
  },
  signing_keys: {
    columns: ['fingerprint', 'public_key', 'person', 'first_seen_at'],
    onConflict: `(fingerprint) DO UPDATE SET person = excluded.person, first_seen_at = excluded.first_seen_at
      WHERE (excluded.first_seen_at, excluded.person) < (first_seen_at, person)`,
  },
  chain_signatures: {
    columns: ['hash', 'log', 'fingerprint', 'signature', 'signed_at'],
    onConflict: '(hash) DO NOTHING',
  },
} as const satisfies Record<string, UnitedTable>;

export type UnitedName = keyof typeof UNITED;
export type UnitedRow = Record<string, string | number | Buffer | null>;

/** Rows of one of these tables as other copies take them. Streams. */
export function* iterateUnited(store: ReadableStore, name: UnitedName): Generator<UnitedRow> {
  const { columns } = UNITED[name];
  yield* store.prepare(`SELECT ${columns.join(', ')} FROM ${name}`).iterate() as IterableIterator<UnitedRow>;
}

/** Takes a row of another copy; whether anything changed. */
export function uniteRow(store: WritableStore, name: UnitedName, row: UnitedRow): boolean {
  const { columns, onConflict } = UNITED[name];
  const { changes } = statement(
    store,
    `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
     ON CONFLICT ${onConflict}`,
  ).run(row);
  return changes > 0;
}

const EXPOSURE =
  'grader = @grader AND confession = @confession AND part = @part AND earned = @earned AND at = @at';

/** Looks are a set: the same one is kept once. */
export function uniteExposure(store: WritableStore, row: UnitedRow): boolean {
  const { changes } = statement(
    store,
    `INSERT INTO exposures (grader, confession, part, earned, at)
     SELECT @grader, @confession, @part, @earned, @at WHERE NOT EXISTS (SELECT 1 FROM exposures WHERE ${EXPOSURE})`,
  ).run(row);
  return changes > 0;
}

export function* iterateExposures(store: ReadableStore): Generator<UnitedRow> {
  yield* store
    .prepare('SELECT grader, confession, part, earned, at FROM exposures ORDER BY id')
    .iterate() as IterableIterator<UnitedRow>;
}

/** Of two scores that a judge is said to have given to one confession, the lower holds: every copy decides alike. */
export function uniteJudgeScore(
  store: WritableStore,
  confession: Buffer,
  judge: string,
  score: number,
): void {
  statement(
    store,
    `UPDATE judge_scores SET score = @score
     WHERE judge = @judge AND score > @score AND confession = (SELECT id FROM confessions WHERE hash = @confession)`,
  ).run({ confession, judge, score });
}

/** The id of a grader's current revision of a confession. */
export function currentRevisionId(
  store: ReadableStore,
  grader: string,
  confession: Buffer,
): string | undefined {
  const row = statement(
    store,
    'SELECT revision_id FROM current_labels WHERE grader = ? AND confession = ?',
  ).get(grader, confession) as { revision_id: string } | undefined;
  return row?.revision_id;
}

export function hasLabelRevision(store: ReadableStore, id: string): boolean {
  return statement(store, 'SELECT 1 FROM label_revisions WHERE id = ?').get(id) !== undefined;
}

/** The text of a rubric version as it is stored. */
export function storedRubric(store: ReadableStore, id: string): string | undefined {
  const row = statement(store, 'SELECT body FROM rubrics WHERE id = ?').get(id) as
    | { body: string }
    | undefined;
  return row?.body;
}

/** Keeps what a merge brought. */
export function recordMerge(store: WritableStore, id: string, startedAt: string, report: object): void {
  statement(store, 'INSERT INTO merge_runs (id, started_at, report) VALUES (?, ?, ?)').run(
    id,
    startedAt,
    JSON.stringify(report),
  );
}

/** What was brought together, newest first. */
export function listMerges(store: ReadableStore): unknown[] {
  const rows = statement(
    store,
    'SELECT report FROM merge_runs ORDER BY started_at DESC, id DESC LIMIT 200',
  ).all();
  return (rows as { report: string }[]).map(({ report }) => JSON.parse(report) as unknown);
}
