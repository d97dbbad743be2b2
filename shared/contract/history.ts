import * as z from 'zod';
import { Hash, OutcomePair, Stage } from '../domain/label.ts';
import { LABEL_STATES, SKIP_REASONS } from '../domain/vocabulary.ts';
import { base } from './base.ts';
import { ItemRef } from './grading.ts';

/** A day where the grader sits, as `2026-03-31`. */
export const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day as 2026-03-31');

/** One item that this grader worked on, as it stands now. */
export const DoneItem = ItemRef.extend({
  state: z.enum(LABEL_STATES),
  /** When it came to stand so, or was last saved; and the day of that. */
  at: z.string(),
  day: Day,
  skip_reason: z.enum(SKIP_REASONS).nullable(),
  /** Why skipped or flagged, in the grader's words. */
  reason: z.string(),
  outcome: OutcomePair,
  honesty: z.number().nullable(),
  /** Active time on it so far, all stages and days. */
  active_ms: z.int().nonnegative(),
});
export type DoneItem = z.infer<typeof DoneItem>;

export const DoneDay = z.object({
  day: Day,
  draft: z.int(),
  submitted: z.int(),
  skipped: z.int(),
  flagged: z.int(),
  active_ms: z.int().nonnegative(),
});
export type DoneDay = z.infer<typeof DoneDay>;

/** Where a page of the list ends: what comes after is older. */
const After = z.object({ at: z.string(), confession: Hash });

export const history = {
  /** What this session's grader did, newest first, with the totals of the days that the page touches. Only own labels. */
  list: base
    .input(
      z.object({
        after: After.optional(),
        limit: z.int().min(1).max(500),
        states: z.array(z.enum(LABEL_STATES)).optional(),
        /** A part of the transcript's id. */
        search: z.string().max(200).optional(),
        day: Day.optional(),
      }),
    )
    .output(
      z.object({
        items: z.array(DoneItem),
        days: z.array(DoneDay),
        /** Where to go on; null at the end. */
        after: After.nullable(),
      }),
    ),
  /**
   * The item that this grader did before (or after) another one. One that is none of them stands after all. Null at
   * the end.
   */
  beside: base
    .input(z.object({ confession: Hash.optional(), direction: z.enum(['older', 'newer']) }))
    .output(ItemRef.nullable()),
  /** Adds time in which the grader was active with an item, as it passes: at most an hour at once. */
  addActiveTime: base
    .input(z.object({ confession: Hash, stage: Stage, active_ms: z.int().positive().max(3_600_000) }))
    .output(z.object({ active_ms: z.strictObject({ 1: z.int(), 2: z.int(), 3: z.int() }) })),
  /** Today's totals, and how long an item takes: the median of the last submitted, null while they are too few to say. */
  pace: base.output(
    z.object({
      today: DoneDay,
      active_ms_per_item: z.number().nullable(),
      /** How many items that is taken from. */
      items: z.int(),
    }),
  ),
};
