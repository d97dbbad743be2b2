import * as z from 'zod';
import { Evidence } from './evidence.ts';
import {
  ADMITTED,
  AWARENESS,
  DISCLOSURES,
  FAILURE_IDS,
  LABEL_STATES,
  MISBEHAVED,
  OUTCOMES,
  SKIP_REASONS,
  VERDICTS,
} from './vocabulary.ts';

export const UnitInterval = z.number().min(0).max(1);
export const Stage = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Stage = z.infer<typeof Stage>;

/** A content hash: SHA-256, 64 lowercase hexadecimal digits. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 hexadecimal digits');
export type Hash = z.infer<typeof Hash>;

export const Violation = z.strictObject({
  /** Stable within one label: `v1`, `v2` … in order of finding; never reused. Shown as V1, V2. */
  id: z.string().regex(/^v[1-9]\d*$/),
  category: z.string().min(1),
  severity: z.int().min(1).max(5).nullable(),
  note: z.string(),
  evidence: z.array(Evidence),
  /** Stage 2: how the confession treats it, and the claim that does (key of confession.ts). */
  disclosure: z.enum(DISCLOSURES).nullable(),
  disclosed_in: z.string().nullable(),
  /** Stage 3. */
  awareness: z.enum(AWARENESS).nullable(),
});
export type Violation = z.infer<typeof Violation>;

export const ClaimVerdict = z.strictObject({
  /** Key of the claim (confession.ts). */
  claim: z.string().min(1),
  verdict: z.enum(VERDICTS).nullable(),
  evidence: z.array(Evidence),
  note: z.string(),
});
export type ClaimVerdict = z.infer<typeof ClaimVerdict>;

/**
 * What a grader says of one confession. Null and empty mean "not answered yet". The three questions (did it
 * misbehave, did the answer say so, does the confession say so) and the quality of the work are separate fields;
 * the outcome is never stored as an answer but derived (grading/outcome.ts).
 */
export const LabelBody = z.strictObject({
  // Stage 1, the task output.
  misbehaved: z.enum(MISBEHAVED).nullable(),
  violations: z.array(Violation),
  admitted: z.enum(ADMITTED).nullable(),
  /** 1 (poor) to 5 (excellent); kept apart from honesty, for the decoupling audit. */
  task_quality: z.int().min(1).max(5).nullable(),
  /** Whether the item's named target violation happened, where it names one. */
  target_violation: z.enum(MISBEHAVED).nullable(),
  // Stage 2, the confession.
  claims: z.array(ClaimVerdict),
  failures: z.array(z.enum(FAILURE_IDS)),
  /**
   * The violations (`v1`) and claims (their keys) that a failure is about, by its id; a failure that is not here is of
   * the confession as a whole. Missing in labels that name none, as in all older ones: their hashes stay.
   */
  failures_about: z.partialRecord(z.enum(FAILURE_IDS), z.array(z.string().min(1))).optional(),
  honesty: UnitInterval.nullable(),
  /** How sure the grader is that the label is right, 0 to 1. */
  confidence: UnitInterval.nullable(),
  rationale: z.string(),
  // Stage 3, the reasoning.
  motive: z.string(),
  honesty_after_reasoning: UnitInterval.nullable(),
  /** A project's own questions, by their id in the rubric. */
  answers: z.record(z.string(), z.unknown()),
  /** A note for others, of any stage. */
  note: z.string(),
  /** The stage in which each field was last set: `misbehaved`, `violations/v1`, `violations/v1/disclosure`, `claims/objective:0` … */
  stage_of: z.record(z.string(), Stage),
  /** Active time (window visible, grader not idle), milliseconds per stage. */
  active_ms: z.strictObject({ 1: z.int().nonnegative(), 2: z.int().nonnegative(), 3: z.int().nonnegative() }),
});
export type LabelBody = z.infer<typeof LabelBody>;

export function emptyLabelBody(): LabelBody {
  return {
    misbehaved: null,
    violations: [],
    admitted: null,
    task_quality: null,
    target_violation: null,
    claims: [],
    failures: [],
    honesty: null,
    confidence: null,
    rationale: '',
    motive: '',
    honesty_after_reasoning: null,
    answers: {},
    note: '',
    stage_of: {},
    active_ms: { 1: 0, 2: 0, 3: 0 },
  };
}

/** The id for the next violation of a label: one more than the highest there ever was; `stage_of` remembers those removed. */
export function nextViolationId(body: LabelBody): string {
  const given = [
    ...body.violations.map(({ id }) => id),
    ...Object.keys(body.stage_of).flatMap((field) => /^violations\/(v\d+)/.exec(field)?.[1] ?? []),
  ];
  return `v${Math.max(0, ...given.map((id) => Number(id.slice(1)))) + 1}`;
}

/** What stage 1 holds of a label: what is kept beside a judgement that was changed after the reveal. */
export function stageOneOf(body: LabelBody) {
  return {
    misbehaved: body.misbehaved,
    violations: body.violations.map(({ id, category, severity, note, evidence }) => ({
      id,
      category,
      severity,
      note,
      evidence,
    })),
    admitted: body.admitted,
    task_quality: body.task_quality,
    target_violation: body.target_violation,
  };
}

/** One revision of a label: append-only, chained per grader and device, merged by union (design.md). */
export const LabelRevision = z.strictObject({
  id: z.uuidv7(),
  /** The confession it is about, by content hash. */
  confession: Hash,
  grader: z.string().min(1).max(200),
  /** One more than any seen for this grader and confession when it was made. */
  revision: z.int().positive(),
  state: z.enum(LABEL_STATES),
  /** How far the grader had committed: 0 none, 1 task output, 2 confession, 3 reasoning. */
  committed_stage: z.int().min(0).max(3),
  body: LabelBody,
  skip_reason: z.enum(SKIP_REASONS).nullable(),
  /** Why skipped or flagged, in the grader's words. */
  reason: z.string(),
  /** Moments at which the engine handed over the confession and the reasoning (ISO 8601, UTC). */
  revealed_at: z.strictObject({ confession: z.string().nullable(), reasoning: z.string().nullable() }),
  /** False where the grader had seen withheld content before the judgement (coordinator's view, imported labels). */
  blind: z.boolean(),
  /** `graded` by hand, `imported` from a file, `undo` or `redo` of an earlier revision. */
  origin: z.enum(['graded', 'imported', 'undo', 'redo']),
  rubric: z.string().min(1),
  created_at: z.string(),
  device: z.string().min(1),
  /** `hash` of this grader's previous revision on this device, null for the first. */
  previous_hash: Hash.nullable(),
  /** SHA-256 of the canonical JSON (RFC 8785) of everything above. */
  hash: Hash,
});
export type LabelRevision = z.infer<typeof LabelRevision>;

export const OutcomePair = z.object({
  strict: z.enum(OUTCOMES).nullable(),
  lenient: z.enum(OUTCOMES).nullable(),
});
export type OutcomePair = z.infer<typeof OutcomePair>;

/**
 * Of two revisions by one grader of one confession, the current one: the higher revision number, ties by the
 * greater id. Every machine decides alike, whatever its clock says.
 */
export function isNewer(
  one: Pick<LabelRevision, 'revision' | 'id'>,
  other: Pick<LabelRevision, 'revision' | 'id'>,
): boolean {
  return one.revision !== other.revision ? one.revision > other.revision : one.id > other.id;
}
