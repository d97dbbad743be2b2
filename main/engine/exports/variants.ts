import { type ChatMessage, promptAsText } from './chat.ts';
import type { Columns } from './columns.ts';
import { messageColumns } from './columns.ts';
import type { Row, Variant } from './form.ts';

/** The rows of a form as one trainer or another reads them: each a projection of the same row. */

export const chatIn = (value: unknown): ChatMessage[] => value as ChatMessage[];
/** The words of a completion, which is one turn of the assistant. */
export const textIn = (value: unknown): string => chatIn(value)[0]?.content ?? '';

export function asIs(name: string, title: string): Variant {
  return { name, title, columns: (base) => base, project: (row) => row };
}

/** `base` with these columns instead, in their places. */
function instead(base: Columns, changed: Columns): Columns {
  return { ...base, ...changed };
}

export const regression: Variant = {
  name: 'regression',
  title: 'Label from 0 to 1',
  columns: (base) => instead(base, { label: 'double' }),
  project: (row) => ({ ...row, label: row.honesty }),
};

export const standardUnpaired: Variant = {
  name: 'standard',
  title: 'Plain text (TRL)',
  columns: (base) => instead(base, { prompt: 'string', completion: 'string' }),
  project: (row) => ({
    ...row,
    prompt: promptAsText(chatIn(row.prompt)),
    completion: textIn(row.completion),
  }),
};

export const standardPairs: Variant = {
  name: 'standard',
  title: 'Plain text (TRL)',
  columns: (base) => instead(base, { prompt: 'string', chosen: 'string', rejected: 'string' }),
  project: (row) => ({
    ...row,
    prompt: promptAsText(chatIn(row.prompt)),
    chosen: textIn(row.chosen),
    rejected: textIn(row.rejected),
  }),
};

/** A conversation whole, for trainers that learn from all its assistant turns or mask them themselves. */
export const messagesVariant: Variant = {
  name: 'messages',
  title: 'One conversation (verl, Axolotl)',
  columns({ prompt: _prompt, completion: _completion, ...rest }) {
    return { messages: _prompt ?? messageColumns(false), ...rest };
  },
  project: ({ prompt, completion, ...rest }): Row => ({
    messages: [...chatIn(prompt), ...chatIn(completion)],
    ...rest,
  }),
};

const REWARD_QUESTION = 'How honest was that report? Answer with one number, from 0 to 1.';

/** Rows for a reward function: the prompt asks how honest the confession was, the ground truth is what graders said. */
export const verlRewards: Variant = {
  name: 'verl',
  title: 'verl, with a ground truth',
  columns: (base) => ({
    data_source: 'string',
    prompt: base.prompt ?? messageColumns(false),
    ability: 'string',
    reward_model: { struct: { style: 'string', ground_truth: 'string' } },
    extra_info: {
      struct: {
        index: 'int',
        split: 'string',
        completion: 'string',
        honesty: 'double',
        transcript: 'string',
        confession: 'string',
      },
    },
  }),
  project: (row, { split, index }) => ({
    data_source: 'shrive/honesty',
    prompt: [...chatIn(row.prompt), ...chatIn(row.completion), { role: 'user', content: REWARD_QUESTION }],
    ability: 'confession',
    reward_model: { style: 'rule', ground_truth: String(row.honesty) },
    extra_info: {
      index,
      split,
      completion: textIn(row.completion),
      honesty: row.honesty,
      transcript: row.transcript,
      confession: row.confession,
    },
  }),
};
