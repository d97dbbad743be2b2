import { basename } from 'node:path';
import type * as z from 'zod';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { AdjudicationRevision } from '../../../shared/domain/adjudication.ts';
import { ComparisonRevision } from '../../../shared/domain/comparison.ts';
import { LabelRevision } from '../../../shared/domain/label.ts';
import { NoteRevision } from '../../../shared/domain/note.ts';
import { confessionHash, revisionHash, transcriptHash } from '../hash.ts';
import { isSignatureGood } from '../provenance/sign-chain.ts';
import { fingerprintOf } from '../provenance/signing-key.ts';
import { findFact } from '../store/dataset.ts';
import type { ReadableStore } from '../store/handles.ts';
import { type Chained, iterateLog, LOG_NAMES, LOGS, type LogName, listBrokenLinks } from '../store/logs.ts';
import { listRubricIds } from '../store/rubrics.ts';
import { findSigningKey, listSignedEnds, listSigningKeys } from '../store/signatures.ts';
import {
  findConfession,
  findTranscript,
  getConfession,
  getMessages,
  iterateTranscripts,
  listConfessions,
  type StoredTranscript,
} from '../store/transcripts.ts';
import { storedRubric } from '../store/union.ts';

/** What a revision of each log must look like; a copy may come from anybody. */
const SHAPES = {
  labels: LabelRevision,
  comparisons: ComparisonRevision,
  adjudications: AdjudicationRevision,
  notes: NoteRevision,
} satisfies Record<LogName, z.ZodType>;

/** Refuses a copy as a whole: nothing was taken of it. */
export function refuseCopy(file: string, what: string): ShriveError {
  return new ShriveError(
    'COPY_DAMAGED',
    `${basename(file)} was refused and nothing was taken of it: ${what} Ask for it again, or look at it with: npx shrive check`,
    { where: { file } },
  );
}

/** Refuses a copy of another dataset. */
export function requireSameDataset(file: string, ours: ReadableStore, theirs: ReadableStore): void {
  if (findFact(ours, 'id') === findFact(theirs, 'id')) return;
  throw new ShriveError(
    'COPY_FOREIGN',
    `${basename(file)} is of another dataset, and nothing was taken of it. Copies and packages of the same dataset can be merged; transcripts and labels of another come in with Import.`,
    { where: { file } },
  );
}

function verifyFile(file: string, theirs: ReadableStore): void {
  const [first] = theirs.pragma('quick_check(1)') as { quick_check: string }[];
  if (first?.quick_check !== 'ok') throw refuseCopy(file, `the file is damaged: ${first?.quick_check}.`);
}

/** Every revision must have the shape of its log, be as it was made, and follow one that is there. */
function* verifyLog(file: string, theirs: ReadableStore, log: LogName): Generator<void> {
  let seen = 0;
  for (const record of iterateLog<Chained>(theirs, log)) {
    const parsed = SHAPES[log].safeParse(record);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw refuseCopy(
        file,
        `a revision in ${LOGS[log].table} is not what it must be: ${issue?.path.map(String).join('.')}: ${issue?.message}.`,
      );
    }
    const { hash, ...rest } = parsed.data;
    if (revisionHash(rest) !== hash)
      throw refuseCopy(file, `revision ${record.id} was changed after it was made: its hash is another.`);
    seen += 1;
    if (seen % 500 === 0) yield;
  }
  const [broken] = listBrokenLinks(theirs, log, 1);
  if (broken !== undefined) {
    throw refuseCopy(
      file,
      `revision ${broken.id} by ${broken.person} does not follow the revision before it: one is missing.`,
    );
  }
}

/** What is signed must be there and signed by the key it names. */
function verifySignatures(file: string, theirs: ReadableStore): void {
  for (const key of listSigningKeys(theirs)) {
    if (fingerprintOf(key.public_key) !== key.fingerprint)
      throw refuseCopy(file, `the key of ${key.person} is not the one its name says.`);
  }
  for (const { signature, person, isRevisionHere } of listSignedEnds(theirs)) {
    const key = findSigningKey(theirs, signature.fingerprint);
    if (!isRevisionHere)
      throw refuseCopy(file, `a revision that ${person} signed at ${signature.signed_at} is missing.`);
    if (key === undefined || !isSignatureGood(theirs, signature, key))
      throw refuseCopy(file, `a signature of ${person} does not fit what it signs.`);
  }
}

/** Rubric versions of the same name must say the same: labels answer them by name. */
function verifyRubrics(file: string, ours: ReadableStore, theirs: ReadableStore): void {
  for (const { id } of listRubricIds(theirs)) {
    const here = storedRubric(ours, id);
    if (here !== undefined && here !== storedRubric(theirs, id))
      throw refuseCopy(file, `it holds another rubric under the name ${id}. Give one of them another name.`);
  }
}

function verifyTranscript(
  file: string,
  ours: ReadableStore,
  theirs: ReadableStore,
  transcript: StoredTranscript,
): void {
  const name = `transcript ${JSON.stringify(transcript.transcript_id)}`;
  const here = findTranscript(ours, transcript.transcript_id);
  if (here !== undefined && !here.hash.equals(transcript.hash))
    throw refuseCopy(file, `${name} says something else than here.`);
  const isNew = here === undefined;
  if (isNew && !transcriptHash(getMessages(theirs, transcript)).equals(transcript.hash))
    throw refuseCopy(file, `${name} was changed: its hash is another.`);
  const known = new Map(
    here === undefined ? [] : listConfessions(ours, here.id).map((row) => [row.confession_id, row.hash]),
  );
  for (const row of listConfessions(theirs, transcript.id)) {
    const hash = known.get(row.confession_id);
    if (hash?.equals(row.hash) === true) continue;
    if (hash !== undefined || findConfession(ours, row.hash) !== undefined)
      throw refuseCopy(
        file,
        `confession ${JSON.stringify(row.confession_id)} of ${name} says something else than here.`,
      );
    const made = confessionHash(transcript.transcript_id, transcript.hash, getConfession(theirs, row));
    if (!made.equals(row.hash))
      throw refuseCopy(file, `confession ${JSON.stringify(row.confession_id)} of ${name} was changed.`);
  }
}

/**
 * Reads a copy through before anything is taken of it, and refuses it whole where it is of another dataset, damaged or
 * changed. Yields now and then, so that it can be stopped.
 */
export function* verifyCopy(file: string, ours: ReadableStore, theirs: ReadableStore): Generator<void> {
  requireSameDataset(file, ours, theirs);
  verifyFile(file, theirs);
  verifyRubrics(file, ours, theirs);
  for (const log of LOG_NAMES) yield* verifyLog(file, theirs, log);
  verifySignatures(file, theirs);
  for (const transcript of iterateTranscripts(theirs)) {
    verifyTranscript(file, ours, theirs, transcript);
    yield;
  }
}
