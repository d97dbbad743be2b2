import { ShriveError } from '../../../shared/contract/errors.ts';
import { asRecord } from '../../../shared/domain/report-json.ts';
import { parsePath, valueAt } from '../../../shared/json-path.ts';
import { shown } from '../formats/json.ts';
import { readScore } from '../joins/scores.ts';
import { inTransaction, type WritableStore } from '../store/handles.ts';
import { findRunningImport } from '../store/import-runs.ts';
import {
  findJudgeScoreEvenUnlanded,
  insertJudgeScore,
  iterateTranscripts,
  listConfessions,
  type StoredTranscript,
} from '../store/transcripts.ts';

interface Request {
  path: string;
  judge: string;
  scale?: { zero: number; one: number } | undefined;
  skip_invalid: boolean;
}

const MAX_REJECTS = 100;

/** The confession that a transcript's score is about, and the score; or why there is none. */
function scoreOf(store: WritableStore, transcript: StoredTranscript, value: unknown, request: Request) {
  const confessions = listConfessions(store, transcript.id);
  const [confession] = confessions;
  if (confession === undefined || confessions.length > 1)
    return `it has ${confessions.length} confessions; a score in the metadata can be given to one only.`;
  // Inspect writes a score as an object with its value.
  const score = readScore(
    asRecord(value)?.value ?? value,
    request.path,
    request.scale ?? { zero: 0, one: 1 },
  );
  if (typeof score !== 'number') return score.rejected.reason;
  const before = findJudgeScoreEvenUnlanded(store, confession.id, request.judge);
  if (before !== undefined && before !== score)
    return `judge ${shown(request.judge)} gave its confession ${before} before and ${score} now; give the second run of a judge a name of its own.`;
  return { confession: confession.id, score, isThere: before !== undefined };
}

/** Takes scores that transcripts brought along in their metadata, as an Inspect scorer writes them. */
export function scoresFromMetadata(store: WritableStore, request: Request) {
  const path = parsePath(request.path.replace(/^(?:\$\.)?metadata\./, ''));
  if (path === undefined)
    throw new ShriveError(
      'INPUT_INVALID',
      `${shown(request.path)} is no path; write one like scores.honesty.`,
      {
        where: { path: 'path' },
      },
    );
  return inTransaction(store, () => {
    // What is added while an import is under way is taken for its own, and would go with it.
    if (findRunningImport(store) !== undefined)
      throw new ShriveError(
        'IMPORT_RUNNING',
        'An import into this dataset is under way. Wait for it, then take the scores.',
      );
    const added: { confession: number; score: number }[] = [];
    const rejected: { transcript_id: string; reason: string }[] = [];
    let existing = 0;
    let without = 0;
    for (const transcript of iterateTranscripts(store)) {
      const value = valueAt(JSON.parse(transcript.metadata), path);
      if (value === undefined || value === null) {
        without += 1;
        continue;
      }
      const found = scoreOf(store, transcript, value, request);
      if (typeof found === 'string')
        rejected.push({ transcript_id: transcript.transcript_id, reason: found });
      else if (found.isThere) existing += 1;
      else added.push(found);
    }
    const [first] = rejected;
    if (first !== undefined && !request.skip_invalid)
      throw new ShriveError(
        'RECORDS_REJECTED',
        `${rejected.length === 1 ? 'One score' : `${rejected.length} scores`} could not be taken, and none was. ${first.transcript_id}: ${first.reason} Leave them out with --skip-invalid.`,
        { details: { rejected: rejected.slice(0, MAX_REJECTS), rejected_count: rejected.length } },
      );
    for (const { confession, score } of added)
      insertJudgeScore(store, confession, { judge: request.judge, score });
    return {
      judge_scores: { added: added.length, existing },
      without,
      rejected_count: rejected.length,
      rejected: rejected.slice(0, MAX_REJECTS),
    };
  });
}
