import * as z from 'zod';
import { Hash, LabelBody } from './label.ts';

/**
 * What became of a disagreement: `settled` by an answer that stands for all, `kept` because both answers can be held
 * (exports then carry the share of each), `reopened` to be looked at again.
 */
export const ADJUDICATION_STATES = ['settled', 'kept', 'reopened'] as const;
export type AdjudicationState = (typeof ADJUDICATION_STATES)[number];

/**
 * One revision of how a disagreement about a confession was settled: append-only, chained per adjudicator and device,
 * merged by union like labels. It stands beside the graders' labels and changes none.
 */
export const AdjudicationRevision = z
  .strictObject({
    id: z.uuidv7(),
    /** The confession it is about, by content hash. */
    confession: Hash,
    adjudicator: z.string().min(1).max(200),
    /** One more than any seen for this confession when it was made, whoever made it. */
    revision: z.int().positive(),
    state: z.enum(ADJUDICATION_STATES),
    /** The answer that stands; null unless settled. */
    body: LabelBody.nullable(),
    /** Whose answer was taken over, by field (`misbehaved`, `claims/objective:0` …); fields decided anew are not here. */
    taken_from: z.record(z.string(), z.string()),
    /** The labels it was decided upon: ids of their revisions, in ascending order. */
    labels: z.array(z.uuidv7()),
    /** Why, in the adjudicator's words. */
    reason: z.string(),
    rubric: z.string().min(1),
    created_at: z.string(),
    device: z.string().min(1),
    /** `hash` of this adjudicator's previous revision on this device, null for the first. */
    previous_hash: Hash.nullable(),
    /** SHA-256 of the canonical JSON (RFC 8785) of everything above. */
    hash: Hash,
  })
  .refine(({ state, body }) => (state === 'settled') === (body !== null), {
    message: 'a settled disagreement has an answer, any other has none',
    path: ['body'],
  });
export type AdjudicationRevision = z.infer<typeof AdjudicationRevision>;
