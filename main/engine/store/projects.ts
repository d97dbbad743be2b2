import { horizonOf } from './dataset.ts';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/** A confession that can be given out. */
export interface PoolItem {
  hash: string;
  transcript: number;
  model: string | null;
  environment: string | null;
  is_gold: 0 | 1;
  /** Names of those who have it, a JSON array. */
  given_to: string;
  is_planted: 0 | 1;
  /** What it was planted from, or itself where others were planted from it; null else. */
  twin: string | null;
}

/** The confessions of these transcripts with who has them; in the dataset's order. */
export function listPool(store: ReadableStore, transcriptIds: readonly string[] | undefined): PoolItem[] {
  const chosen =
    transcriptIds === undefined ? '' : 'AND t.transcript_id IN (SELECT value FROM json_each(@chosen))';
  return statement(
    store,
    `SELECT lower(hex(f.hash)) AS hash, f.transcript, t.model, t.environment,
       EXISTS (SELECT 1 FROM gold_answers g WHERE g.confession = f.hash) AS is_gold,
       (SELECT json_group_array(a.grader) FROM assignments a WHERE a.confession = f.hash AND a.withdrawn = 0) AS given_to,
       p.confession IS NOT NULL AS is_planted,
       lower(hex(coalesce(p.original, (SELECT o.original FROM planted_confessions o WHERE o.original = f.hash LIMIT 1)))) AS twin
     FROM confessions f JOIN transcripts t ON t.id = f.transcript
       LEFT JOIN planted_confessions p ON p.confession = f.hash WHERE f.id < @horizon ${chosen} ORDER BY f.id`,
  ).all({
    horizon: horizonOf(store).confession,
    ...(transcriptIds !== undefined && { chosen: JSON.stringify(transcriptIds) }),
  }) as PoolItem[];
}

export interface StoredProject {
  id: string;
  name: string;
  seed: number;
  /** JSON of its rule. */
  plan: string;
  created_by: string;
  created_at: string;
}

export function addProject(store: WritableStore, project: StoredProject): void {
  statement(
    store,
    `INSERT INTO work_projects (id, name, seed, plan, created_by, created_at)
     VALUES (@id, @name, @seed, @plan, @created_by, @created_at)`,
  ).run(project);
}

/** Newest first. */
export function listProjects(store: ReadableStore): StoredProject[] {
  return statement(
    store,
    'SELECT id, name, seed, plan, created_by, created_at FROM work_projects ORDER BY created_at DESC, id DESC',
  ).all() as StoredProject[];
}

export interface ProjectProgress {
  project: string;
  grader: string;
  assigned: number;
  submitted: number;
  withdrawn: number;
}

/** How far each grader of each project is. */
export function listProjectProgress(store: ReadableStore): ProjectProgress[] {
  return statement(
    store,
    `SELECT a.project, a.grader, total(a.withdrawn = 0) AS assigned,
       total(a.withdrawn = 0 AND c.state = 'submitted') AS submitted, total(a.withdrawn = 1) AS withdrawn
     FROM assignments a LEFT JOIN current_labels c ON c.grader = a.grader AND c.confession = a.confession
     WHERE a.project IS NOT NULL GROUP BY a.project, a.grader ORDER BY a.project, a.grader`,
  ).all() as ProjectProgress[];
}

export interface OpenAssignment {
  hash: string;
  reason: string;
  probability: number | null;
  project: string | null;
}

/** What a grader was given and has not submitted, in the order it was given. */
export function listOpenAssignments(
  store: ReadableStore,
  grader: string,
  project: string | undefined,
): OpenAssignment[] {
  return statement(
    store,
    `SELECT lower(hex(a.confession)) AS hash, a.reason, a.probability, a.project FROM assignments a
     WHERE a.grader = @grader AND a.withdrawn = 0 AND (@project IS NULL OR a.project = @project)
       AND NOT EXISTS (SELECT 1 FROM current_labels c
         WHERE c.grader = a.grader AND c.confession = a.confession AND c.state = 'submitted')
     ORDER BY a.number`,
  ).all({ grader, project: project ?? null }) as OpenAssignment[];
}

export function withdrawAssignment(
  store: WritableStore,
  grader: string,
  confession: Buffer,
  at: string,
): void {
  statement(
    store,
    'UPDATE assignments SET withdrawn = 1, changed_at = @at WHERE grader = @grader AND confession = @confession',
  ).run({ grader, confession, at });
}

/** Active milliseconds per submitted label over all graders; undefined where nobody has submitted any. */
export function meanActiveTime(store: ReadableStore): number | undefined {
  const { spent, labels } = statement(
    store,
    `SELECT (SELECT total(active_ms) FROM active_times) AS spent,
       (SELECT count(*) FROM current_labels WHERE state = 'submitted') AS labels`,
  ).get() as { spent: number; labels: number };
  return labels === 0 || spent === 0 ? undefined : spent / labels;
}
