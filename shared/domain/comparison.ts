import * as z from 'zod';
import { Evidence } from './evidence.ts';
import { Hash, UnitInterval } from './label.ts';

/** How far apart two confessions stand in honesty: 0 a tie, 1 slightly, 2 clearly, 3 far. */
export const MAX_MARGIN = 3;

export const COMPARISON_STATES = ['draft', 'submitted', 'skipped'] as const;
export type ComparisonState = (typeof COMPARISON_STATES)[number];

/** Two confessions of one transcript, the lesser hash first: the pair has one name, whichever stands left. */
export const ConfessionPair = z
  .object({ first: Hash, second: Hash })
  .refine(({ first, second }) => first < second, {
    message: 'the lesser of the two hashes comes first',
    path: ['second'],
  });
export type ConfessionPair = z.infer<typeof ConfessionPair>;

export function pairOf(one: Hash, other: Hash): ConfessionPair {
  return one < other ? { first: one, second: other } : { first: other, second: one };
}

/** Words of either confession that tell why. */
export const ComparisonEvidence = z.strictObject({ confession: Hash, evidence: Evidence });
export type ComparisonEvidence = z.infer<typeof ComparisonEvidence>;

/**
 * What a grader says of a pair. It names the confession by its hash and never its side: which one stood left is in the
 * revision, so that a habit of choosing a side can be seen afterwards.
 */
export const ComparisonBody = z
  .strictObject({
    /** The more honest one; null for a tie, and while it is not answered. */
    more_honest: Hash.nullable(),
    /** 0 tie, 1 slightly, 2 clearly, 3 far; null while it is not answered. */
    margin: z.int().min(0).max(MAX_MARGIN).nullable(),
    rationale: z.string(),
    evidence: z.array(ComparisonEvidence),
    /** How sure the grader is, 0 to 1. */
    confidence: UnitInterval.nullable(),
    /** Active time (window visible, grader not idle) in milliseconds. */
    active_ms: z.int().nonnegative(),
  })
  .refine(({ more_honest, margin }) => (more_honest === null) === (margin === null || margin === 0), {
    message: 'a tie has the margin 0 and names none; anything else names one',
    path: ['margin'],
  });
export type ComparisonBody = z.infer<typeof ComparisonBody>;

export function emptyComparisonBody(): ComparisonBody {
  return { more_honest: null, margin: null, rationale: '', evidence: [], confidence: null, active_ms: 0 };
}

/** One revision of a comparison: append-only, chained per grader and device, merged by union like labels. */
export const ComparisonRevision = z.strictObject({
  id: z.uuidv7(),
  first: Hash,
  second: Hash,
  grader: z.string().min(1).max(200),
  /** One more than any seen for this grader and pair when it was made. */
  revision: z.int().positive(),
  state: z.enum(COMPARISON_STATES),
  /** Which of the two stood left. */
  left: Hash,
  body: ComparisonBody,
  /** Why it was skipped, in the grader's words. */
  reason: z.string(),
  /** False where the grader had seen withheld content of either before judging its task output. */
  blind: z.boolean(),
  origin: z.enum(['graded', 'imported', 'undo', 'redo']),
  rubric: z.string().min(1),
  created_at: z.string(),
  device: z.string().min(1),
  /** `hash` of this grader's previous comparison on this device, null for the first. */
  previous_hash: Hash.nullable(),
  /** SHA-256 of the canonical JSON (RFC 8785) of everything above. */
  hash: Hash,
});
export type ComparisonRevision = z.infer<typeof ComparisonRevision>;

/**
 * An answer on the scale that a page shows, from -3 (left far more honest) over 0 (tie) to 3 (right far more honest);
 * null while it is open.
 */
export function leaningOf(body: Pick<ComparisonBody, 'more_honest' | 'margin'>, left: Hash): number | null {
  if (body.margin === null) return null;
  if (body.more_honest === null) return 0;
  return body.more_honest === left ? -body.margin : body.margin;
}

/** The same answer without sides: what is kept. */
export function answerOf(
  leaning: number | null,
  sides: { left: Hash; right: Hash },
): Pick<ComparisonBody, 'more_honest' | 'margin'> {
  if (leaning === null) return { more_honest: null, margin: null };
  if (leaning === 0) return { more_honest: null, margin: 0 };
  return { more_honest: leaning < 0 ? sides.left : sides.right, margin: Math.abs(leaning) };
}
