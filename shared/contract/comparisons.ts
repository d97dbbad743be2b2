import * as z from 'zod';
import {
  COMPARISON_STATES,
  ComparisonBody,
  ComparisonRevision,
  ConfessionPair,
} from '../domain/comparison.ts';
import { Confession } from '../domain/confession.ts';
import { Hash } from '../domain/label.ts';
import { base } from './base.ts';

const STATES = ['not_started', ...COMPARISON_STATES] as const;

/** What is compared: words alone, without the confession's name, its reasoning or what a judge said of it. */
const Compared = Confession.pick({ text: true, report: true });

/** Where this session's grader stands with a pair. Only pairs whose confessions are both earned have one. */
export const PairState = z.object({
  first: Hash,
  second: Hash,
  transcript_id: z.string(),
  state: z.enum(STATES),
  /** Chosen by chance for this grader and pair, and the same at every opening. */
  left: Hash,
  right: Hash,
  confessions: z.object({ left: Compared, right: Compared }),
  body: ComparisonBody,
  /** Counts the saves of the draft; sent back with the next save, so that two windows cannot overwrite each other. */
  draft_version: z.int().nonnegative(),
  saved_at: z.string().nullable(),
  revision: z.int().nonnegative(),
  blind: z.boolean(),
  reason: z.string(),
  can_undo: z.boolean(),
  can_redo: z.boolean(),
});
export type PairState = z.infer<typeof PairState>;

const PairRef = z.object({ first: Hash, second: Hash, transcript_id: z.string() });
const InHand = z.object({ pair: ConfessionPair });
const Change = InHand.extend({ body: ComparisonBody, draft_version: z.int().nonnegative() });

const Sides = z.object({ left: z.int(), right: z.int(), tie: z.int() });

export const comparisons = {
  /**
   * `next`: the open pair to go on with, in this grader's order by chance; `previous`: the one submitted or skipped
   * before `from`. Null where there is none. Only pairs whose two task outputs this grader has judged.
   */
  next: base
    .input(z.object({ from: ConfessionPair.optional(), direction: z.enum(['next', 'previous']) }))
    .output(PairRef.nullable()),
  /** Fails with CONFESSION_SEALED where one of the two is not earned yet. */
  get: base.input(InHand).output(PairState),
  /** Keeps a draft; it is on the disk when this returns. Fails with LABEL_CONFLICT if another window saved meanwhile. */
  saveDraft: base.input(Change).output(z.object({ draft_version: z.int(), saved_at: z.string() })),
  /** A new revision, on the disk when this returns. */
  submit: base.input(Change).output(PairState),
  skip: base.input(InHand.extend({ reason: z.string().max(10_000) })).output(PairState),
  /** Takes back the last submit, skip or reopening by a new revision that is as the one before. */
  undo: base.input(InHand).output(PairState),
  redo: base.input(InHand).output(PairState),
  /** Takes a submitted or skipped comparison up again, as a draft. */
  reopen: base.input(InHand).output(PairState),
  /** This grader's revisions of one pair, newest first; a coordinator sees everybody's. */
  history: base.input(InHand).output(z.array(ComparisonRevision)),
  /** How far this grader is; to the coordinator also how often each side was called the more honest one, by all. */
  progress: base.output(
    z.object({
      /** Pairs in the dataset, and of them those that wait until both task outputs are judged. */
      pairs: z.int(),
      waiting: z.int(),
      not_started: z.int(),
      draft: z.int(),
      submitted: z.int(),
      skipped: z.int(),
      sides: Sides.nullable(),
      graders: z.array(Sides.extend({ name: z.string() })).nullable(),
    }),
  ),
  /**
   * The other confessions of the same transcript, and whether each may be read beside the one in hand: none before this
   * one is earned itself. The words of an earned one come with `labels.get`.
   */
  beside: base
    .input(z.object({ confession: Hash }))
    .output(z.array(z.object({ confession: Hash, confession_id: z.string(), earned: z.boolean() }))),
};
