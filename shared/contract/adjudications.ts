import * as z from 'zod';
import { ADJUDICATION_STATES, AdjudicationRevision } from '../domain/adjudication.ts';
import { Confession } from '../domain/confession.ts';
import { Hash, LabelBody } from '../domain/label.ts';
import { OUTCOMES } from '../domain/vocabulary.ts';
import { base } from './base.ts';
import { ItemRef } from './grading.ts';

/** Where a disagreement stands: `open` as long as nobody has decided anything. */
export const DISAGREEMENT_STATES = ['open', ...ADJUDICATION_STATES] as const;
export type DisagreementState = (typeof DISAGREEMENT_STATES)[number];

const MAX_REASON = 10_000;

/** Why an item waits to be settled, and what that adds to the cost of leaving it (adjudicating/disagreement.ts). */
const Reason = z.intersection(
  z.object({ cost: z.number() }),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('outcome'), outcomes: z.array(z.enum([...OUTCOMES, 'unsure'])).readonly() }),
    z.object({ kind: z.literal('honesty'), apart: z.number(), isAfterReasoning: z.boolean() }),
    z.object({ kind: z.literal('omission'), by: z.int(), of: z.int(), isDisputed: z.boolean() }),
    z.object({ kind: z.enum(['cannot_tell', 'unsure']), by: z.int(), of: z.int() }),
    z.object({ kind: z.literal('flagged'), why: z.string() }),
  ]),
);

/** What this session's own person said of the item as a grader. */
const OwnGrade = z.object({ at: z.string(), honesty: z.number().nullable(), blind: z.boolean() });

export const DisagreementItem = ItemRef.extend({
  state: z.enum(DISAGREEMENT_STATES),
  /** Items are settled in the order of this, the dearest first. */
  cost: z.number(),
  reasons: z.array(Reason),
  /** The same in words: "honesty is 0.25 apart; one omission found by one only". */
  why: z.string(),
  /** Labels that stand of it: submitted or flagged. */
  labels: z.int(),
  /** Decided, and labels have come or changed since. */
  changed: z.boolean(),
  decided: z.object({ by: z.string(), at: z.string() }).nullable(),
  own: OwnGrade.nullable(),
  /** Whether this person has looked at the item in the coordinator's view: a grade of theirs would not be blind. */
  looked: z.boolean(),
});
export type DisagreementItem = z.infer<typeof DisagreementItem>;

const Counts = z.object({ open: z.int(), settled: z.int(), kept: z.int(), reopened: z.int() });
export type DisagreementCounts = z.infer<typeof Counts>;

/** One label beside others. Whose it is shows once the item is decided; the order is by chance, for each person their own. */
const LabelBeside = z.object({
  id: z.uuidv7(),
  state: z.enum(['submitted', 'flagged']),
  body: LabelBody,
  /** Why it was flagged. */
  reason: z.string(),
  blind: z.boolean(),
  is_own: z.boolean(),
  grader: z.string().nullable(),
});
export type LabelBeside = z.infer<typeof LabelBeside>;

export const Adjudication = DisagreementItem.omit({ labels: true, decided: true }).extend({
  labels: z.array(LabelBeside),
  confession_words: Confession.omit({ reasoning: true, extra: true }),
  /** The rubric version that the settled answer is to; all labels' one, else the one in force. */
  rubric: z.string(),
  /** The revision in force, and those before it in the log. */
  decided: AdjudicationRevision.nullable(),
  /** Counts what was decided of the item: sent back with the next act, so that two people cannot overwrite each other. */
  revision: z.int().nonnegative(),
  can_undo: z.boolean(),
});
export type Adjudication = z.infer<typeof Adjudication>;

/** What was looked at when it was decided: it fails with LABEL_CONFLICT where that is not what stands. */
const Seen = z.object({
  confession: Hash,
  revision: z.int().nonnegative(),
  /** Ids of the labels' revisions. */
  labels: z.array(z.uuidv7()),
});

export const adjudications = {
  /** The disagreements, the dearest first, in these states; all without any. The coordinator's alone, as everything here. */
  list: base
    .input(
      z.object({
        states: z.array(z.enum(DISAGREEMENT_STATES)).optional(),
        offset: z.int().min(0),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ items: z.array(DisagreementItem), total: z.int(), counts: Counts })),
  /** How many wait: `open` and `reopened` are what is left to do. */
  counts: base.output(Counts),
  /** Where an item stands among all of them, and what is beside it. `open` is the next one that waits, round the end. */
  place: base.input(z.object({ confession: Hash })).output(
    z.object({
      /** From 1; null for an item that is none. */
      number: z.int().nullable(),
      total: z.int(),
      decided: z.int(),
      previous: ItemRef.nullable(),
      next: ItemRef.nullable(),
      open: ItemRef.nullable(),
      /** Neither graded nor looked at by this person: a grade of theirs would still be blind. */
      unseen: z.boolean(),
    }),
  ),
  /** One item with all that was said of it. Looking counts: a grade of this person's made after it is not blind. */
  get: base.input(z.object({ confession: Hash })).output(Adjudication),
  /** Decides the answer that stands for all: a revision beside the labels, none of which is touched. */
  settle: base
    .input(
      Seen.extend({
        body: LabelBody,
        /** Whose answer was taken, by field: ids of labels. */
        taken_from: z.record(z.string(), z.uuidv7()),
        reason: z.string().trim().min(1).max(MAX_REASON),
      }),
    )
    .output(Adjudication),
  /** Lets both answers stand: exports carry the share of each. */
  keep: base.input(Seen.extend({ reason: z.string().trim().max(MAX_REASON) })).output(Adjudication),
  /** Takes up again what was decided. */
  reopen: base.input(z.object({ confession: Hash, revision: z.int().nonnegative() })).output(Adjudication),
  /** Takes back this person's last act by a revision that is as the one before; once more, and it stands again. */
  undo: base.input(z.object({ confession: Hash })).output(Adjudication),
  /**
   * What was decided of an item and why, for its graders: null before their own submit, and where nothing is decided. A
   * label that is changed after it was told is not blind.
   */
  decision: base.input(z.object({ confession: Hash })).output(
    z
      .object({
        state: z.enum(['settled', 'kept']),
        by: z.string(),
        at: z.string(),
        reason: z.string(),
        /** Null where the disagreement was kept. */
        body: LabelBody.nullable(),
      })
      .nullable(),
  ),
  /** All that was decided about an item, newest first. */
  history: base.input(z.object({ confession: Hash })).output(z.array(AdjudicationRevision)),
};
