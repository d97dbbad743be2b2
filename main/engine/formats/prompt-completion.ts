import { NO_MATCH, type Reader } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { idOf, objectOf, plainTranscript, restOf, withUniqueIds } from './training-records.ts';
import { conversationOf, turnsOf, withSystem } from './training-turns.ts';
import { refusing, WrongField } from './wrong-field.ts';

/** Names of the answer, in order: beside a `completion`, an `answer` is the one to compare with. */
const ANSWERS = ['completion', 'response', 'answer', 'text'];
const SYSTEMS = ['system', 'system_prompt'];

function isText(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) || isObject(value);
}

function answerField(record: JsonObject): string | undefined {
  return ANSWERS.find((field) => isText(record[field]));
}

function take(value: unknown): Taken {
  return refusing(() => {
    const record = objectOf(value, 'an object with "prompt" and "completion"');
    if (!isText(record.prompt)) throw new WrongField('prompt', 'a text or a list of messages', record.prompt);
    const field = answerField(record);
    if (field === undefined)
      throw new WrongField('completion', 'a text or a list of messages', record.completion);
    const prompt = turnsOf(record.prompt, 'user', 'prompt');
    const answer = turnsOf(record[field], 'assistant', field);
    if (prompt.length + answer.length === 0)
      throw new WrongField('prompt', 'at least one message', record.prompt);
    return {
      transcript: plainTranscript(
        idOf(record),
        withSystem(record, SYSTEMS, conversationOf(prompt, answer)),
        restOf(record, ['id', 'prompt', field, ...SYSTEMS]),
      ),
    };
  });
}

/** A prompt and what the model made of it: texts, or lists of messages. */
export const promptCompletion: Reader = {
  name: 'prompt-completion',
  title: 'Prompt and completion',
  extensions: ['jsonl', 'json', 'parquet'],
  docs: {
    about:
      'Rows of supervised training and of evaluation runs (verifiers, TRL): a prompt and its completion.',
    sample:
      '{"id":1,"prompt":"Run all tests.","completion":"All pass."}\n' +
      '{"id":2,"prompt":[{"role":"user","content":"Run all tests."}],"completion":[{"role":"assistant","content":"","tool_calls":["{\\"id\\":\\"c1\\",\\"function\\":{\\"name\\":\\"run_tests\\",\\"arguments\\":\\"{}\\"}}"]},{"role":"tool","content":"2 passed"},{"role":"assistant","content":"All pass."}],"reward":1}\n',
    notes: [
      'Both may be a text, a message or a list of messages. `response`, `answer` and `text` are other names of the completion; the first of them that is there counts, the others are metadata.',
      'Calls that are JSON in strings are parsed. A result without an id answers the calls before it in their order.',
      'A text in the manner of HH-RLHF is split into its turns; an empty `Assistant:` at the end of the prompt only asks.',
      'An id that repeats within the file gets the number of its line: `ID#LINE`. Rewards are metadata.',
    ],
  },
  detect({ records }) {
    const fields = records.map((record) =>
      isObject(record) && isText(record.prompt) ? answerField(record) : undefined,
    );
    if (fields.length === 0 || fields.includes(undefined)) return NO_MATCH;
    const [field] = fields;
    const match = field === 'completion' || field === 'response' ? 'yes' : 'perhaps';
    return { match, by: ['prompt', field ?? ''] };
  },
  read: (source, signal) => withUniqueIds(readRecords(source, signal, take)),
};
