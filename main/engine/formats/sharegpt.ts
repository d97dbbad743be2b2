import { NO_MATCH, type Reader } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { idOf, objectOf, plainTranscript, restOf, withUniqueIds } from './training-records.ts';
import { turnsOf, withJoinedCalls, withSystem } from './training-turns.ts';
import { refusing, WrongField } from './wrong-field.ts';

const LISTS = ['conversations', 'conversation', 'messages', 'items'];
const SYSTEMS = ['system', 'system_prompt'];

function isTurn(value: unknown): boolean {
  return (
    isObject(value) && (('from' in value && ('value' in value || 'content' in value)) || 'role' in value)
  );
}

/** The field that holds the turns; `messages` and `items` only where their items say `from`. */
function listOf(record: JsonObject): string | undefined {
  return LISTS.find((field, index) => {
    const value = record[field];
    const first: unknown = Array.isArray(value) ? value[0] : undefined;
    return isTurn(first) && (index < 2 || (isObject(first) && 'from' in first));
  });
}

/** A conversation in which nothing was said: refused by its line, it does not make the file another format. */
function isEmpty(record: unknown): boolean {
  return (
    isObject(record) &&
    LISTS.slice(0, 2).some((field) => Array.isArray(record[field]) && record[field].length === 0)
  );
}

function take(value: unknown): Taken {
  return refusing(() => {
    const record = objectOf(value, 'an object with "conversations"');
    const field = listOf(record);
    if (field === undefined)
      throw new WrongField('conversations', 'a list of turns with "from" and "value"', record.conversations);
    const messages = withJoinedCalls(turnsOf(record[field], 'user', field));
    return {
      transcript: plainTranscript(
        idOf(record),
        withSystem(record, SYSTEMS, messages),
        restOf(record, ['id', field, ...SYSTEMS]),
      ),
    };
  });
}

/** ShareGPT: conversations of `{from, value}`, as FastChat, Axolotl and LLaMA-Factory read them. */
export const sharegpt: Reader = {
  name: 'sharegpt',
  title: 'ShareGPT',
  extensions: ['json', 'jsonl', 'parquet'],
  docs: {
    about: 'Conversations for supervised training, as FastChat, Axolotl and LLaMA-Factory read them.',
    sample:
      '{"id":"s1","system":"Be brief.","conversations":[{"from":"human","value":"Run all tests."},{"from":"function_call","value":"{\\"name\\":\\"run_tests\\",\\"arguments\\":{}}"},{"from":"observation","value":"2 passed"},{"from":"gpt","value":"All pass."}]}\n',
    notes: [
      '`human` is the user, `gpt` the assistant, `observation` a tool. A `function_call` is a call, joined with the observation after it; so are `<tool_call>` tags in what `gpt` says. Where their text is no JSON it stays text.',
      'The sets WildChat and LMSYS-Chat (`conversation` with roles) are read so too, by their `conversation_hash` or `conversation_id`.',
      '`system` beside the turns becomes the first message; `tools` and whatever else stands beside them is metadata.',
      'An id that repeats within the file gets the number of its line: `ID#LINE`.',
    ],
  },
  detect({ records }) {
    const fields = records.map((record) => (isObject(record) ? listOf(record) : undefined));
    const found = fields.find((field) => field !== undefined);
    const all = records.every((record, index) => fields[index] !== undefined || isEmpty(record));
    return found !== undefined && all ? { match: 'yes', by: [found, 'from'] } : NO_MATCH;
  },
  read: (source, signal) => withUniqueIds(readRecords(source, signal, take)),
};
