import type { Message } from '../../../shared/domain/transcript.ts';
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

/** Other names of the prompt; then the answer is called by a name that is never a reference to compare with. */
const QUESTIONS = ['question', 'query', 'input'];
const ANSWERED = ['completion', 'response', 'output'];
/** A confession beside them has a place in a mapping, not here. */
const TELLING = /confess|self[_ -]?report/i;

interface Fields {
  prompt: string | undefined;
  answer: string;
  /** `yes` where the names are those of this format alone. */
  match: 'yes' | 'perhaps';
}

function isConversation(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((each) => isObject(each) && 'role' in each);
}

/** Where prompt and answer of a record stand. */
function fieldsOf(record: JsonObject): Fields | undefined {
  if (isText(record.prompt)) {
    const answer = answerField(record);
    if (answer !== undefined)
      return {
        prompt: 'prompt',
        answer,
        match: answer === 'answer' || answer === 'text' ? 'perhaps' : 'yes',
      };
    return isSteps(record.completions)
      ? { prompt: 'prompt', answer: 'completions', match: 'yes' }
      : undefined;
  }
  if ('prompt' in record && record.prompt !== null) return undefined;
  // The whole conversation as the completion.
  if (isConversation(record.completion)) return { prompt: undefined, answer: 'completion', match: 'yes' };
  const prompt = QUESTIONS.find((field) => typeof record[field] === 'string');
  const answer = ANSWERED.find((field) => typeof record[field] === 'string');
  if (prompt === undefined || answer === undefined) return undefined;
  if (Object.keys(record).some((key) => TELLING.test(key))) return undefined;
  return { prompt, answer, match: 'perhaps' };
}

/** An answer step by step, each with its label, as TRL's process reward models are trained on. */
function isSteps(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}

function answerOf(value: unknown, field: string): Message[] {
  if (field === 'completions' && isSteps(value))
    return [{ role: 'assistant', content: value.map((text) => ({ type: 'text', text })) }];
  return turnsOf(value, 'assistant', field);
}

function take(value: unknown): Taken {
  return refusing(() => {
    const record = objectOf(value, 'an object with "prompt" and "completion"');
    const fields = fieldsOf(record);
    if (fields === undefined) {
      const isAsked = isText(record.prompt);
      const field = isAsked ? 'completion' : 'prompt';
      throw new WrongField(field, 'a text or a list of messages', record[field]);
    }
    const { prompt: asked, answer: field } = fields;
    const prompt = asked === undefined ? [] : turnsOf(record[asked], 'user', asked);
    const answer = answerOf(record[field], field);
    if (prompt.length + answer.length === 0)
      throw new WrongField('prompt', 'at least one message', record.prompt);
    const used = ['id', field, ...SYSTEMS, ...(asked === undefined ? [] : [asked])];
    return {
      transcript: plainTranscript(
        idOf(record),
        withSystem(record, SYSTEMS, conversationOf(prompt, answer)),
        restOf(record, used),
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
      'Both may be a text, a message or a list of messages. `response`, `answer` and `text` are other names of the completion; the first of them that is there counts, the others are metadata. So are `question`, `query` and `input` of the prompt, beside a `response`, `output` or `completion`.',
      'A `completion` alone that is a list of messages is the whole conversation. `completions`, a list of texts, is an answer in steps (TRL’s stepwise form): each is a part of one message, `labels` are metadata.',
      'Calls that are JSON in strings are parsed. A result without an id answers the calls before it in their order.',
      'A text in the manner of HH-RLHF is split into its turns; an empty `Assistant:` at the end of the prompt only asks.',
      'An id that repeats within the file gets the number of its line: `ID#LINE`. Rewards are metadata.',
    ],
  },
  detect({ records }) {
    const found = records.map((record) => (isObject(record) ? fieldsOf(record) : undefined));
    const [first] = found;
    if (first === undefined || found.includes(undefined)) return NO_MATCH;
    return { match: first.match, by: [first.prompt, first.answer].filter((field) => field !== undefined) };
  },
  read: (source, signal) => withUniqueIds(readRecords(source, signal, take)),
};
