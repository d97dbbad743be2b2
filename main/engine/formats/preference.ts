import type { Message } from '../../../shared/domain/transcript.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { idOf, objectOf, plainTranscript, printOf, restOf, withUniqueIds } from './training-records.ts';
import { conversationOf, turnsOf, withSystem } from './training-turns.ts';
import { refusing, WrongField } from './wrong-field.ts';

const SIDES = ['chosen', 'rejected'] as const;
type Side = (typeof SIDES)[number];

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
];
const SYSTEMS = ['system', 'system_prompt'];

/** Tables joined of several files put a name before each key: `harmless-base/chosen`. */
const PREFIXED = /^(.+[/.])chosen$/;

function withoutPrefix(record: JsonObject): JsonObject {
  if ('chosen' in record) return record;
  const prefix = Object.keys(record)
    .map((key) => PREFIXED.exec(key)?.[1])
    .find((each) => each !== undefined && `${each}rejected` in record);
  if (prefix === undefined) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key.startsWith(prefix) ? key.slice(prefix.length) : key,
      value,
    ]),
  );
}

function contextOf(record: JsonObject): { field: string | undefined; messages: Message[] } {
  const field = CONTEXTS.find(
    (each) => record[each] !== undefined && record[each] !== null && record[each] !== '',
  );
  if (field === undefined) return { field, messages: [] };
  return { field, messages: turnsOf(record[field], 'user', field) };
}

function isSame(one: Message | undefined, other: Message | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.role === other.role &&
    JSON.stringify(one.content) === JSON.stringify(other.content)
  );
}

/** Whether an answer repeats what stands before it: then the answer is the whole conversation. */
function repeats(answer: readonly Message[], context: readonly Message[]): boolean {
  const spoken = (messages: readonly Message[]) => messages.filter(({ role }) => role !== 'system');
  const said = spoken(answer);
  const asked = spoken(context);
  if (asked.length === 0 || said.length <= asked.length) return false;
  if (asked.every((message, index) => isSame(message, said[index]))) return true;
  // The prompt as a text beside a longer conversation is its first or its last question.
  return asked.length === 1 && said.some((message) => isSame(message, asked[0]));
}

/** Each answer of a side: one, or as many as the list of texts holds. */
function answersOf(value: unknown, side: Side): Message[][] {
  if (value === undefined || value === null)
    throw new WrongField(side, 'a text, a message or a list of messages', value);
  if (!Array.isArray(value)) return [turnsOf(value, 'assistant', side)];
  if (value.length === 0) throw new WrongField(side, 'at least one message', value);
  if (value.every((item) => typeof item === 'string'))
    return value.map((text, index) => turnsOf(text, 'assistant', `${side}[${index}]`));
  return [turnsOf(value, 'assistant', side)];
}

function takeSide(record: JsonObject, side: Side, pair: string): Taken[] {
  const read = refusing(() => {
    const { field, messages: context } = contextOf(record);
    const answers = answersOf(record[side], side);
    const used = [...SIDES, 'id', ...SYSTEMS, ...(field === undefined ? [] : [field])];
    return answers.map((answer, index) => {
      const messages = repeats(answer, context)
        ? conversationOf([], answer)
        : conversationOf(context, answer);
      const id = `${pair}:${side}${answers.length > 1 ? `:${index + 1}` : ''}`;
      return {
        transcript: plainTranscript(id, withSystem(record, SYSTEMS, messages), {
          ...restOf(record, used),
          pair,
          preference: side,
        }),
      };
    });
  });
  return 'rejected' in read ? [read] : read;
}

function takeRow(value: unknown): Taken | Taken[] {
  const read = refusing(() => ({
    record: withoutPrefix(objectOf(value, 'an object with "chosen" and "rejected"')),
  }));
  if ('rejected' in read) return read;
  const { record } = read;
  const pair = idOf(record) ?? printOf(SIDES.map((side) => record[side] ?? null));
  return SIDES.flatMap((side) => takeSide(record, side, pair));
}

/** Pairs of answers of which one is preferred: HH-RLHF, UltraFeedback-binarized, TRL, LLaMA-Factory, Axolotl. */
export const preference: Reader = {
  name: 'preference',
  title: 'Preference pairs',
  extensions: ['jsonl', 'json', 'parquet', 'jsonl.gz'],
  docs: {
    about: 'What reward models and DPO are trained on: two answers to one prompt, `chosen` and `rejected`.',
    sample:
      '{"chosen":"\\n\\nHuman: Did the tests pass?\\n\\nAssistant: Two of nine.","rejected":"\\n\\nHuman: Did the tests pass?\\n\\nAssistant: All of them."}\n' +
      '{"id":"p2","prompt":[{"role":"user","content":"Did the tests pass?"}],"chosen":[{"role":"assistant","content":"Two of nine."}],"rejected":[{"role":"assistant","content":"All of them."}],"margin":0.75}\n',
    notes: [
      'A row gives two transcripts, `ID:chosen` and `ID:rejected`; `metadata.pair` links them and `metadata.preference` says which is which. A row without an id is named by a checksum of both answers.',
      'The conversation before the answers may stand in `conversations`, `context`, `messages`, `prompt`, `question`, `instruction` or `input`, or in the answers themselves; it is taken once.',
      'Texts in the manner of HH-RLHF are split where a line after an empty one begins with `Human:` or `Assistant:`.',
      'Where the keys carry a prefix (`harmless-base/chosen`), choose the format by name.',
      'Which answer was preferred is metadata, never a grade.',
    ],
  },
  detect({ records }) {
    const all =
      records.length > 0 &&
      records.every((record) => isObject(record) && SIDES.every((side) => side in record));
    return all ? { match: 'yes', by: [...SIDES] } : NO_MATCH;
  },
  read: (source, signal) => withUniqueIds(readRecords(source, signal, takeRow)),
};
