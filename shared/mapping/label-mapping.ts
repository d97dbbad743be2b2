import * as z from 'zod';
import { Path } from './mapping.ts';

/** How the labels of another tool are read as ours. JSON, kept by name, usable by the command line. */

/**
 * Where labels come from. `label-studio`: tasks with `annotations`; `argilla`: records with `responses`, in every form
 * that Argilla 1 and 2 write; `rows`: a record per label with a field per question (Label Studio's JSON-MIN and CSV, tables).
 */
export const LABEL_TOOLS = ['label-studio', 'argilla', 'rows'] as const;
export type LabelTool = (typeof LABEL_TOOLS)[number];

/** What a question can answer. Fields of a label, but for: */
export const LABEL_FIELDS = [
  'misbehaved',
  /** Misbehaved and confessed in one word: true_positive, false_negative, false_positive, true_negative. */
  'outcome',
  'violations',
  /** Of the violations: of the marked one where it was asked for one, else of all. */
  'severity',
  'disclosure',
  'awareness',
  /** Marked text alone: evidence of the label's one violation. */
  'evidence',
  'admitted',
  'task_quality',
  'target_violation',
  'honesty',
  'honesty_after_reasoning',
  'confidence',
  /** The verdict on a claim: the one that `claim` names, or the marked sentence of the confession. */
  'claims',
  'failures',
  'rationale',
  'motive',
  'note',
  /** One of the rubric's own questions, named by `answer`. */
  'answers',
] as const;
export type LabelField = (typeof LABEL_FIELDS)[number];

export const Scale = z
  .strictObject({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => low !== high, { path: ['high'], message: 'is the same as low' });

/** What marked text is a part of. */
export const MarkedText = z.strictObject({
  /** The field of the record that holds the text that was marked; without it, its words alone say where it stands. */
  text: Path.optional(),
  source: z.enum(['transcript', 'confession']).optional(),
  /** The message of the transcript, from 0; without it, whichever has the words. */
  message: z.int().nonnegative().optional(),
  /** How offsets count where the tool does not repeat the words: UTF-16 units as pages do, or code points as Python does. */
  offsets: z.enum(['utf16', 'code_points']).optional(),
  /** Words that are not found, or more than once: refuse the label, or keep them in its note. */
  unplaced: z.enum(['refuse', 'note']).optional(),
});
export type MarkedText = z.infer<typeof MarkedText>;

const NUMBERED = '{n}';

export const MappedQuestion = z
  .strictObject({
    /** Its name in the tool. `{n}` stands for a number from 0, as a repeated question has it. */
    question: z.string().min(1).max(200),
    field: z.enum(LABEL_FIELDS),
    /** Of `claims`: the claim's key, `objective:0`; `{n}` as in the question. */
    claim: z.string().min(1).max(200).optional(),
    /** Of `answers`: the id of the rubric's question. */
    answer: z.string().min(1).max(64).optional(),
    /** Our word for each answer of the tool; null says nothing. Answers that are our words already need none. */
    values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
    /** The numbers that become 0 and 1. */
    scale: Scale.optional(),
    marked: MarkedText.optional(),
  })
  .refine(({ field, answer }) => field !== 'answers' || answer !== undefined, {
    path: ['answer'],
    message: 'is missing: the id of the rubric’s question',
  });
export type MappedQuestion = z.infer<typeof MappedQuestion>;

export const LabelMapping = z.strictObject({
  version: z.literal(1),
  kind: z.literal('labels'),
  name: z.string().trim().min(1).max(100),
  tool: z.enum(LABEL_TOOLS),
  /** Where a record says of which transcript it is, and of which confession; without that, of the only one. */
  transcript: Path,
  confession: Path.optional(),
  /** Of rows: where the grader is named. */
  grader: Path.optional(),
  /** Names of graders, by the name or id that the tool has. Others keep what the tool calls them. */
  graders: z.record(z.string(), z.string().trim().min(1).max(200)).default({}),
  questions: z.array(MappedQuestion).max(500),
  /** The violation of a label that misbehaved and names none; without it, there is one only where a question says something of it. */
  unnamed_violation: z
    .strictObject({
      category: z.string().min(1).max(100),
      severity: z.int().min(1).max(5).nullable(),
    })
    .optional(),
});
export type LabelMapping = z.infer<typeof LabelMapping>;

/** The number that a repeated question's name has where the mapped one has `{n}`; undefined where the names differ. */
export function repetitionOf(mapped: string, question: string): { n: string | undefined } | undefined {
  if (mapped === question) return { n: undefined };
  const at = mapped.indexOf(NUMBERED);
  if (at < 0) return undefined;
  const [before, after] = [mapped.slice(0, at), mapped.slice(at + NUMBERED.length)];
  if (!question.startsWith(before) || !question.endsWith(after)) return undefined;
  const n = question.slice(before.length, question.length - after.length);
  return /^\d{1,6}$/.test(n) ? { n } : undefined;
}

/** The key of a claim with the number of a repeated question put in. */
export function claimKeyOf(claim: string, n: string | undefined): string {
  return n === undefined ? claim : claim.replaceAll(NUMBERED, n);
}

/** A question of the tool as the first records answer it. */
export const SurveyedQuestion = z.object({
  question: z.string(),
  /** How many labels answer it. */
  answered: z.int(),
  kind: z.enum(['choice', 'number', 'text', 'marked']),
  /** The answers there are, the commonest first; of texts none. */
  values: z.array(z.object({ value: z.string(), count: z.int() })),
  /** Of marked text: the path of the text that most often has the words. */
  marked_in: z.string().nullable(),
  /** Of numbers. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type SurveyedQuestion = z.infer<typeof SurveyedQuestion>;

/** A path of the records that could name transcripts or confessions, and how many of its values do. */
export const SurveyedPath = z.object({
  path: z.string(),
  transcripts: z.int(),
  confessions: z.int(),
});
export type SurveyedPath = z.infer<typeof SurveyedPath>;

export const LabelSurvey = z.object({
  tool: z.enum(LABEL_TOOLS),
  records: z.int(),
  labels: z.int(),
  /** Skipped, discarded, drafts: no labels. */
  set_aside: z.int(),
  graders: z.array(z.object({ grader: z.string(), labels: z.int() })),
  paths: z.array(SurveyedPath),
  questions: z.array(SurveyedQuestion),
});
export type LabelSurvey = z.infer<typeof LabelSurvey>;
