import type { AssignmentReason } from '../../../shared/domain/vocabulary.ts';
import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** Who was given which confession, why, and with what probability. */
export interface NewAssignment {
  id: string;
  grader: string;
  /** The confession's hash. */
  confession: Buffer;
  reason: AssignmentReason;
  probability: number | null;
  assigned_by: string;
  created_at: string;
  /** The project of work it belongs to, and its place in the grader's own order there. */
  project?: string | null;
  position?: number | null;
}

/** Adds an assignment; what the grader has already stays as it was given first, what was taken back is given anew. */
export function addAssignment(store: WritableStore, assignment: NewAssignment): 'added' | 'existing' {
  const { changes } = statement(
    store,
    `INSERT INTO assignments
       (id, grader, confession, reason, probability, assigned_by, created_at, project, position, changed_at)
     VALUES (@id, @grader, @confession, @reason, @probability, @assigned_by, @created_at, @project, @position,
       @created_at)
     ON CONFLICT (grader, confession) DO UPDATE SET id = excluded.id, reason = excluded.reason,
       probability = excluded.probability, assigned_by = excluded.assigned_by, created_at = excluded.created_at,
       project = excluded.project, position = excluded.position, withdrawn = 0, changed_at = excluded.changed_at
     WHERE withdrawn = 1`,
  ).run({ project: null, position: null, ...assignment });
  return changes === 0 ? 'existing' : 'added';
}

/** Confessions that the grader was not given yet, in the dataset's order; without planted ones. */
export function listUnassigned(store: ReadableStore, grader: string): { hash: string; transcript: number }[] {
  return statement(
    store,
    `SELECT lower(hex(f.hash)) AS hash, f.transcript FROM confessions f WHERE f.id < @horizon
       AND NOT EXISTS (SELECT 1 FROM assignments a
         WHERE a.grader = @grader AND a.confession = f.hash AND a.withdrawn = 0)
       AND f.hash NOT IN (SELECT confession FROM planted_confessions)
     ORDER BY f.id`,
  ).all({ grader, horizon: horizonOf(store).confession }) as { hash: string; transcript: number }[];
}

/** By grader and reason: how many were given, and how many of those the grader has submitted. */
export function countAssignments(
  store: ReadableStore,
): { grader: string; reason: AssignmentReason; assigned: number; submitted: number }[] {
  return statement(
    store,
    `SELECT a.grader, a.reason, count(*) AS assigned, total(c.state = 'submitted') AS submitted
     FROM assignments a LEFT JOIN current_labels c ON c.grader = a.grader AND c.confession = a.confession
     WHERE a.withdrawn = 0 GROUP BY a.grader, a.reason ORDER BY a.grader, a.reason`,
  ).all() as { grader: string; reason: AssignmentReason; assigned: number; submitted: number }[];
}
