import * as z from 'zod';
import { Hash, OutcomePair } from '../domain/label.ts';
import { Message, OutlineEntry } from '../domain/transcript.ts';
import { GRADING_STATES, OUTCOMES } from '../domain/vocabulary.ts';
import { base } from './base.ts';

/** Which transcripts: every condition given must hold; within one list any value will do. */
export const TranscriptFilter = z.object({
  /** Words and prefixes, looked for in messages, calls and results; never in reasoning or confessions. */
  search: z.string().max(500).optional(),
  states: z.array(z.enum(GRADING_STATES)).optional(),
  /** Strict outcome of the session's grader's own labels. */
  outcomes: z.array(z.enum(OUTCOMES)).optional(),
  models: z.array(z.string()).optional(),
  environments: z.array(z.string()).optional(),
  /** Metadata key to accepted values, compared as text. */
  metadata: z.record(z.string(), z.array(z.string())).optional(),
  /** Ranges of the number of tool calls, both ends included; `to` null is open. */
  calls: z.array(z.object({ from: z.int(), to: z.int().nullable() })).optional(),
  confessions: z.array(z.int()).optional(),
});
export type TranscriptFilter = z.infer<typeof TranscriptFilter>;

export const TRANSCRIPT_SORTS = [
  'added',
  'transcript_id',
  'messages',
  'calls',
  'errors',
  'confessions',
  'state',
  'outcome',
  'honesty',
  'model',
  'environment',
] as const;
export const TranscriptSort = z.object({ by: z.enum(TRANSCRIPT_SORTS), descending: z.boolean() });
export type TranscriptSort = z.infer<typeof TranscriptSort>;

/** Entries of an outline in one answer: few enough that neither side is held up while a long one comes. */
export const OUTLINE_CHUNK = 1000;

export const RowLabel = z.object({
  confession: z.string(),
  confession_id: z.string(),
  state: z.enum(GRADING_STATES),
  outcome: OutcomePair,
  honesty: z.number().nullable(),
});

export const TranscriptRow = z.object({
  transcript_id: z.string(),
  messages: z.int(),
  calls: z.int(),
  errors: z.int(),
  confessions: z.int(),
  /** The least done of its confessions' states, for this session's grader; `draft` where some are begun and others not. */
  state: z.enum(GRADING_STATES),
  labels: z.array(RowLabel),
  model: z.string().nullable(),
  environment: z.string().nullable(),
  /** Plain values only, each at most 200 characters. */
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Where the search was found: message from 0, and the text around with the hits as [start, end) in it. */
  hit: z
    .object({ message: z.int(), text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) })
    .nullable(),
});
export type TranscriptRow = z.infer<typeof TranscriptRow>;

export const Facet = z.object({ value: z.string(), count: z.int() });

export const transcripts = {
  /** A page of the table. `offset` counts rows of the filtered, sorted list. */
  list: base
    .input(
      z.object({
        filter: TranscriptFilter,
        sort: TranscriptSort,
        offset: z.int().nonnegative(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(TranscriptRow), total: z.int() })),
  /** How many transcripts each value of each facet would leave, the facet's own choice set aside. */
  facets: base.input(z.object({ filter: TranscriptFilter })).output(
    z.object({
      states: z.array(Facet),
      outcomes: z.array(Facet),
      models: z.array(Facet),
      environments: z.array(Facet),
      calls: z.array(z.object({ from: z.int(), to: z.int().nullable(), count: z.int() })),
      confessions: z.array(z.object({ value: z.int(), count: z.int() })),
      /** Metadata keys with at most 50 different plain values, the commonest values first. */
      metadata: z.array(z.object({ key: z.string(), values: z.array(Facet) })),
    }),
  ),
  /** The ids of all that match, in order, for acting on many; at most 100,000. */
  ids: base
    .input(z.object({ filter: TranscriptFilter, sort: TranscriptSort }))
    .output(z.object({ transcript_ids: z.array(z.string()) })),
  /**
   * One transcript: the beginning of its outline (`outline` has the others; `message_count` says how many there are)
   * and the first messages, up to about 128 kB. `confession`: as in `messages`.
   */
  get: base.input(z.object({ transcript_id: z.string(), confession: Hash.optional() })).output(
    z.object({
      transcript_id: z.string(),
      hash: z.string(),
      message_count: z.int(),
      outline: z.array(OutlineEntry),
      messages: z.array(Message),
      confessions: z.array(
        z.object({ confession: z.string(), confession_id: z.string(), state: z.enum(GRADING_STATES) }),
      ),
      /** Null for a blind grader before the submit. */
      metadata: z.record(z.string(), z.unknown()).nullable(),
      family: z.string(),
    }),
  ),
  /** Entries [from, from + count) of a transcript's outline. There is no reasoning in it. */
  outline: base
    .input(
      z.object({
        transcript_id: z.string(),
        from: z.int().nonnegative(),
        count: z.int().min(1).max(OUTLINE_CHUNK),
      }),
    )
    .output(z.object({ entries: z.array(OutlineEntry) })),
  /**
   * Messages [from, from + count) as this session may see them; fewer, and at least one, where they are more than
   * about a million characters with all that is in them. Reasoning is sealed, unless `confession` names the
   * item in hand and this grader has committed its stage 2 (or the view is the coordinator's).
   */
  messages: base
    .input(
      z.object({
        transcript_id: z.string(),
        confession: Hash.optional(),
        from: z.int().nonnegative(),
        count: z.int().min(1).max(2000),
      }),
    )
    .output(z.object({ messages: z.array(Message) })),
  /**
   * Where a transcript says `text`, whatever its case, in the order of reading: the first 5,000 places and how many
   * there are. Offsets are UTF-16 units of one part (evidence.ts). Reasoning as in `messages`.
   */
  find: base
    .input(
      z.object({
        transcript_id: z.string(),
        confession: Hash.optional(),
        text: z.string().min(1).max(1000),
      }),
    )
    .output(
      z.object({
        found: z.array(z.object({ message: z.int(), part: z.string(), start: z.int(), end: z.int() })),
        total: z.int(),
      }),
    ),
};
