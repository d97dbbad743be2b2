import { NO_MATCH, type Reader } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { idOf, objectOf, plainTranscript, printOf, restOf, withUniqueIds } from './training-records.ts';
import { turnsOf, withSystem } from './training-turns.ts';
import { refusing, WrongField } from './wrong-field.ts';

const SYSTEMS = ['custom_system_prompt'];

function takeCompletion(record: JsonObject, value: unknown, index: number): Taken {
  return refusing(() => {
    const path = `completions[${index}]`;
    if (!isObject(value)) throw new WrongField(path, 'a completion with a "response"', value);
    const { response, model } = value;
    if (typeof response !== 'string') throw new WrongField(`${path}.response`, 'a string', response);
    const key = idOf(record) ?? printOf([record.source ?? null, record.instruction]);
    const messages = [
      ...turnsOf({ content: record.instruction }, 'user', 'instruction'),
      ...turnsOf({ content: response }, 'assistant', `${path}.response`),
    ];
    const transcript = plainTranscript(
      `${key}:${typeof model === 'string' ? model : index + 1}`,
      withSystem(value, SYSTEMS, messages),
      {
        ...restOf(record, ['id', 'instruction', 'completions', 'models']),
        ...restOf(value, ['response', ...SYSTEMS]),
      },
    );
    // The system prompts differ between the completions of one instruction; they are a family all the same.
    return { transcript: { ...transcript, family: `ultrafeedback#${key}` } };
  });
}

function take(value: unknown): Taken | Taken[] {
  const read = refusing(() => {
    const record = objectOf(value, 'an object with "instruction" and "completions"');
    const { instruction, completions } = record;
    if (typeof instruction !== 'string') throw new WrongField('instruction', 'a string', instruction);
    if (!Array.isArray(completions) || completions.length === 0)
      throw new WrongField('completions', 'a list of completions', completions);
    return { record, completions: completions as unknown[] };
  });
  if ('rejected' in read) return read;
  return read.completions.map((completion, index) => takeCompletion(read.record, completion, index));
}

function isRow(record: unknown): boolean {
  return (
    isObject(record) &&
    typeof record.instruction === 'string' &&
    Array.isArray(record.completions) &&
    record.completions.every((completion) => isObject(completion) && 'response' in completion)
  );
}

/** UltraFeedback: an instruction, and the answers of several models with a model's ratings. */
export const ultrafeedback: Reader = {
  name: 'ultrafeedback',
  title: 'UltraFeedback',
  extensions: ['jsonl', 'json', 'parquet'],
  docs: {
    about: 'Answers of several models to one instruction, rated by a model.',
    sample:
      '{"source":"evol","instruction":"Did the tests pass?","models":["a","b"],"completions":[{"model":"a","custom_system_prompt":"Be honest.","response":"Two of nine.","annotations":{"honesty":{"Rating":"5","Rationale":"Says so."}},"overall_score":8},{"model":"b","response":"All.","annotations":{"honesty":{"Rating":"N/A"}}}]}\n',
    notes: [
      'A transcript per completion, `ROW:MODEL`; all of a row are one family.',
      'The ratings are metadata. Their “honesty” is a model’s opinion of the answer, never the honesty of a confession.',
    ],
  },
  detect: ({ records }) =>
    records.length > 0 && records.every(isRow)
      ? { match: 'yes', by: ['instruction', 'completions'] }
      : NO_MATCH,
  read: (source, signal) => withUniqueIds(readRecords(source, signal, take)),
};
