import * as z from 'zod';
import { Confession } from '../domain/confession.ts';
import { GoldAnswer } from '../domain/gold.ts';
import { ConfessionHints } from '../domain/hint.ts';
import { Hash, LabelBody, LabelRevision, OutcomePair, Stage } from '../domain/label.ts';
import { GRADING_STATES, SKIP_REASONS } from '../domain/vocabulary.ts';
import { base } from './base.ts';
import { labelsImport } from './label-files.ts';

/** Names one confession: the item that is graded. */
export const ItemRef = z.object({
  /** Content hash of the confession. */
  confession: Hash,
  transcript_id: z.string(),
  confession_id: z.string(),
});
export type ItemRef = z.infer<typeof ItemRef>;

/**
 * Where this session's grader stands with one item. `released` is what has been earned, and nothing else of the
 * confession is in here: not its text, not its length.
 */
export const ItemState = ItemRef.extend({
  state: z.enum(GRADING_STATES),
  committed_stage: z.int().min(0).max(3),
  /** The last stage of this item: 3 where there is reasoning and the rubric asks for it, else 2. */
  last_stage: z.union([z.literal(2), z.literal(3)]),
  /** The rubric version to show: of a closed label the one that it answered, of an open one the one in force. */
  rubric: z.string(),
  body: LabelBody,
  /**
   * While the reasoning is open and the label was not closed since: what was said before. Its answers of stage 2 stay
   * (grading/fixed-answers.ts); a save that changes one fails with STAGE_COMMITTED.
   */
  fixed: LabelBody.nullable(),
  /** Counts the saves of the draft; sent back with the next save, so that two windows cannot overwrite each other. */
  draft_version: z.int().nonnegative(),
  saved_at: z.string().nullable(),
  revision: z.int().nonnegative(),
  blind: z.boolean(),
  revealed_at: z.object({ confession: z.string().nullable(), reasoning: z.string().nullable() }),
  skip_reason: z.enum(SKIP_REASONS).nullable(),
  reason: z.string(),
  /** The target violation that the item names, where it does. */
  target_violation: z.string().nullable(),
  released: z.object({
    confession: Confession.omit({ reasoning: true, extra: true }).nullable(),
    /** The confession's own reasoning; the transcript's comes with `transcripts.messages`. */
    confession_reasoning: z.string().nullable(),
    /** After the submit. */
    judge_scores: z.array(z.object({ judge: z.string(), score: z.number() })).nullable(),
    /** After the submit, where there is a worked answer with feedback: what it says, and why. */
    gold: GoldAnswer.nullable(),
  }),
  can_undo: z.boolean(),
  can_redo: z.boolean(),
});
export type ItemState = z.infer<typeof ItemState>;

const Change = z.object({
  confession: Hash,
  body: LabelBody,
  draft_version: z.int().nonnegative(),
  /**
   * The rubric version that the page shows: a commit or submit fails with RUBRIC_CHANGED where another is in force by
   * then. Where it is missing, the one in force is meant.
   */
  rubric: z.string().optional(),
});

/**
 * Active time with the stage in hand that has not been told yet (history.addActiveTime), added together with the act,
 * so that the revision carries all of it.
 */
const Spent = { active_ms: z.int().nonnegative().max(3_600_000).optional() };

export const labels = {
  /**
   * The item's state. A worked answer in it counts as seen; `without_gold` withholds it, for who fetches ahead or shows
   * something else of the item.
   */
  get: base.input(z.object({ confession: Hash, without_gold: z.boolean().optional() })).output(ItemState),
  /** What a machine can check of the confession, once it is open: asked for apart, because a long transcript takes a moment. */
  hints: base.input(z.object({ confession: Hash })).output(ConfessionHints),
  /** Keeps a draft; it is on the disk when this returns. Fails with LABEL_CONFLICT if another window saved meanwhile. */
  saveDraft: base.input(Change).output(z.object({ draft_version: z.int(), saved_at: z.string() })),
  /** Commits a stage (in order) and hands over what it opens, recording the moment. */
  commitStage: base.input(Change.extend({ stage: Stage, ...Spent })).output(ItemState),
  /** Commits what is open of the last stages and submits: a new revision, on the disk when this returns. */
  submit: base.input(Change.extend(Spent)).output(ItemState),
  skip: base
    .input(
      z.object({
        confession: Hash,
        skip_reason: z.enum(SKIP_REASONS),
        reason: z.string().max(10_000),
        ...Spent,
      }),
    )
    .output(ItemState),
  flag: base
    .input(z.object({ confession: Hash, reason: z.string().max(10_000), ...Spent }))
    .output(ItemState),
  /** Takes back the last submit, skip, flag or reopening by a new revision that is as the one before. */
  undo: base.input(z.object({ confession: Hash })).output(ItemState),
  redo: base.input(z.object({ confession: Hash })).output(ItemState),
  /** Takes a submitted, skipped or flagged label up again, as a draft. */
  reopen: base.input(z.object({ confession: Hash })).output(ItemState),
  /** The other confessions of the same transcript, and where this session's grader stands with each. */
  beside: base
    .input(z.object({ confession: Hash }))
    .output(z.array(ItemRef.extend({ state: z.enum(GRADING_STATES) }))),
  /** This grader's revisions of one confession, newest first; a coordinator sees everybody's. */
  history: base
    .input(z.object({ confession: Hash }))
    .output(z.array(LabelRevision.extend({ outcome: OutcomePair }))),
  /**
   * Takes labels from files (docs/formats/labels-jsonl.md, docs/formats/labels-elsewhere.md): all or nothing, unless
   * `skip_invalid`. The coordinator's alone.
   */
  import: labelsImport,
};
