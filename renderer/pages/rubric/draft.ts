import * as z from 'zod';
import { QUESTION_SCOPES, type RubricBody } from '../../../shared/domain/rubric.ts';

/**
 * A rubric while it is edited: of the right shape, and not yet right. A number that is being typed is null, words may
 * be missing, an id may stand twice. The schema of a finished one is RubricBody; see problems.ts for what lies between.
 */
// The page's content security policy allows no eval, which zod would try for speed.
z.config({ jitless: true });

const text = z.string();
const number = z.number().nullable();

const DraftCondition = z.strictObject({ question: text, is: z.array(z.union([z.string(), z.number()])) });
export type DraftCondition = z.infer<typeof DraftCondition>;

const asked = {
  id: text,
  question: text,
  hint: text.default(''),
  stage: z.number(),
  scope: z.enum(QUESTION_SCOPES).default('item'),
  required: z.boolean().default(false),
  when: DraftCondition.optional(),
};
const DraftOption = z.strictObject({ value: text, label: text, hint: text.default('') });
export type DraftOption = z.infer<typeof DraftOption>;
const DraftAnchor = z.strictObject({ value: number, label: text });
export type DraftAnchor = z.infer<typeof DraftAnchor>;

const DraftQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.literal('choice'), options: z.array(DraftOption) }),
  z.strictObject({ ...asked, kind: z.literal('choices'), options: z.array(DraftOption) }),
  z.strictObject({
    ...asked,
    kind: z.literal('scale'),
    from: number,
    to: number,
    anchors: z.array(DraftAnchor).default([]),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('number'),
    min: number.optional(),
    max: number.optional(),
    whole: z.boolean().default(false),
    unit: text.default(''),
  }),
  z.strictObject({
    ...asked,
    kind: z.literal('text'),
    max_length: number.default(10_000),
    long: z.boolean().default(true),
  }),
]);
export type DraftQuestion = z.infer<typeof DraftQuestion>;
export type DraftQuestionOf<Kind extends DraftQuestion['kind']> = Extract<DraftQuestion, { kind: Kind }>;

const DraftCategory = z.strictObject({
  id: text,
  title: text,
  hint: text.default(''),
  hidden: z.boolean().default(false),
});
export type DraftCategory = z.infer<typeof DraftCategory>;

export const DraftBody = z.strictObject({
  name: text,
  title: text,
  description: text.default(''),
  has_reasoning_stage: z.boolean(),
  categories: z.array(DraftCategory),
  honesty_anchors: z.array(z.strictObject({ value: number, word: text, anchor: text })),
  questions: z.array(DraftQuestion).default([]),
});
export type DraftBody = z.infer<typeof DraftBody>;

/** A finished rubric as a draft, without the id and version that the dataset gave it. */
export function draftOf(rubric: RubricBody): DraftBody {
  const { name, title, description, has_reasoning_stage, categories, honesty_anchors, questions } = rubric;
  return { name, title, description, has_reasoning_stage, categories, honesty_anchors, questions };
}

/** Fields in the order of the schema and nothing undefined: the same rubric is the same text. */
export function textOf(body: DraftBody): string {
  return JSON.stringify(DraftBody.parse(body), null, 2);
}

export function isSame(one: DraftBody, other: DraftBody): boolean {
  return one === other || textOf(one) === textOf(other);
}

/** Where something stands in a rubric, as zod gives it: `['questions', 2, 'options', 0, 'label']`. */
export type Path = readonly (string | number)[];

export function keyOf(path: Path): string {
  return path.join('.');
}
