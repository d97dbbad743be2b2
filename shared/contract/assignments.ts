import * as z from 'zod';
import { Hash } from '../domain/label.ts';
import { ASSIGNMENT_REASONS } from '../domain/vocabulary.ts';
import { base } from './base.ts';

export const AssignmentCount = z.object({
  grader: z.string(),
  /** Items given to the grader, by reason. */
  assigned: z.int(),
  reasons: z.partialRecord(z.enum(ASSIGNMENT_REASONS), z.int()),
  /** Of those, how many the grader has submitted. */
  submitted: z.int(),
});

export const assignments = {
  /**
   * Gives confessions to a grader, with the reason and, where they were drawn by chance, the probability of each.
   * What the grader has already is left as it was given first.
   */
  add: base
    .input(
      z
        .object({
          grader: z.string().trim().min(1).max(200),
          /** All confessions of these transcripts, and these confessions. */
          transcript_ids: z.array(z.string()).max(100_000).optional(),
          confessions: z.array(Hash).max(100_000).optional(),
          /** Or so many drawn at random from all that the grader was not given yet. */
          random: z
            .object({
              items: z.int().positive(),
              seed: z
                .int()
                .min(0)
                .max(2 ** 31 - 1)
                .optional(),
            })
            .optional(),
          reason: z.enum(ASSIGNMENT_REASONS).optional(),
          probability: z.number().gt(0).max(1).optional(),
        })
        .refine(
          ({ transcript_ids, confessions, random }) =>
            (transcript_ids?.length ?? 0) + (confessions?.length ?? 0) > 0 || random !== undefined,
          { path: ['transcript_ids'], message: 'nothing to assign was named' },
        ),
    )
    .output(
      z.object({
        grader: z.string(),
        added: z.int(),
        existing: z.int(),
        /** What a random draw followed from; null where there was none. */
        seed: z.int().nullable(),
        probability: z.number().nullable(),
      }),
    ),
  /** How many each grader was given, by name. */
  list: base.output(z.array(AssignmentCount)),
};
