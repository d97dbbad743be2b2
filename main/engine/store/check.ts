import { confessionHash, revisionHash, sha256, transcriptHash } from '../hash.ts';
import { iterateContents } from './contents.ts';
import { type ReadableStore, statement } from './handles.ts';
import { type Chained, iterateLog, LOG_NAMES, LOGS, type LogName, listBrokenLinks } from './logs.ts';
import { findRubric, listLostRubrics, listRubricIds } from './rubrics.ts';
import { type ChainSignature, findSigningKey, listSignedEnds, type SigningKeyRow } from './signatures.ts';
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

const REVISION_OF: Record<LogName, string> = {
  labels: 'Revision',
  comparisons: 'Revision of a comparison',
  adjudications: 'Adjudication',
  notes: 'Note',
};

/** Every revision must be as it was made, follow one that is here, and end in what was signed where something was. */
function checkLog(store: ReadableStore, log: LogName, problems: Problems): void {
  const what = REVISION_OF[log];
  const { person: by } = LOGS[log];
  type Said = Chained & { revision: number } & Partial<Record<typeof by, string>>;
  for (const { hash, ...rest } of iterateLog<Said>(store, log)) {
    if (revisionHash(rest) !== hash)
      problems.say(
        `${what} ${rest.revision} by ${rest[by]} (${rest.id}) was changed after it was made: its hash is another.`,
      );
  }
  for (const { id, person } of listBrokenLinks(store, log, MAX_PROBLEMS))
    problems.say(`${what} by ${person} (${id}) does not follow the revision before it: one is missing.`);
}

/** Whether a signature is by the key it names and over what it says. */
export type IsSignatureGood = (
  store: ReadableStore,
  signature: ChainSignature,
  key: SigningKeyRow,
) => boolean;

/** What was signed must be here, and signed by the key it names. */
function checkSignatures(store: ReadableStore, isGood: IsSignatureGood, problems: Problems): void {
  for (const { signature, person, isRevisionHere } of listSignedEnds(store)) {
    const key = findSigningKey(store, signature.fingerprint);
    if (!isRevisionHere)
      problems.say(`A revision that ${person} signed at ${signature.signed_at} is missing.`);
    else if (key === undefined || !isGood(store, signature, key))
      problems.say(`A signature of ${person} at ${signature.signed_at} does not fit what it signs.`);
  }
}

/** All that people said as they said it, and the newest revision of each the one that is shown. */
function checkJudgements(store: ReadableStore, isGood: IsSignatureGood, problems: Problems): void {
  for (const log of LOG_NAMES) checkLog(store, log, problems);
  checkSignatures(store, isGood, problems);
  const stale = statement(
    store,
    `SELECT (SELECT count(*) FROM current_labels c WHERE EXISTS (
       SELECT 1 FROM label_revisions r WHERE r.grader = c.grader AND r.confession = c.confession
         AND (r.revision > c.revision OR (r.revision = c.revision AND r.id > c.revision_id)))) AS labels,
     (SELECT count(*) FROM current_comparisons c WHERE EXISTS (
       SELECT 1 FROM comparison_revisions r WHERE r.grader = c.grader AND r.first = c.first AND r.second = c.second
         AND (r.revision > c.revision OR (r.revision = c.revision AND r.id > c.revision_id)))) AS comparisons,
     (SELECT count(*) FROM current_adjudications c WHERE EXISTS (
       SELECT 1 FROM adjudication_revisions r WHERE r.confession = c.confession
         AND (r.revision > c.revision OR (r.revision = c.revision AND r.id > c.revision_id)))) AS adjudications`,
  ).get() as { labels: number; comparisons: number; adjudications: number };
  if (stale.labels > 0) problems.say(`${stale.labels} labels are not shown in their newest revision.`);
  if (stale.comparisons > 0)
    problems.say(`${stale.comparisons} comparisons are not shown in their newest revision.`);
  if (stale.adjudications > 0)
    problems.say(`${stale.adjudications} adjudications are not shown in their newest revision.`);
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
export function checkDataset(store: ReadableStore, isGood: IsSignatureGood): string[] {
  const problems = new Problems();
  // Whatever else is read of a file that is damaged only says so again, if it can be read at all.
  if (!checkFile(store, problems)) return problems.list;
  checkContents(store, problems);
  checkJudgements(store, isGood, problems);
  checkRubrics(store, problems);
  return problems.list;
}
