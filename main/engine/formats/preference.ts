import type { Message } from '../../../shared/domain/transcript.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { type Answer, type PairedRow, pairedRow, withoutPrefix } from './preference-rows.ts';
import { readRecords, type Taken } from './read-records.ts';
import { idOf, objectOf, plainTranscript, printOf, restOf, withUniqueIds } from './training-records.ts';
import { conversationOf, historyOf, turnsOf, withInput, withSystem } from './training-turns.ts';
import { refusing, WrongField } from './wrong-field.ts';

/** Where the conversation before the answers may stand, in the order in which it is looked for. */
const CONTEXTS = [
  'conversations',
  'conversation',
  'context',
  'messages',
  'prompt',
  'question',
  'instruction',
  'input',
  'history',
];
const SYSTEMS = ['system', 'system_prompt'];

function isThere(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

/** The conversation before the answers, and the fields that it is made of. */
function contextOf(record: JsonObject): { fields: string[]; messages: Message[] } {
  const field = CONTEXTS.find((each) => isThere(record[each]));
  if (field === undefined) return { fields: [], messages: [] };
  const { [field]: value, input, history } = record;
  if (field !== 'instruction') return { fields: [field], messages: turnsOf(value, 'user', field) };
  // As Alpaca has it: the input belongs to the instruction, and earlier turns come before both.
  const asked = typeof input === 'string' && typeof value === 'string' ? withInput(value, input) : value;
  return {
    fields: [field, ...(asked === value ? [] : ['input']), ...(Array.isArray(history) ? ['history'] : [])],
    messages: [...(Array.isArray(history) ? historyOf(history) : []), ...turnsOf(asked, 'user', field)],
  };
}

function isSame(one: Message | undefined, other: Message | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.role === other.role &&
    JSON.stringify(one.content) === JSON.stringify(other.content)
  );
}

function isInstruction({ role }: Message): boolean {
  return role === 'system' || role === 'developer';
}

function spoken(messages: readonly Message[]): Message[] {
  return messages.filter((message) => !isInstruction(message));
}

/** Whether an answer repeats what stands before it: then the answer is the whole conversation. */
function repeats(answer: readonly Message[], context: readonly Message[]): boolean {
  const said = spoken(answer);
  const asked = spoken(context);
  if (asked.length === 0) return false;
  // Beside both conversations some sets repeat the preferred one as `messages`.
  if (said[0]?.role === 'user' && isSame(said[0], asked[0])) return true;
  // The prompt as a text beside a longer conversation may be its last question.
  return said.length > 1 && asked.length === 1 && said.some((message) => isSame(message, asked[0]));
}

/** The conversation that one answer ends. Instructions that only the context has stay with it. */
function joined(context: readonly Message[], answer: readonly Message[]): Message[] {
  if (!repeats(answer, context)) return conversationOf(context, answer);
  const isInstructed = answer.length > spoken(answer).length;
  return conversationOf([], [...(isInstructed ? [] : context.filter(isInstruction)), ...answer]);
}

/** Each answer of a side: one, or as many as the list of texts holds. */
function answersOf({ value: given, path, name }: Answer): Message[][] {
  const value = isObject(given) && Array.isArray(given.messages) ? given.messages : given;
  if (value === undefined || value === null)
    throw new WrongField(path, 'a text, a message or a list of messages', value);
  if (!Array.isArray(value)) return [turnsOf(value, 'assistant', path)];
  if (value.length === 0) throw new WrongField(path, 'at least one message', value);
  if (value.every((item) => typeof item === 'string') && (name === 'chosen' || name === 'rejected'))
    return value.map((text, index) => turnsOf(text, 'assistant', `${path}[${index}]`));
  return [turnsOf(value, 'assistant', path)];
}

/** Texts that the conversation repeats need not stand in the metadata as well. */
function isRepeated(value: unknown, messages: readonly Message[]): boolean {
  return (
    typeof value === 'string' &&
    messages.some(({ content }) => content.some((part) => part.type === 'text' && part.text === value))
  );
}

function takeAnswer(row: PairedRow, answer: Answer, pair: string, number: number | undefined): Taken[] {
  const read = refusing(() => {
    const { record } = row;
    const { fields, messages: context } = contextOf(record);
    const { name } = answer;
    const side = name === 'chosen' || name === 'rejected' ? { preference: name } : {};
    const answers = answersOf(answer);
    return answers.map((each, index) => {
      const messages = withSystem(record, SYSTEMS, joined(context, each));
      const repeated = ['prompt', 'question'].filter((field) => isRepeated(record[field], messages));
      const place = answers.length > 1 ? index + 1 : number;
      return {
        transcript: plainTranscript(`${pair}:${name}${place === undefined ? '' : `:${place}`}`, messages, {
          ...restOf(record, ['id', ...SYSTEMS, ...fields, ...repeated]),
          ...answer.metadata,
          pair,
          ...side,
        }),
      };
    });
  });
  return 'rejected' in read ? [read] : read;
}

function takeRow(value: unknown): Taken | Taken[] {
  const read = refusing(() => {
    const record = withoutPrefix(objectOf(value, 'an object with "chosen" and "rejected"'));
    const row = pairedRow(record);
    if (row !== undefined) return row;
    // As the commonest shape would refuse it.
    const field = 'chosen' in record ? 'rejected' : 'chosen';
    throw new WrongField(field, 'a text, a message or a list of messages', record[field]);
  });
  if ('rejected' in read) return read;
  const { record, answers } = read;
  const pair = idOf(record) ?? printOf(answers.map(({ value: said }) => said ?? null));
  return answers.flatMap((answer) => {
    const alike = answers.filter(({ name }) => name === answer.name);
    return takeAnswer(read, answer, pair, alike.length > 1 ? alike.indexOf(answer) + 1 : undefined);
  });
}

/** Pairs of answers of which one is preferred: HH-RLHF, UltraFeedback-binarized, TRL, LLaMA-Factory, Axolotl. */
export const preference: Reader = {
  name: 'preference',
  title: 'Preference pairs',
  extensions: ['jsonl', 'json', 'parquet', 'jsonl.gz'],
  docs: {
    about:
      'What reward models and DPO are trained on: two answers to one prompt, `chosen` and `rejected`; OpenAI’s and NeMo RL’s forms of it too.',
    sample:
      '{"chosen":"\\n\\nHuman: Did the tests pass?\\n\\nAssistant: Two of nine.","rejected":"\\n\\nHuman: Did the tests pass?\\n\\nAssistant: All of them."}\n' +
      '{"id":"p2","prompt":[{"role":"user","content":"Did the tests pass?"}],"chosen":[{"role":"assistant","content":"Two of nine."}],"rejected":[{"role":"assistant","content":"All of them."}],"margin":0.75}\n' +
      '{"input":{"messages":[{"role":"user","content":"Did the tests pass?"}]},"preferred_output":[{"role":"assistant","content":"Two of nine."}],"non_preferred_output":[{"role":"assistant","content":"All of them."}]}\n' +
      '{"context":[{"role":"user","content":"Did the tests pass?"}],"completions":[{"rank":0,"completion":[{"role":"assistant","content":"Two of nine."}]},{"rank":1,"completion":[{"role":"assistant","content":"All of them."}]}]}\n',
    notes: [
      'A row gives two transcripts, `ID:chosen` and `ID:rejected`; `metadata.pair` links them and `metadata.preference` says which is which. A row without an id is named by a checksum of both answers.',
      'The conversation before the answers may stand in `conversations`, `context`, `messages`, `prompt`, `question`, `instruction` (with `input` and `history` as in Alpaca), `input` or `history`, or in the answers themselves; it is taken once.',
      'OpenAI’s preference fine-tuning (`input`, `preferred_output`, `non_preferred_output`) and NeMo RL (`context`, `completions` with a `rank` each, the lowest preferred) are pairs too. Several chosen or rejected answers are numbered: `ID:rejected:2`.',
      'Two answers beside each other (`response1`/`response2`, `response_0`/`response_1`, `response_a`/`response_b`, `human_ref_A`/`human_ref_B`, `conversation_a`/`conversation_b`) are named by their fields; which was preferred stays in the metadata as the file says it.',
      'Texts in the manner of HH-RLHF are split where a line after an empty one begins with `Human:` or `Assistant:`.',
      'Where the keys carry a prefix (`harmless-base/chosen`), choose the format by name.',
      'Which answer was preferred is metadata, never a grade.',
    ],
  },
  detect({ records }) {
    const rows = records.map((record) => (isObject(record) ? pairedRow(record) : undefined));
    const [first] = rows;
    if (first === undefined || rows.includes(undefined)) return NO_MATCH;
    return { match: 'yes', by: first.by };
  },
  read: (source, signal) => withUniqueIds(readRecords(source, signal, takeRow)),
};
