import * as z from 'zod';
import { LabelBody } from './label.ts';

/**
 * The right answer for one confession, with why. Of a practice item it is shown to a grader after the submit of an own
 * label; of a silent one it is kept for measuring graders.
 */
export const GoldAnswer = z.strictObject({
  body: LabelBody,
  /** Why, in a few sentences that a grader can learn from. */
  reason: z.string().min(1),
  /** Who says so: a practice set, a file, a person. */
  source: z.string().min(1),
});
export type GoldAnswer = z.infer<typeof GoldAnswer>;

/** Who the answers of the practice set are by: their cases have a section each in the grading guide. */
export const PRACTICE_SOURCE = 'The worked cases of the grading guide';
