import { type ReadableStore, statement } from './handles.ts';

/** Everybody who was given work or submitted something, by name. */
export function listKnownGraders(
  store: ReadableStore,
): { name: string; given: number; submitted: number; labels: number }[] {
  return statement(
    store,
    `WITH given AS (
       SELECT a.grader, count(*) AS given, total(c.state = 'submitted') AS submitted
       FROM assignments a LEFT JOIN current_labels c ON c.grader = a.grader AND c.confession = a.confession
       WHERE a.withdrawn = 0 GROUP BY a.grader),
     said AS (
       SELECT grader, total(state = 'submitted') AS labels FROM current_labels GROUP BY grader),
     names AS (SELECT grader FROM given UNION SELECT grader FROM said)
     SELECT n.grader AS name, coalesce(g.given, 0) AS given, coalesce(g.submitted, 0) AS submitted,
       coalesce(s.labels, 0) AS labels
     FROM names n LEFT JOIN given g ON g.grader = n.grader LEFT JOIN said s ON s.grader = n.grader
     ORDER BY n.grader`,
  ).all() as { name: string; given: number; submitted: number; labels: number }[];
}

/** Of each person who signed something here, the key of the last signature. */
export function listLastKeys(
  store: ReadableStore,
): { person: string; fingerprint: string; signed_at: string }[] {
  // With max(), SQLite takes the other columns from the row that has it.
  return statement(
    store,
    `SELECT k.person, k.fingerprint, max(s.signed_at) AS signed_at
     FROM signing_keys k JOIN chain_signatures s ON s.fingerprint = k.fingerprint GROUP BY k.person`,
  ).all() as { person: string; fingerprint: string; signed_at: string }[];
}
