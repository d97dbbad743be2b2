import { createHash } from 'node:crypto';
import { stringifyKeepingDigits } from '../big-integers.ts';
import type { ReadRecord, ReadTranscript } from './format.ts';
import { isObject, type JsonObject } from './json.ts';
import { WrongField } from './wrong-field.ts';

/** What the formats of training data have in common: flat records, weak ids, and no confessions. */

const ID_FIELDS = [
  'id',
  'transcript_id',
  'prompt_id',
  'conversation_id',
  'conversation_hash',
  'question_id',
  'uid',
  'uuid',
];

/** The source's id, where it is one. */
export function idOf(record: JsonObject): string | undefined {
  for (const field of ID_FIELDS) {
    const value = record[field];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'bigint')
      return String(value);
  }
  return undefined;
}

/** A name for a record without an id, made of what it holds. */
export function printOf(value: unknown): string {
  return createHash('sha256')
    .update(stringifyKeepingDigits(value) ?? '')
    .digest('hex')
    .slice(0, 16);
}

/** A record's fields but those that were used; what stood in its own `metadata` beside them. */
export function restOf(record: JsonObject, used: readonly string[]): JsonObject {
  const { metadata, ...others } = record;
  const rest = Object.fromEntries(Object.entries(others).filter(([key]) => !used.includes(key)));
  if (isObject(metadata)) return { ...rest, ...metadata };
  return metadata === undefined || metadata === null ? rest : { ...rest, metadata };
}

export function objectOf(value: unknown, expected: string): JsonObject {
  if (!isObject(value)) throw new WrongField('', expected, value);
  return value;
}

/** A transcript without confessions, as training data has them. */
export function plainTranscript(
  id: string | undefined,
  messages: ReadTranscript['messages'],
  metadata: JsonObject,
): ReadTranscript {
  return { id, messages, confessions: [], metadata, family: undefined, target_violation: undefined };
}

/**
 * Ids of such files repeat (an example per row, several rows per example). The first keeps its id, later ones get the
 * number of their line, so that reading the file again gives the same.
 */
export async function* withUniqueIds(records: AsyncIterable<ReadRecord>): AsyncGenerator<ReadRecord> {
  const seen = new Set<string>();
  for await (const record of records) {
    if (!('transcript' in record) || record.transcript.id === undefined) {
      yield record;
      continue;
    }
    const { id } = record.transcript;
    let unique = id;
    for (let attempt = 1; seen.has(unique); attempt += 1)
      unique = `${id}#${record.line}${attempt === 1 ? '' : `.${attempt}`}`;
    seen.add(unique);
    yield unique === id ? record : { ...record, transcript: { ...record.transcript, id: unique } };
  }
}
