import * as z from 'zod';
import { LabelBody, OutcomePair } from '../domain/label.ts';
import { base, Rejected } from './base.ts';
import { ItemRef } from './grading.ts';

/** One gold answer as the coordinator's list shows it. */
export const GoldEntry = ItemRef.extend({
  source: z.string(),
  reason: z.string(),
  /** Whether graders are shown it after their submit. */
  feedback: z.boolean(),
  honesty: z.number().nullable(),
  outcome: OutcomePair,
});
export type GoldEntry = z.infer<typeof GoldEntry>;

/** An item that this grader has submitted, and for which the worked answer was released. */
export const PracticeEntry = ItemRef.extend({ own: LabelBody, worked: LabelBody });
export type PracticeEntry = z.infer<typeof PracticeEntry>;

export const gold = {
  /**
   * Takes right answers from a file of labels whose lines have a `reason` (docs/practice.md). One that is there already
   * for the same confession is replaced. The coordinator's alone.
   */
  import: base
    .input(
      z.object({
        file: z.string().min(1),
        /** Shown to graders after their submit; without it, kept silent. */
        feedback: z.boolean(),
        /** Who says so; the file's name where it is missing. */
        source: z.string().min(1).max(200).optional(),
        skip_invalid: z.boolean(),
      }),
    )
    .output(
      z.object({
        gold: z.object({ added: z.int(), changed: z.int(), existing: z.int() }),
        rejected: z.array(Rejected),
        rejects_file: z.string().nullable(),
        unknown_fields: z.array(z.string()),
      }),
    ),
  /** All gold answers, in the dataset's order. The coordinator's alone. */
  list: base
    .input(z.object({ offset: z.int().nonnegative(), limit: z.int().min(1).max(1_000) }))
    .output(z.object({ total: z.int(), entries: z.array(GoldEntry) })),
  /**
   * How this grader's submitted labels compare with the worked answers released for them, in the dataset's order. Of
   * items that are not submitted nothing is said, not even whether there is an answer.
   */
  practice: base.output(z.array(PracticeEntry)),
};
