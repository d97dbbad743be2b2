import { confessionHash, revisionHash, sha256, transcriptHash } from '../hash.ts';
import { iterateComparisonRevisions } from './comparisons.ts';
import { iterateContents } from './contents.ts';
import { type ReadableStore, statement } from './handles.ts';
import { iterateRevisions } from './labels.ts';
import { findRubric, listLostRubrics, listRubricIds } from './rubrics.ts';
import {
  getConfession,
  getMessages,
  iterateTranscripts,
  listConfessions,
  type StoredTranscript,
} from './transcripts.ts';

const MAX_PROBLEMS = 100;

/** Problems so far, in sentences; beyond a hundred they are counted only. */
class Problems {
  readonly #said: string[] = [];
  #more = 0;

  say(problem: string): void {
    if (this.#said.length < MAX_PROBLEMS) this.#said.push(problem);
    else this.#more += 1;
  }

  get list(): string[] {
    return this.#more === 0 ? this.#said : [...this.#said, `And ${this.#more} more.`];
  }
}

function checkFile(store: ReadableStore, problems: Problems): boolean {
  for (const row of store.pragma('integrity_check(20)') as { integrity_check: string }[]) {
    if (row.integrity_check !== 'ok') problems.say(`The file: ${row.integrity_check}.`);
  }
  const orphans = store.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  for (const { table, rowid, parent } of orphans)
    problems.say(`${table} ${rowid} refers to a row that is not in ${parent}.`);
  return problems.list.length === 0;
}

/** Every text must be what its hash says, and every transcript and confession be made of the texts that it was. */
function checkContents(store: ReadableStore, problems: Problems): void {
  const before = problems.list.length;
  for (const { id, hash, bytes } of iterateContents(store)) {
    if (bytes === undefined) problems.say(`Content ${id} cannot be read: its block is damaged.`);
    else if (!sha256(bytes).equals(hash)) problems.say(`Content ${id} was changed: its hash is another.`);
  }
  // What is made of damaged contents is known to be damaged.
  if (problems.list.length > before) return;
  for (const transcript of iterateTranscripts(store)) {
    const name = `Transcript ${JSON.stringify(transcript.transcript_id)}`;
    try {
      for (const problem of changesOf(store, transcript))
        problems.say(`${name}${problem} was changed: its hash is another.`);
    } catch {
      problems.say(`${name} cannot be read: what it is made of is something else.`);
    }
  }
}

/** What of a transcript is not what its hash says: nothing, itself (an empty text) or confessions of it. */
function* changesOf(store: ReadableStore, transcript: StoredTranscript): Generator<string> {
  if (!transcriptHash(getMessages(store, transcript)).equals(transcript.hash)) yield '';
  for (const row of listConfessions(store, transcript.id)) {
    const hash = confessionHash(transcript.transcript_id, transcript.hash, getConfession(store, row));
    if (!hash.equals(row.hash)) yield `, confession ${JSON.stringify(row.confession_id)}`;
  }
}

interface Chained {
  id: string;
  grader: string;
  device: string;
  revision: number;
  previous_hash: string | null;
  hash: string;
}

/** Every revision must be as it was made, and follow the one before it. */
function checkChain<Revision extends Chained>(
  revisions: Iterable<Revision>,
  what: string,
  hashOf: (revision: Revision) => string,
  problems: Problems,
): void {
  const last = new Map<string, string>();
  for (const revision of revisions) {
    const name = `${what} ${revision.revision} by ${revision.grader} (${revision.id})`;
    if (hashOf(revision) !== revision.hash)
      problems.say(`${name} was changed after it was made: its hash is another.`);
    const chain = `${revision.grader}\u0000${revision.device}`;
    if (revision.previous_hash !== (last.get(chain) ?? null))
      problems.say(`${name} does not follow the revision before it: one is missing.`);
    last.set(chain, revision.hash);
  }
}

/** Labels and comparisons as they were made, and the newest revision of each the one that is shown. */
function checkJudgements(store: ReadableStore, problems: Problems): void {
  checkChain(iterateRevisions(store), 'Revision', ({ hash: _, ...rest }) => revisionHash(rest), problems);
  checkChain(
    iterateComparisonRevisions(store),
    'Revision of a comparison',
    ({ hash: _, ...rest }) => revisionHash(rest),
    problems,
  );
  const stale = statement(
    store,
    `SELECT (SELECT count(*) FROM current_labels c WHERE EXISTS (
       SELECT 1 FROM label_revisions r WHERE r.grader = c.grader AND r.confession = c.confession
         AND (r.revision > c.revision OR (r.revision = c.revision AND r.id > c.revision_id)))) AS labels,
     (SELECT count(*) FROM current_comparisons c WHERE EXISTS (
       SELECT 1 FROM comparison_revisions r WHERE r.grader = c.grader AND r.first = c.first AND r.second = c.second
         AND (r.revision > c.revision OR (r.revision = c.revision AND r.id > c.revision_id)))) AS comparisons`,
  ).get() as { labels: number; comparisons: number };
  if (stale.labels > 0) problems.say(`${stale.labels} labels are not shown in their newest revision.`);
  if (stale.comparisons > 0)
    problems.say(`${stale.comparisons} comparisons are not shown in their newest revision.`);
}

/** Every version must be readable, and those that labels answer and that is in force must be there. */
function checkRubrics(store: ReadableStore, problems: Problems): void {
  for (const { id } of listRubricIds(store)) {
    try {
      findRubric(store, id);
    } catch {
      problems.say(`Rubric ${id} cannot be read.`);
    }
  }
  const lost = listLostRubrics(store);
  if (lost.length > 0) problems.say(`Labels answer rubrics that are not here: ${lost.join(', ')}.`);
}

/** What is wrong with a dataset, in sentences; none where it is whole. Reads everything, a piece at a time. */
export function checkDataset(store: ReadableStore): string[] {
  const problems = new Problems();
  // Whatever else is read of a file that is damaged only says so again, if it can be read at all.
  if (!checkFile(store, problems)) return problems.list;
  checkContents(store, problems);
  checkJudgements(store, problems);
  checkRubrics(store, problems);
  return problems.list;
}
