import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement } from './handles.ts';
import type { StoredConfession, StoredTranscript } from './transcripts.ts';
import type { UnitedRow } from './union.ts';

/** What a package for one grader takes of a dataset. */

const GIVEN = `SELECT a.confession FROM assignments a WHERE a.grader = @grader AND a.withdrawn = 0`;

/** Transcripts of which the grader was given something, in the dataset's order. Streams. */
export function* iterateGivenTranscripts(store: ReadableStore, grader: string): Generator<StoredTranscript> {
  yield* store
    .prepare(
      `SELECT id, transcript_id, hash, family, content, message_count, call_count, error_count, has_reasoning, model,
         environment, target_violation, metadata FROM transcripts
       WHERE id < @horizon AND id IN (SELECT f.transcript FROM confessions f WHERE f.hash IN (${GIVEN}))
       ORDER BY id`,
    )
    .iterate({ grader, horizon: horizonOf(store).transcript }) as IterableIterator<StoredTranscript>;
}

/** The confessions of a transcript that the grader was given. */
export function listGivenConfessions(
  store: ReadableStore,
  grader: string,
  transcript: number,
): StoredConfession[] {
  return statement(
    store,
    `SELECT id, hash, transcript, confession_id, content, has_reasoning FROM confessions
     WHERE transcript = @transcript AND id < @horizon AND hash IN (${GIVEN}) ORDER BY id`,
  ).all({ grader, transcript, horizon: horizonOf(store).confession }) as StoredConfession[];
}

export function countGiven(store: ReadableStore, grader: string): { items: number; transcripts: number } {
  return statement(
    store,
    `SELECT count(*) AS items, count(DISTINCT f.transcript) AS transcripts FROM confessions f
     WHERE f.id < @horizon AND f.hash IN (${GIVEN})`,
  ).get({ grader, horizon: horizonOf(store).confession }) as { items: number; transcripts: number };
}

/**
 * The grader's assignments as a package may hold them: that one is gold, or was drawn with which chance, is the
 * coordinator's alone. They count as older than what they were made from, so that merging the package changes none.
 */
export function listGivenAssignments(store: ReadableStore, grader: string): UnitedRow[] {
  return statement(
    store,
    `SELECT id, grader, confession, 'picked' AS reason, NULL AS probability, assigned_by, created_at, NULL AS project,
       position, 0 AS withdrawn, '' AS changed_at
     FROM assignments WHERE grader = ? AND withdrawn = 0 ORDER BY number`,
  ).all(grader) as UnitedRow[];
}

/** Right answers of what the grader was given that are shown after a submit. */
export function listShownGold(store: ReadableStore, grader: string): UnitedRow[] {
  return statement(
    store,
    `SELECT confession, body, reason, source, feedback, created_at FROM gold_answers
     WHERE feedback = 1 AND confession IN (${GIVEN}) ORDER BY confession`,
  ).all({ grader }) as UnitedRow[];
}

/** The grader's own rows of what is not a log: looks, times, right answers seen. */
export function listOwn(
  store: ReadableStore,
  grader: string,
  table: 'exposures' | 'active_times' | 'gold_seen',
): UnitedRow[] {
  const columns = {
    exposures: 'grader, confession, part, earned, at',
    active_times: 'grader, day, confession, stage, active_ms',
    gold_seen: 'grader, confession, at',
  }[table];
  return statement(store, `SELECT ${columns} FROM ${table} WHERE grader = ?`).all(grader) as UnitedRow[];
}

const OWN_SIGNATURES = `
  SELECT s.hash, s.log, s.fingerprint, s.signature, s.signed_at FROM chain_signatures s WHERE
    (s.log = 'labels' AND s.hash IN (SELECT hash FROM label_revisions WHERE grader = @grader)) OR
    (s.log = 'comparisons' AND s.hash IN (SELECT hash FROM comparison_revisions WHERE grader = @grader)) OR
    (s.log = 'notes' AND s.hash IN (SELECT hash FROM note_revisions WHERE author = @grader))`;

/** Signatures over the grader's own chains. */
export function listOwnSignatures(store: ReadableStore, grader: string): UnitedRow[] {
  return statement(store, OWN_SIGNATURES).all({ grader }) as UnitedRow[];
}

/** The keys that signed the grader's own chains. */
export function listOwnKeys(store: ReadableStore, grader: string): UnitedRow[] {
  return statement(
    store,
    `SELECT fingerprint, public_key, person, first_seen_at FROM signing_keys
     WHERE fingerprint IN (SELECT fingerprint FROM (${OWN_SIGNATURES}))`,
  ).all({ grader }) as UnitedRow[];
}
