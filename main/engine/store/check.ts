import { revisionHash } from '../labels/revisions.ts';
import { type ReadableStore, statement } from './handles.ts';
import { iterateRevisions } from './labels.ts';

const MAX_PROBLEMS = 100;

/** What is wrong with a dataset, in sentences; none where it is whole. Reads all labels, not all contents. */
export function checkDataset(store: ReadableStore): string[] {
  const problems: string[] = [];
  const say = (problem: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
  };
  for (const row of store.pragma('integrity_check(20)') as { integrity_check: string }[]) {
    if (row.integrity_check !== 'ok') say(`The file: ${row.integrity_check}.`);
  }
  const orphans = store.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  for (const { table, rowid, parent } of orphans.slice(0, 20))
    say(`${table} ${rowid} refers to a row that is not in ${parent}.`);
  const last = new Map<string, string>();
  for (const revision of iterateRevisions(store)) {
    const { hash, ...rest } = revision;
    const name = `Revision ${revision.revision} by ${revision.grader} (${revision.id})`;
    if (revisionHash(rest) !== hash) say(`${name} was changed after it was made: its hash is another.`);
    const chain = `${revision.grader}\u0000${revision.device}`;
    if (revision.previous_hash !== (last.get(chain) ?? null))
      say(`${name} does not follow the revision before it: one is missing.`);
    last.set(chain, hash);
  }
  const stale = statement(
    store,
    `SELECT count(*) AS n FROM current_labels c WHERE EXISTS (
       SELECT 1 FROM label_revisions r WHERE r.grader = c.grader AND r.confession = c.confession
         AND (r.revision > c.revision OR (r.revision = c.revision AND r.id > c.revision_id)))`,
  ).get() as { n: number };
  if (stale.n > 0) say(`${stale.n} labels are not shown in their newest revision.`);
  return problems;
}
