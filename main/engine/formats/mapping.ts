import { valueAt, without } from '../../../shared/json-path.ts';
import type { Mapping } from '../../../shared/mapping/mapping.ts';
import { readConfessions } from './confessions.ts';
import { isCsv, readCsv } from './csv-records.ts';
import {
  NO_MATCH,
  type RawRecord,
  type ReadConfession,
  type Reader,
  type ReadRecord,
  type ReadTranscript,
  type Source,
} from './format.ts';
import { isObject, type JsonObject, parseRecord } from './json.ts';
import type { Taken } from './read-records.ts';
import { objectOf, withUniqueIds } from './training-records.ts';
import { conversationOf, turnsOf } from './training-turns.ts';
import { refusing, Unusable, WrongField } from './wrong-field.ts';

/** Records of a shape that no reader knows, read as a person said. */

/** JSON in a text, where it is a list or an object. */
function unfolded(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const parsed = parseRecord(value);
  return 'value' in parsed ? parsed.value : value;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function nameAt(record: JsonObject, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const value = valueAt(record, path);
  if (isNothing(value)) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint')
    throw new WrongField(path, 'a string or a number', value);
  return String(value);
}

function messagesOf(record: JsonObject, conversation: Mapping['conversation']): ReadTranscript['messages'] {
  if ('messages' in conversation) {
    const { messages: path } = conversation;
    const messages = turnsOf(unfolded(valueAt(record, path)), 'user', path);
    if (messages.length === 0) throw new WrongField(path, 'at least one message', []);
    return conversationOf([], messages);
  }
  const { system, prompt, answer } = conversation;
  const asked = valueAt(record, prompt);
  if (isNothing(asked)) throw new WrongField(prompt, 'a text or a list of messages', asked);
  const said = valueAt(record, answer);
  if (isNothing(said)) throw new WrongField(answer, 'a text or a list of messages', said);
  const plain = (value: unknown) =>
    typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  const turns = conversationOf(
    turnsOf(plain(asked), 'user', prompt),
    turnsOf(plain(said), 'assistant', answer),
  );
  const first = system === undefined ? undefined : valueAt(record, system);
  return isNothing(first) ? turns : [...turnsOf(first, 'system', system ?? ''), ...turns];
}

/** A text, a report, or what has `text` or `report` of its own, as `confessions[]` has it. */
function confessionRecord(given: unknown, id: string): JsonObject {
  const value = unfolded(given);
  if (isObject(value)) return 'text' in value || 'report' in value ? { id, ...value } : { id, report: value };
  return { id, text: given };
}

function scoresOf(record: JsonObject, mapped: Mapping['judge_scores']): ReadConfession['judge_scores'] {
  return mapped.flatMap(({ judge, path, low, high }) => {
    const value = valueAt(record, path);
    if (isNothing(value)) return [];
    const score = typeof value === 'string' ? Number(value) : value;
    const part = typeof score === 'number' ? (score - low) / (high - low) : Number.NaN;
    if (!(part >= 0 && part <= 1)) throw new WrongField(path, `a number from ${low} to ${high}`, value);
    return [{ judge, score: part }];
  });
}

function confessionsOf(record: JsonObject, mapping: Mapping): ReadConfession[] {
  const { confession: mapped } = mapping;
  if (mapped === undefined) return [];
  const value = unfolded(valueAt(record, mapped.path));
  if (isNothing(value)) return [];
  const given = Array.isArray(value)
    ? value.filter((each) => !isNothing(each))
    : [valueAt(record, mapped.path)];
  const named = nameAt(record, mapped.id);
  const list = given.map((each, index) =>
    confessionRecord(
      each,
      named === undefined ? String(index + 1) : given.length === 1 ? named : `${named}-${index + 1}`,
    ),
  );
  const read = readConfessions(list, mapped.path);
  if ('rejected' in read) throw new WrongField(mapped.path, read.rejected.expected, value);
  const scores = scoresOf(record, mapping.judge_scores);
  return read.confessions.map((each) => ({ ...each, judge_scores: [...each.judge_scores, ...scores] }));
}

/** What pages filter and group by, under the names that they look for. */
function originOf({ task, model, environment }: Mapping): Record<string, string> {
  const named = { task_id: task, model, environment };
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The paths that have a place of their own. */
function usedPaths(mapping: Mapping, hasConfession: boolean): string[] {
  const { id, family, conversation, confession, judge_scores: scores } = mapping;
  const origin = originOf(mapping);
  return [
    id,
    family,
    ...Object.values(origin),
    ...Object.values(conversation),
    confession?.path,
    confession?.id,
    // Without a confession a score is about something else: it stays in the metadata.
    ...(hasConfession ? scores.map(({ path }) => path) : []),
  ].filter((path) => path !== undefined);
}

function metadataOf(record: JsonObject, mapping: Mapping, hasConfession: boolean): JsonObject {
  const origin = Object.entries(originOf(mapping)).flatMap(([field, path]): [string, unknown][] => {
    const name = nameAt(record, path);
    return name === undefined ? [] : [[field, name]];
  });
  return { ...keptOf(record, mapping, hasConfession), ...Object.fromEntries(origin) };
}

/** What else is kept of the record. */
function keptOf(record: JsonObject, mapping: Mapping, hasConfession: boolean): JsonObject {
  if (mapping.metadata !== 'rest') {
    return Object.fromEntries(
      mapping.metadata.flatMap((path): [string, unknown][] => {
        const value = valueAt(record, path);
        return value === undefined ? [] : [[path, value]];
      }),
    );
  }
  const { metadata, ...rest } = without(record, usedPaths(mapping, hasConfession));
  return isObject(metadata)
    ? { ...rest, ...metadata }
    : metadata === undefined
      ? rest
      : { ...rest, metadata };
}

/** Reads one record with a mapping. */
export function takeMapped(value: unknown, mapping: Mapping): Taken {
  return refusing(() => {
    const record = objectOf(value, 'an object');
    const messages = messagesOf(record, mapping.conversation);
    if (!messages.some(({ content, tool_calls: calls }) => calls !== undefined || content.length > 0))
      throw new Unusable('', 'the record says nothing; choose other paths for its messages.');
    const confessions = confessionsOf(record, mapping);
    return {
      transcript: {
        id: nameAt(record, mapping.id),
        messages,
        confessions,
        metadata: metadataOf(record, mapping, confessions.length > 0),
        family: nameAt(record, mapping.family),
        target_violation: undefined,
      },
    };
  });
}

/** The records of a file of any layout; tables as text too. */
export async function* anyRecords(
  source: Source,
  signal: AbortSignal | undefined,
): AsyncGenerator<RawRecord> {
  yield* (await isCsv(source, signal)) ? readCsv(source, signal) : source.records(signal);
}

async function* readMapped(
  source: Source,
  mapping: Mapping,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReadRecord> {
  for await (const raw of anyRecords(source, signal)) {
    const { line, bytes_done, source: text } = raw;
    const taken = 'rejected' in raw ? { rejected: raw.rejected } : takeMapped(raw.value, mapping);
    yield { line, bytes_done, source: text, ...taken };
  }
}

/** A reader for what a mapping describes; chosen by hand, never recognised. */
export function mappedReader(mapping: Mapping): Reader {
  return {
    name: 'mapping',
    title: `Mapping “${mapping.name}”`,
    extensions: [],
    docs: { about: '', sample: '', notes: [] },
    detect: () => NO_MATCH,
    read: (source, signal) => {
      const records = readMapped(source, mapping, signal);
      // Rows of one transcript that name their confessions belong together; others are told apart by their line.
      return mapping.confession?.id === undefined ? withUniqueIds(records) : records;
    },
  };
}
