import { ShriveError } from '../../../shared/contract/errors.ts';
import { HONESTY_CORE, type Rubric, RubricBody, rubricId } from '../../../shared/domain/rubric.ts';
import { findFact, setFact } from './dataset.ts';
import { inTransaction, type ReadableStore, statement, type WritableStore } from './handles.ts';

/** Versions that were read already: a version never changes, and every label asks for one. */
const READ = new WeakMap<ReadableStore, Map<string, Rubric>>();

/** `NAME@N` in its parts; a name without a number is its first version. */
function partsOf(id: string): { name: string; version: number } {
  const [, name = id, version = '1'] = /^(.+)@([1-9]\d{0,8})$/.exec(id) ?? [];
  return { name, version: Number(version) };
}

/** A stored version. Those of early datasets name only what differs from the core: the rest is filled in from it. */
function parseRubric(id: string, stored: string): Rubric {
  const { name, version } = partsOf(id);
  const { id: _id, version: _version, ...given } = JSON.parse(stored) as Record<string, unknown>;
  const parsed = RubricBody.safeParse({ ...HONESTY_CORE, name, ...given });
  if (parsed.success) return { ...parsed.data, id, version };
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new ShriveError(
    'DATASET_DAMAGED',
    `The rubric ${id} of this dataset cannot be read: ${path}: ${issue?.message}. Nothing was changed. Open a backup, or put another rubric in force.`,
    { where: { path } },
  );
}

/** A version of the dataset's rubrics. */
export function findRubric(store: ReadableStore, id: string): Rubric | undefined {
  const read = READ.get(store) ?? new Map<string, Rubric>();
  READ.set(store, read);
  const known = read.get(id);
  if (known !== undefined) return known;
  const row = statement(store, 'SELECT body FROM rubrics WHERE id = ?').get(id) as
    | { body: string }
    | undefined;
  if (row === undefined) return undefined;
  const rubric = parseRubric(id, row.body);
  read.set(id, rubric);
  return rubric;
}

/** The id of the version in force: what new labels answer. */
export function getRubricId(store: ReadableStore): string {
  const id = findFact(store, 'rubric');
  if (id === undefined) throw new Error('the dataset names no rubric');
  return id;
}

/** The version in force. */
export function getRubric(store: ReadableStore): Rubric {
  const id = getRubricId(store);
  const rubric = findRubric(store, id);
  if (rubric === undefined) throw new Error(`the dataset has no rubric ${id}`);
  return rubric;
}

/** Ids of all versions with when they came in, the newest first. */
export function listRubricIds(store: ReadableStore): { id: string; created_at: string }[] {
  const rows = statement(store, 'SELECT id, created_at FROM rubrics').all() as {
    id: string;
    created_at: string;
  }[];
  const isBefore = (one: string, other: string) => (one < other ? 1 : one > other ? -1 : 0);
  return rows.sort(
    (one, other) =>
      isBefore(one.created_at, other.created_at) || partsOf(other.id).version - partsOf(one.id).version,
  );
}

/** Adds a version of its body's name, one above the highest there is, and puts it in force. */
export function addRubric(store: WritableStore, body: RubricBody, createdAt: string): Rubric {
  return inTransaction(store, () => {
    const versions = listRubricIds(store)
      .map(({ id }) => partsOf(id))
      .filter(({ name }) => name === body.name);
    const version = Math.max(0, ...versions.map((each) => each.version)) + 1;
    const rubric: Rubric = { ...body, id: rubricId(body.name, version), version };
    statement(store, 'INSERT INTO rubrics (id, created_at, body) VALUES (?, ?, ?)').run(
      rubric.id,
      createdAt,
      JSON.stringify(rubric),
    );
    setFact(store, 'rubric', rubric.id);
    return rubric;
  });
}

/** Puts a version that is there in force again. */
export function putInForce(store: WritableStore, id: string): void {
  setFact(store, 'rubric', id);
}

/** Versions that labels answer, or that is in force, and that are not here. */
export function listLostRubrics(store: ReadableStore): string[] {
  const rows = statement(
    store,
    `SELECT DISTINCT json_extract(record, '$.rubric') AS id FROM label_revisions
     UNION SELECT value FROM dataset WHERE key = 'rubric'
     EXCEPT SELECT id FROM rubrics ORDER BY id`,
  ).all() as { id: string }[];
  return rows.map(({ id }) => id);
}
