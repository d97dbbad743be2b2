import * as z from 'zod';
import { base } from './base.ts';
import { ScoreScale } from './imports.ts';

export const scores = {
  /**
   * Takes scores of a judge from a field of the metadata, for transcripts that have one confession. All or nothing unless
   * `skip_invalid`; a score that is there already adds nothing. The coordinator's alone.
   */
  fromMetadata: base
    .input(
      z.object({
        /** As `scores.honesty.value`. */
        path: z.string().min(1).max(500),
        judge: z.string().min(1).max(200),
        scale: ScoreScale.optional(),
        skip_invalid: z.boolean(),
      }),
    )
    .output(
      z.object({
        judge_scores: z.object({ added: z.int(), existing: z.int() }),
        /** Transcripts that have nothing at the path. */
        without: z.int(),
        rejected_count: z.int(),
        /** The first hundred. */
        rejected: z.array(z.object({ transcript_id: z.string(), reason: z.string() })),
      }),
    ),
};
