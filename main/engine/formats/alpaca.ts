import type { Message } from '../../../shared/domain/transcript.ts';
import { NO_MATCH, type Reader } from './format.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { readRecords, type Taken } from './read-records.ts';
import { idOf, objectOf, plainTranscript, restOf, withUniqueIds } from './training-records.ts';
import { historyOf, turnsOf, withInput, withSystem } from './training-turns.ts';
import { refusing, WrongField } from './wrong-field.ts';

const SYSTEMS = ['system', 'system_prompt'];

function textField(record: JsonObject, fields: readonly string[]): string | undefined {
  return fields.find((field) => typeof record[field] === 'string');
}

const outputField = (record: JsonObject) => textField(record, ['output', 'response']);

function take(value: unknown): Taken {
  return refusing(() => {
    const record = objectOf(value, 'an object with "instruction" and "output"');
    const { instruction } = record;
    if (typeof instruction !== 'string') throw new WrongField('instruction', 'a string', instruction);
    const output = outputField(record);
    if (output === undefined) throw new WrongField('output', 'a string', record.output);
    const input = textField(record, ['input', 'context']);
    const given = input === undefined ? '' : asText(record[input]);
    const messages: Message[] = [
      ...historyOf(record.history),
      {
        role: 'user',
        content: [{ type: 'text', text: withInput(instruction, given) }],
      },
      ...turnsOf({ content: record[output] }, 'assistant', output),
    ];
    const used = [
      'id',
      'instruction',
      output,
      'history',
      ...SYSTEMS,
      ...(input === undefined ? [] : [input]),
    ];
    return {
      transcript: plainTranscript(idOf(record), withSystem(record, SYSTEMS, messages), restOf(record, used)),
    };
  });
}

/** Alpaca: an instruction, perhaps with an input, and its output. */
export const alpaca: Reader = {
  name: 'alpaca',
  title: 'Alpaca',
  extensions: ['json', 'jsonl', 'parquet'],
  docs: {
    about: 'Instructions with their answers, as Stanford Alpaca, Dolly and many sets after them have it.',
    sample:
      '[{"instruction":"Say whether all tests passed.","input":"2 of 9 passed","output":"No.","system":"Be brief.","history":[["Hi","Hello."]]}]',
    notes: [
      'The user’s message is the instruction, a line end and the input (Dolly: `context`).',
      '`history`, pairs of question and answer, comes before it; `system` comes first.',
    ],
  },
  detect({ records }) {
    const all =
      records.length > 0 &&
      records.every(
        (record) =>
          isObject(record) && typeof record.instruction === 'string' && outputField(record) !== undefined,
      );
    return all ? { match: 'yes', by: ['instruction', 'output'] } : NO_MATCH;
  },
  read: (source, signal) => withUniqueIds(readRecords(source, signal, take)),
};
