import type { ExportOptions } from '../../../shared/contract/exports.ts';
import { splitOfPath } from '../../../shared/domain/splits.ts';
import { type ChatMessage, chatAsText, promptAsText } from './chat.ts';
import { type Columns, type ColumnType, messageColumns } from './columns.ts';
import type { Row, Variant } from './form.ts';
import { chatIn, textIn } from './variants.ts';

/** Pairs and labelled rows in the shapes of trainers that have one of their own. */

const IDS: Columns = {
  margin: 'double',
  transcript: 'string',
  chosen_confession: 'string',
  rejected_confession: 'string',
};
const idsOf = ({ margin, transcript, chosen_confession, rejected_confession }: Row): Row => ({
  margin,
  transcript,
  chosen_confession,
  rejected_confession,
});

export const nemoRlPairs: Variant = {
  name: 'nemo-rl',
  title: 'NeMo RL',
  format: 'jsonl',
  readsUnpacked: true,
  columns: ({ prompt = messageColumns(false) }) => ({
    context: prompt,
    completions: { list: { struct: { rank: 'int', completion: messageColumns(false) } } },
    ...IDS,
  }),
  project: (row) => ({
    context: row.prompt,
    completions: [
      { rank: 0, completion: row.chosen },
      { rank: 1, completion: row.rejected },
    ],
    ...idsOf(row),
  }),
};

const SAID = { struct: { from: 'string', value: 'string' } } as const satisfies ColumnType;
/** How LLaMA-Factory calls who speaks. */
const FROM: Record<string, string> = {
  user: 'human',
  assistant: 'gpt',
  tool: 'observation',
  system: 'human',
};

/** Instructions apart, then turns by turns: people at odd places, the model at even ones. */
function llamaFactoryChat(prompt: readonly ChatMessage[]): { system: string; conversations: Row[] } {
  const start = prompt.findIndex(({ role }) => role !== 'system');
  const head = prompt.slice(0, start < 0 ? prompt.length : start);
  const conversations: { from: string; value: string }[] = [];
  for (const turn of prompt.slice(head.length)) {
    const from = FROM[turn.role] ?? 'human';
    const value = turn.tool_calls === undefined ? turn.content : chatAsText([turn]);
    const last = conversations.at(-1);
    const isModel = from === 'gpt';
    if (last === undefined && isModel) conversations.push({ from: 'human', value: '' });
    if (last !== undefined && (last.from === 'gpt') === isModel) last.value += `\n\n${value}`;
    else conversations.push({ from, value });
  }
  // A pair wants somebody to answer: with instructions alone there is nobody yet.
  if (conversations.length === 0) conversations.push({ from: 'human', value: '' });
  return { system: head.map(({ content }) => content).join('\n\n'), conversations };
}

/** The file by which LLaMA-Factory finds each split. */
function datasetInfo(description: Row) {
  return (files: readonly { path: string }[]): Record<string, string> => {
    const entries = files.map(({ path }) => [
      `shrive_${path
        .replace(/^data\//, '')
        .replace(/\..*$/, '')
        .replaceAll('-', '_')}`,
      { file_name: path, formatting: 'sharegpt', ...description },
    ]);
    return { 'dataset_info.json': `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n` };
  };
}

export const llamaFactoryPairs: Variant = {
  name: 'llama-factory',
  title: 'LLaMA-Factory',
  format: 'jsonl',
  readsUnpacked: true,
  columns: () => ({
    system: 'string',
    conversations: { list: SAID },
    chosen: SAID,
    rejected: SAID,
    ...IDS,
  }),
  project: (row) => ({
    ...llamaFactoryChat(chatIn(row.prompt)),
    chosen: { from: 'gpt', value: textIn(row.chosen) },
    rejected: { from: 'gpt', value: textIn(row.rejected) },
    ...idsOf(row),
  }),
  beside: datasetInfo({
    ranking: true,
    columns: { messages: 'conversations', system: 'system', chosen: 'chosen', rejected: 'rejected' },
  }),
};

export const llamaFactoryUnpaired: Variant = {
  name: 'llama-factory',
  title: 'LLaMA-Factory (KTO)',
  format: 'jsonl',
  readsUnpacked: true,
  columns: () => ({
    system: 'string',
    conversations: { list: SAID },
    kto_tag: 'bool',
    transcript: 'string',
    confession: 'string',
  }),
  project: (row) => {
    const { system, conversations } = llamaFactoryChat(chatIn(row.prompt));
    return {
      system,
      conversations: [...conversations, { from: 'gpt', value: textIn(row.completion) }],
      kto_tag: row.label,
      transcript: row.transcript,
      confession: row.confession,
    };
  },
  beside: datasetInfo({ columns: { messages: 'conversations', system: 'system', kto_tag: 'kto_tag' } }),
};

/** Instructions apart, the rest as one text: it takes a single turn. */
function singleTurn(value: unknown): { system: string; input: string } {
  const chat = chatIn(value);
  const isSystem = ({ role }: ChatMessage) => role === 'system';
  const start = chat.findIndex((turn) => !isSystem(turn));
  return {
    system: chat
      .slice(0, Math.max(0, start))
      .map(({ content }) => content)
      .join('\n\n'),
    input: chatAsText(chat.slice(Math.max(0, start))),
  };
}

/** What to put into the configuration of Axolotl; it says which files each split has. */
function axolotlConfig(head: string, type: string) {
  return (files: readonly { path: string }[]): Record<string, string> => {
    const entries = (split: string) =>
      files
        .filter(({ path }) => splitOfPath(path) === split)
        .map(
          ({ path }) =>
            `  - path: ${path}\n    ds_type: ${path.endsWith('.parquet') ? 'parquet' : 'json'}\n    split: train\n    type: ${type}\n`,
        )
        .join('');
    const list = (name: string, split: string) => {
      const found = entries(split);
      return found === '' ? '' : `${name}:\n${found}`;
    };
    return {
      'axolotl.yaml': `# For Axolotl, beside what your model needs. Paths are from this folder.
${head}
${list('datasets', 'train')}${list('test_datasets', 'validation')}`,
    };
  };
}

export const axolotlPairs: Variant = {
  name: 'axolotl',
  title: 'Axolotl',
  format: 'jsonl',
  columns: () => ({ system: 'string', input: 'string', chosen: 'string', rejected: 'string', ...IDS }),
  project: (row) => ({
    ...singleTurn(row.prompt),
    chosen: textIn(row.chosen),
    rejected: textIn(row.rejected),
    ...idsOf(row),
  }),
  beside: axolotlConfig(
    `# A reward model by Bradley and Terry. For DPO put "rl: dpo" instead of the first four lines, and "type: chatml.icr".
reward_model: true
model_type: AutoModelForSequenceClassification
num_labels: 1
chat_template: tokenizer_default`,
    'bradley_terry.chat_template',
  ),
};

export const axolotlUnpaired: Variant = {
  name: 'axolotl',
  title: 'Axolotl (KTO)',
  format: 'jsonl',
  columns: () => ({
    system: 'string',
    prompt: 'string',
    completion: 'string',
    label: 'bool',
    transcript: 'string',
    confession: 'string',
  }),
  // The strategies chatml.ultra and llama3.ultra put their marks around system, prompt and completion themselves.
  project: ({ prompt, completion, label, transcript, confession }) => {
    const { system, input } = singleTurn(prompt);
    return { system, prompt: input, completion: textIn(completion), label, transcript, confession };
  },
  beside: axolotlConfig(
    `# KTO. The strategy follows the model: chatml.ultra, or llama3.ultra.
rl: kto
remove_unused_columns: false`,
    'chatml.ultra',
  ),
};

export const verlPairs: Variant = {
  name: 'verl',
  title: 'verl',
  columns: () => ({ prompt: 'string', chosen: 'string', rejected: 'string', ...IDS }),
  project: (row) => ({
    prompt: promptAsText(chatIn(row.prompt)),
    chosen: textIn(row.chosen),
    rejected: textIn(row.rejected),
    ...idsOf(row),
  }),
};

export const rewardBenchPairs: Variant = {
  name: 'rewardbench',
  title: 'RewardBench',
  format: 'jsonl',
  columns: ({ prompt = messageColumns(false) }) => ({
    id: 'string',
    subset: 'string',
    chosen: prompt,
    rejected: prompt,
    margin: 'double',
  }),
  project: (row, _place, _options: ExportOptions) => ({
    id: `${row.transcript}:${row.chosen_confession}:${row.rejected_confession}`,
    subset: row.source,
    chosen: [...chatIn(row.prompt), ...chatIn(row.chosen)],
    rejected: [...chatIn(row.prompt), ...chatIn(row.rejected)],
    margin: row.margin,
  }),
};
