import * as z from 'zod';
import { base } from './base.ts';
import { TranscriptFilter } from './transcripts.ts';

const Name = z.string().trim().min(1).max(200);

/** What a project is balanced over: each grader gets items of every such group in the same proportion. */
export const PLAN_BALANCES = ['none', 'model', 'environment', 'model_and_environment'] as const;

export const ProjectRule = z.object({
  graders: z.array(Name).min(1).max(500),
  /** Which transcripts' confessions; all without it. */
  filter: TranscriptFilter.default({}),
  /** How many items are drawn; all without it. */
  items: z.int().positive().optional(),
  /** By how many graders an item of the overlap is graded, and the share of items that are in it. */
  overlap: z.int().min(1).max(50).default(2),
  overlap_share: z.number().min(0).max(1).default(1),
  balance: z.enum(PLAN_BALANCES).default('model_and_environment'),
  /** Share of each grader's items that are right answers known to the coordinator. */
  gold_share: z.number().min(0).max(0.5).default(0),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});
export type ProjectRule = z.infer<typeof ProjectRule>;

const Load = z.object({
  grader: z.string(),
  items: z.int(),
  overlap: z.int(),
  gold: z.int(),
  transcripts: z.int(),
  /** Hours at the pace of those who have graded here; null where nobody has. */
  hours: z.number().nullable(),
});

export const ProjectPlan = z.object({
  seed: z.int(),
  /** Confessions that the filter leaves, how many were drawn, how many of those are in the overlap. */
  pool: z.int(),
  drawn: z.int(),
  overlapped: z.int(),
  loads: z.array(Load),
  /** Items that two graders share. */
  pairs: z.array(z.object({ one: z.string(), other: z.string(), items: z.int() })),
});
export type ProjectPlan = z.infer<typeof ProjectPlan>;

export const Project = z.object({
  id: z.string(),
  name: z.string(),
  seed: z.int(),
  rule: ProjectRule,
  created_by: z.string(),
  created_at: z.string(),
  graders: z.array(
    z.object({ grader: z.string(), assigned: z.int(), submitted: z.int(), withdrawn: z.int() }),
  ),
});
export type Project = z.infer<typeof Project>;

/** Work given out as a whole. The coordinator's alone. */
const Reassignment = z.object({
  from: Name,
  /** Nobody: it is only taken back. */
  to: z.array(Name).max(500),
  project: z.string().optional(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
});

const Reassigned = z.object({
  withdrawn: z.int(),
  given: z.int(),
  seed: z.int(),
  loads: z.array(z.object({ grader: z.string(), items: z.int() })),
});
export type Reassigned = z.infer<typeof Reassigned>;

export const projects = {
  /** What a rule would give to whom. Nothing is changed. */
  preview: base.input(ProjectRule).output(ProjectPlan),
  /** Gives the work out, all or nothing. */
  create: base
    .input(ProjectRule.extend({ name: Name }))
    .output(ProjectPlan.extend({ id: z.string(), added: z.int() })),
  list: base.output(z.array(Project)),
  /**
   * Takes back what a grader has not submitted, of one project or of all, and gives it to others, those who have it
   * already left out.
   */
  reassign: base.input(Reassignment).output(Reassigned),
  /** What `reassign` would take back and give to whom. Nothing is changed. */
  previewReassign: base.input(Reassignment).output(Reassigned),
};
