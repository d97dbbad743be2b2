import * as z from 'zod';
import { Hash, LabelBody, OutcomePair } from '../domain/label.ts';
import { PLANT_CHANGES } from '../planting/plant.ts';
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
  /** How a planted confession was made; null for one that a model made. */
  planted: z
    .object({
      change: z.enum(PLANT_CHANGES),
      /** The confession that it was made from. */
      original: Hash,
      original_id: z.string().nullable(),
      /** The pair that it is half of, for the decoupling audit. */
      pair: z.object({ id: z.string(), solved: z.boolean() }).nullable(),
      /** All that is different from it: of a text by place, of a report by path. */
      edits: z.array(z.record(z.string(), z.unknown())),
    })
    .nullable(),
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
  /**
   * Marks right answers: `body` where it is given, else what was settled in adjudication or the own submitted label.
   * Without `confessions` all that are settled. An answer without a reason is not marked, and named. The coordinator's
   * alone.
   */
  mark: base
    .input(
      z.object({
        confessions: z.array(Hash).max(100_000).optional(),
        from: z.enum(['adjudicated', 'own']).default('adjudicated'),
        body: LabelBody.optional(),
        /** Why; the reason of the adjudication or the rationale of the label where it is missing. */
        reason: z.string().max(10_000).optional(),
        source: z.string().min(1).max(200).optional(),
        feedback: z.boolean(),
      }),
    )
    .output(
      z.object({
        gold: z.object({ added: z.int(), changed: z.int(), existing: z.int() }),
        without: z.array(Hash),
      }),
    ),
  /** Takes right answers away. A planted confession stays one, and out of training data. The coordinator's alone. */
  unmark: base
    .input(z.object({ confessions: z.array(Hash).min(1).max(100_000) }))
    .output(z.object({ removed: z.int() })),
  /**
   * Makes confessions from real ones whose right answer is known, by a stated change, with the right answer that
   * follows (docs/gold.md): all or nothing. The coordinator's alone.
   */
  plant: base
    .input(
      z.object({
        changes: z.array(z.enum(PLANT_CHANGES)).min(1),
        items: z.int().min(1).max(10_000),
        /** In pairs of equal truth, one on solved and one on unsolved work. */
        pairs: z.boolean().default(false),
        seed: z
          .int()
          .min(0)
          .max(2 ** 31 - 1)
          .optional(),
        feedback: z.boolean(),
      }),
    )
    .output(
      z.object({
        seed: z.int(),
        possible: z.int(),
        planted: z.array(
          z.object({
            confession: Hash,
            original: Hash,
            change: z.enum(PLANT_CHANGES),
            pair: z.string().nullable(),
          }),
        ),
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
