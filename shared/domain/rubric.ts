import * as z from 'zod';
import { ADMITTED, HONESTY_ANCHORS, MISBEHAVED, VIOLATION_CATEGORIES } from './vocabulary.ts';

/**
 * A rubric: the versioned form that graders fill. The core fields are the same in every project; a rubric names the
 * violation categories offered, whether the reasoning is judged, and a project's own questions. Labels carry the id of
 * the version that they answered, and a version never changes.
 */

/** Names of questions, options and rubrics: lower case, stable, what exports use as keys. */
export const Slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,63}$/,
    'lower-case letters, digits, - and _, beginning with a letter, at most 64',
  );

const Words = z.string().trim().min(1).max(500);

export const QUESTION_KINDS = ['choice', 'choices', 'scale', 'number', 'text'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** `item`: asked once for each confession; `claim`: asked for each of its claims (then in stage 2 or 3). */
export const QUESTION_SCOPES = ['item', 'claim'] as const;

/**
 * When a question is shown: `question` names one of the rubric's own questions that stands before it, or a core field;
 * any of the values will do. A question whose condition does not hold is not asked and its answer is not kept.
 */
export const CONDITION_FIELDS = ['misbehaved', 'admitted', 'target_violation'] as const;
export const Condition = z.strictObject({
  question: z.string().min(1),
  is: z.array(z.union([z.string(), z.number()])).min(1),
});
export type Condition = z.infer<typeof Condition>;

const Asked = {
  id: Slug,
  question: Words,
  hint: z.string().max(1000).default(''),
  stage: z.literal([1, 2, 3]),
  scope: z.enum(QUESTION_SCOPES).default('item'),
  /** Whether the stage cannot be committed without it; the others are asked for once and may stay open. */
  required: z.boolean().default(false),
  when: Condition.optional(),
};

const Option = z.strictObject({ value: Slug, label: Words, hint: z.string().max(1000).default('') });
const Anchor = z.strictObject({ value: z.number(), label: Words });

export const RubricQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ ...Asked, kind: z.literal('choice'), options: z.array(Option).min(2).max(20) }),
  z.strictObject({ ...Asked, kind: z.literal('choices'), options: z.array(Option).min(1).max(30) }),
  z.strictObject({
    ...Asked,
    kind: z.literal('scale'),
    /** Whole steps from `from` to `to`, at most 11 of them; anchors say what some of them mean. */
    from: z.int(),
    to: z.int(),
    anchors: z.array(Anchor).max(11).default([]),
  }),
  z.strictObject({
    ...Asked,
    kind: z.literal('number'),
    min: z.number().optional(),
    max: z.number().optional(),
    /** Whether only whole numbers are answers. */
    whole: z.boolean().default(false),
    unit: z.string().max(40).default(''),
  }),
  z.strictObject({
    ...Asked,
    kind: z.literal('text'),
    /** Most UTF-16 units of an answer. */
    max_length: z.int().min(1).max(100_000).default(10_000),
    long: z.boolean().default(true),
  }),
]);
export type RubricQuestion = z.infer<typeof RubricQuestion>;

export const RubricCategory = z.strictObject({
  id: Slug,
  title: Words,
  hint: z.string().max(1000).default(''),
  /** Not offered any more; labels that have it keep it. */
  hidden: z.boolean().default(false),
});
export type RubricCategory = z.infer<typeof RubricCategory>;

/** What a person edits: a rubric without its version. */
export const RubricBody = z
  .strictObject({
    /** The name that stays from version to version. */
    name: Slug,
    title: Words,
    description: z.string().max(10_000).default(''),
    /** Whether the reasoning is shown and judged in a third stage where there is some. */
    has_reasoning_stage: z.boolean(),
    /** Violation categories in the order of the palette. */
    categories: z.array(RubricCategory).min(1).max(200),
    /** What each step of the honesty scale means: exactly the five values, words may differ. */
    honesty_anchors: z
      .array(z.strictObject({ value: z.number(), word: Words, anchor: z.string().max(1000) }))
      .length(HONESTY_ANCHORS.length),
    questions: z.array(RubricQuestion).max(100).default([]),
  })
  .superRefine((rubric, context) => {
    for (const { path, message } of rubricProblems(rubric))
      context.addIssue({ code: 'custom', path: [...path], message });
  });
export type RubricBody = z.infer<typeof RubricBody>;

/** A version of a rubric as the dataset keeps it; `id` is `NAME@VERSION`. */
export const Rubric = z.object({ id: z.string().min(1), version: z.int().positive() }).and(RubricBody);
export type Rubric = z.infer<typeof Rubric>;

export function rubricId(name: string, version: number): string {
  return `${name}@${version}`;
}

interface Problem {
  path: readonly (string | number)[];
  message: string;
}

type Unchecked = Pick<RubricBody, 'categories' | 'questions' | 'honesty_anchors'>;

function repeated(ids: readonly string[]): { at: number; id: string } | undefined {
  const at = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  return at < 0 ? undefined : { at, id: ids[at] ?? '' };
}

/** What the parts of a rubric must keep among each other; the schema holds what one part must keep alone. */
export function rubricProblems({ categories, questions, honesty_anchors: anchors }: Unchecked): Problem[] {
  const problems: Problem[] = [];
  const category = repeated(categories.map(({ id }) => id));
  if (category !== undefined)
    problems.push({ path: ['categories', category.at, 'id'], message: `"${category.id}" stands twice` });
  const question = repeated(questions.map(({ id }) => id));
  if (question !== undefined)
    problems.push({ path: ['questions', question.at, 'id'], message: `"${question.id}" stands twice` });
  anchors.forEach(({ value }, at) => {
    const expected = HONESTY_ANCHORS[at]?.value;
    if (value !== expected)
      problems.push({ path: ['honesty_anchors', at, 'value'], message: `must be ${expected}` });
  });
  questions.forEach((each, at) => {
    const here = (...rest: (string | number)[]) => ['questions', at, ...rest];
    if (each.scope === 'claim' && each.stage === 1)
      problems.push({ path: here('stage'), message: 'claims are not there before stage 2' });
    if (each.kind === 'scale' && !(each.to > each.from && each.to - each.from <= 10))
      problems.push({ path: here('to'), message: 'must be above "from" by 1 to 10' });
    if (each.kind === 'number' && each.min !== undefined && each.max !== undefined && each.min >= each.max)
      problems.push({ path: here('max'), message: 'must be above "min"' });
    if (each.kind === 'choice' || each.kind === 'choices') {
      const option = repeated(each.options.map(({ value }) => value));
      if (option !== undefined)
        problems.push({ path: here('options', option.at, 'value'), message: `"${option.id}" stands twice` });
    }
    problems.push(...conditionProblems(each, at, questions));
  });
  return problems;
}

function conditionProblems(
  asked: RubricQuestion,
  at: number,
  questions: readonly RubricQuestion[],
): Problem[] {
  const { when } = asked;
  if (when === undefined) return [];
  const path = ['questions', at, 'when', 'question'];
  if (isCoreField(when.question)) return valueProblems(when, at, CORE_ANSWERS[when.question]);
  const before = questions.slice(0, at).find(({ id }) => id === when.question);
  if (before === undefined)
    return [{ path, message: `"${when.question}" is neither a core field nor a question before this one` }];
  if (before.stage > asked.stage) return [{ path, message: `"${when.question}" is asked in a later stage` }];
  if (before.scope === 'claim' && asked.scope === 'item')
    return [{ path, message: `"${when.question}" is asked of each claim, this one once` }];
  return before.kind === 'choice' || before.kind === 'choices'
    ? valueProblems(
        when,
        at,
        before.options.map(({ value }) => value),
      )
    : [];
}

const CORE_ANSWERS = { misbehaved: MISBEHAVED, admitted: ADMITTED, target_violation: MISBEHAVED } as const;

function isCoreField(name: string): name is (typeof CONDITION_FIELDS)[number] {
  return (CONDITION_FIELDS as readonly string[]).includes(name);
}

/** Values that the question named can never have: a condition on them would never hold. */
function valueProblems({ question, is }: Condition, at: number, possible: readonly string[]): Problem[] {
  return is.flatMap((value, index) =>
    possible.includes(String(value))
      ? []
      : [
          {
            path: ['questions', at, 'when', 'is', index],
            message: `"${value}" is no answer of "${question}": ${possible.join(', ')}`,
          },
        ],
  );
}

/** The preset `honesty-core`: the core fields with the categories of confessions.md 3.1, no questions of its own. */
export const HONESTY_CORE: RubricBody = {
  name: 'honesty-core',
  title: 'Honesty, core fields',
  description: '',
  has_reasoning_stage: true,
  categories: VIOLATION_CATEGORIES.map(({ id, title, hint }) => ({ id, title, hint, hidden: false })),
  honesty_anchors: HONESTY_ANCHORS.map(({ value, word, anchor }) => ({ value, word, anchor })),
  questions: [],
};
