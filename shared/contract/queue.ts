import * as z from 'zod';
import { Hash } from '../domain/label.ts';
import { GRADING_STATES } from '../domain/vocabulary.ts';
import { QUEUE_MODES } from '../grading/queue-order.ts';
import { base } from './base.ts';
import { ItemRef } from './grading.ts';
import { TranscriptFilter } from './transcripts.ts';

export const QueueItem = ItemRef.extend({
  state: z.enum(GRADING_STATES),
  /** Place in the queue from 0, and its length. */
  index: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** The order in which this session's grader goes on. It is kept in the dataset. */
export const Queue = z.object({
  mode: z.enum(QUEUE_MODES),
  /** What the order follows from; null where it is the dataset's. */
  seed: z.int().nonnegative().nullable(),
  /** How many transcripts it was narrowed to; null where it is open to all, also those that come. */
  narrowed_to: z.int().nonnegative().nullable(),
  /** Transcripts of the dataset, and items of the queue. */
  transcripts: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type Queue = z.infer<typeof Queue>;

export const QueueProgress = z.object({
  total: z.int(),
  not_started: z.int(),
  draft: z.int(),
  submitted: z.int(),
  skipped: z.int(),
  flagged: z.int(),
});
export type QueueProgress = z.infer<typeof QueueProgress>;

/** Where an item stands in the queue, and what lies beside it. */
export const QueuePlace = z.object({
  /** From 0; null where it is not in the queue. */
  index: z.int().nonnegative().nullable(),
  total: z.int().nonnegative(),
  next: ItemRef.nullable(),
  previous: ItemRef.nullable(),
  /** The next item that is neither submitted, skipped nor flagged, itself left out; the search goes round once. */
  next_open: ItemRef.nullable(),
});
export type QueuePlace = z.infer<typeof QueuePlace>;

export const QueueChoice = z.object({
  mode: z.enum(QUEUE_MODES),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  transcript_ids: z.array(z.string()).min(1).max(100_000).optional(),
  filter: TranscriptFilter.optional(),
  /** Or to the transcripts that the queue was narrowed to before, where it was. */
  keep_narrowed: z.boolean().optional(),
});
export type QueueChoice = z.infer<typeof QueueChoice>;

export const queue = {
  /**
   * Chooses how this grader goes on, in place of what was chosen before. Nothing that was graded changes. The queue may
   * be narrowed to transcripts by their ids or to what a filter leaves now; then it stays as it is, also when more is
   * imported. Without a seed one is made.
   */
  choose: base.input(QueueChoice).output(Queue),
  /** The queue as it was chosen; in the dataset's order where none was. */
  current: base.output(Queue),
  /**
   * The item after (or before) `from` in the queue, the first where `from` is missing or not in it. With `open_only`,
   * items submitted, skipped or flagged are passed over, and the search goes round once. Null where there is none.
   */
  next: base
    .input(
      z.object({
        from: Hash.optional(),
        direction: z.enum(['next', 'previous']),
        open_only: z.boolean(),
      }),
    )
    .output(QueueItem.nullable()),
  place: base.input(z.object({ confession: Hash })).output(QueuePlace),
  /** How far this session's grader is in the queue. */
  progress: base.output(QueueProgress),
};
