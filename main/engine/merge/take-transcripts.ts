import { parseKeepingDigits } from '../big-integers.ts';
import type { ReadConfession, ReadTranscript } from '../formats/format.ts';
import type { Importer } from '../imports/importer.ts';
import type { ReadableStore, WritableStore } from '../store/handles.ts';
import {
  findTranscript,
  getConfession,
  getMessages,
  iterateTranscripts,
  listConfessions,
  listJudgeScores,
  type StoredConfession,
  type StoredTranscript,
} from '../store/transcripts.ts';
import { uniteJudgeScore } from '../store/union.ts';

function readConfession(theirs: ReadableStore, row: StoredConfession): ReadConfession {
  return { confession: getConfession(theirs, row), judge_scores: listJudgeScores(theirs, row.id) };
}

/** A stored transcript with these of its confessions, as a reader of files would give it. */
export function storedTranscript(
  store: ReadableStore,
  transcript: StoredTranscript,
  confessions: readonly StoredConfession[],
): ReadTranscript {
  return {
    id: transcript.transcript_id,
    messages: getMessages(store, transcript),
    confessions: confessions.map((row) => readConfession(store, row)),
    metadata: parseKeepingDigits(transcript.metadata) as Record<string, unknown>,
    family: transcript.family,
    target_violation: transcript.target_violation ?? undefined,
  };
}

/**
 * Takes the transcripts, confessions and judge scores of a copy that are not here, into a run of the importer. The
 * copy was verified: nothing of it contradicts what is here.
 */
export function* takeTranscripts(
  ours: WritableStore,
  theirs: ReadableStore,
  importer: Importer,
): Generator<void> {
  const desk = importer.joinDesk();
  for (const transcript of iterateTranscripts(theirs)) {
    const rows = listConfessions(theirs, transcript.id);
    const here = findTranscript(ours, transcript.transcript_id);
    if (here === undefined) {
      const rejection = importer.take(storedTranscript(theirs, transcript, rows));
      if (rejection !== undefined) throw new Error(`a verified transcript was rejected: ${rejection.reason}`);
    } else {
      importer.counts.transcripts.existing += 1;
      for (const row of rows) desk.take(here, readConfession(theirs, row));
    }
    if (importer.isBatchFull) importer.flush();
    yield;
  }
  importer.finish();
}

/** Where both copies hold a score of one judge for one confession, and not the same. */
export function* uniteScores(ours: WritableStore, theirs: ReadableStore): Generator<void> {
  for (const transcript of iterateTranscripts(theirs)) {
    for (const row of listConfessions(theirs, transcript.id)) {
      for (const { judge, score } of listJudgeScores(theirs, row.id))
        uniteJudgeScore(ours, row.hash, judge, score);
    }
    yield;
  }
}
