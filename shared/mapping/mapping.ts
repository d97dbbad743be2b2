import * as z from 'zod';
import { parsePath } from '../json-path.ts';

/** Where in a record of unknown shape things stand. JSON, kept by name, usable by the command line. */

export const Path = z
  .string()
  .min(1)
  .max(500)
  .refine((path) => parsePath(path) !== undefined, 'is not a path such as a.b[0] or ["a key"].c');

export const MappedScore = z
  .strictObject({
    judge: z.string().min(1).max(200),
    path: Path,
    /** What the judge's scale begins and ends with; read as 0 and 1. `low` may be the larger: then less is better. */
    low: z.number(),
    high: z.number(),
  })
  .refine(({ low, high }) => low !== high, { path: ['high'], message: 'is the same as low' });
export type MappedScore = z.infer<typeof MappedScore>;

export const Mapping = z.strictObject({
  version: z.literal(1),
  name: z.string().trim().min(1).max(100),
  /** The transcript's id; without it, one is made of the messages. */
  id: Path.optional(),
  /** What shares a task or a prompt, and must not be split; without it, the task or the prompt itself says it. */
  family: Path.optional(),
  /** Kept as `task_id`, `model` and `environment` of the metadata, by which pages filter. */
  task: Path.optional(),
  model: Path.optional(),
  environment: Path.optional(),
  /** Either a list of messages, or a prompt with an answer. */
  conversation: z.union(
    [
      z.strictObject({ messages: Path }),
      z.strictObject({ system: Path.optional(), prompt: Path, answer: Path }),
    ],
    { error: 'is not {"messages": PATH}, nor {"prompt": PATH, "answer": PATH} with "system" or without' },
  ),
  /** A text, a report, or a list of either. `id` tells confessions of one transcript apart that stand in several records. */
  confession: z.strictObject({ path: Path, id: Path.optional() }).optional(),
  judge_scores: z.array(MappedScore).max(100).default([]),
  /** Everything else, or only what is named. */
  metadata: z
    .union([z.literal('rest'), z.array(Path).max(500)], { error: 'is neither "rest" nor a list of paths' })
    .default('rest'),
});
export type Mapping = z.infer<typeof Mapping>;

export const PATH_KINDS = [
  'messages',
  'report',
  'text',
  'number',
  'flag',
  'list',
  'object',
  'empty',
] as const;
export type PathKind = (typeof PATH_KINDS)[number];

/** A path of the first records, and what stands there. */
export const FoundPath = z.object({ path: z.string(), kind: z.enum(PATH_KINDS) });
export type FoundPath = z.infer<typeof FoundPath>;

/** Why a path was proposed. */
export const Proposal = z.object({
  field: z.enum([
    'id',
    'family',
    'task',
    'model',
    'environment',
    'messages',
    'prompt',
    'answer',
    'system',
    'confession',
    'judge_score',
  ]),
  path: z.string(),
  confidence: z.number().min(0).max(1),
  /** Of a judge score: what its scale begins and ends with. */
  scale: z.tuple([z.number(), z.number()]).optional(),
  reason: z.string(),
});
export type Proposal = z.infer<typeof Proposal>;
