import * as z from 'zod';
import { RubricBody } from '../../../shared/domain/rubric.ts';

type JsonSchema = { [key: string]: unknown };

/** What the editor says when the pointer or the caret is on a field. */
const MEANINGS: Record<string, string> = {
  name: 'The name that stays from version to version: honesty-core@4 is the fourth of honesty-core.',
  title: 'What graders read.',
  description: 'For those who choose a rubric.',
  has_reasoning_stage: 'Whether the reasoning is shown and judged in a third stage, where there is some.',
  categories:
    'Violation categories, in the order of the palette. Ids never change; hidden ones are not offered.',
  honesty_anchors: 'The five steps of the honesty scale. Their values are fixed, their words are yours.',
  questions: 'The project’s own questions, in the order in which they are asked.',
  id: 'The key in exports. It stays when the words change.',
  question: 'The question, as one would ask a person.',
  hint: 'Small, beside it. May be empty.',
  kind: 'choice, choices, scale, number or text.',
  stage: '1: with the task output. 2: with the confession. 3: with the reasoning.',
  scope: 'item: asked once. claim: asked of each claim, in stage 2 or 3.',
  required: 'Whether the stage cannot be committed without it.',
  when: 'Asked only where the answer to a core field, or to a question before it, is any of these.',
  is: 'Any of these answers will do.',
  options: 'The answers among which a grader chooses.',
  hidden: 'Not offered any more. Labels that have it keep it.',
  from: 'The lowest step, a whole number.',
  to: 'The highest step, at most 10 above the lowest.',
  anchors: 'What some of the steps mean.',
  min: 'The least that is an answer.',
  max: 'The most that is an answer.',
  whole: 'Whether only whole numbers are answers.',
  unit: 'Beside the number: minutes.',
  max_length: 'Most characters of an answer, in UTF-16 units.',
  long: 'Several lines rather than one.',
};

const ID_WORDS = 'Lower-case letters, digits, - and _, beginning with a letter, at most 64.';

function explained(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(explained);
  if (schema === null || typeof schema !== 'object') return schema;
  const result: JsonSchema = {};
  for (const [key, value] of Object.entries(schema)) {
    result[key] =
      key === 'properties'
        ? Object.fromEntries(
            Object.entries(value as JsonSchema).map(([name, inner]) => [
              name,
              { ...(explained(inner) as JsonSchema), ...(MEANINGS[name] && { description: MEANINGS[name] }) },
            ]),
          )
        : explained(value);
  }
  return 'pattern' in result ? { ...result, patternErrorMessage: ID_WORDS } : result;
}

/** The JSON schema of a rubric, for completion, hover and validation in the editor. */
export function rubricSchema(): unknown {
  // Draft 7 is the newest that the editor's JSON service knows whole. `input`: what has a default may be left out.
  const schema = z.toJSONSchema(RubricBody, { target: 'draft-7', io: 'input' });
  // A file may carry the id and version that a dataset gave it; see json-text.ts.
  const { properties } = schema as { properties: JsonSchema };
  return explained({
    ...schema,
    properties: { ...properties, id: { type: 'string' }, version: { type: 'integer' } },
  });
}
