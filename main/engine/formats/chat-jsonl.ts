import { stringifyKeepingDigits } from '../big-integers.ts';
import { readMessages } from './chat-messages.ts';
import { readConfessions } from './confessions.ts';
import {
  NO_MATCH,
  type Reader,
  type ReadRecord,
  type ReadTranscript,
  type Rejection,
  type Source,
} from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import { readRecords } from './read-records.ts';

const KNOWN_FIELDS = new Set(['id', 'messages', 'confessions', 'metadata', 'family', 'target_violation']);

function optionalText(record: JsonObject, field: string): string | undefined {
  const value = record[field];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : undefined;
}

/**
 * One record: an object with `messages`, or the bare list of messages. Fields that have no place go to the metadata.
 * Shared by Shrive's own JSONL and chat JSONL, which differ only in whether there are confessions.
 */
export function readChatRecord(value: unknown): { transcript: ReadTranscript } | { rejected: Rejection } {
  const record: unknown = Array.isArray(value) ? { messages: value } : value;
  if (!isObject(record))
    return { rejected: wrongField('', 'an object with "messages", or a list of messages', value) };
  const messages = readMessages(record.messages, 'messages');
  if ('rejected' in messages) return messages;
  const confessions = readConfessions(record.confessions, 'confessions');
  if ('rejected' in confessions) return confessions;
  if (record.id !== undefined && record.id !== null && optionalText(record, 'id') === undefined) {
    return { rejected: wrongField('id', 'a string', record.id) };
  }
  if (record.metadata !== undefined && record.metadata !== null && !isObject(record.metadata)) {
    return { rejected: wrongField('metadata', 'an object', record.metadata) };
  }
  const others = Object.entries(record).filter(([key]) => !KNOWN_FIELDS.has(key));
  const id = optionalText(record, 'id');
  return {
    transcript: {
      id: id === '' ? undefined : id,
      messages: messages.messages,
      confessions: confessions.confessions,
      metadata: { ...Object.fromEntries(others), ...(isObject(record.metadata) ? record.metadata : {}) },
      family: optionalText(record, 'family'),
      target_violation: optionalText(record, 'target_violation'),
    },
  };
}

function isMessage(value: unknown): boolean {
  return isObject(value) && 'role' in value && !('messages' in value);
}

function looksLikeMessages(value: unknown): boolean {
  return Array.isArray(value) && isMessage(value[0]);
}

/** A file that is one list of messages is one conversation. */
async function* readOneConversation(
  source: Source,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReadRecord> {
  const messages: unknown[] = [];
  for await (const raw of source.records(signal)) {
    if ('rejected' in raw) {
      yield raw;
      return;
    }
    messages.push(raw.value);
  }
  source.facts.records = 1;
  yield {
    line: 1,
    bytes_done: source.facts.bytes,
    source: () => stringifyKeepingDigits(messages),
    ...readChatRecord(messages),
  };
}

async function isOneConversation(source: Source): Promise<boolean> {
  if (source.shape !== 'array') return false;
  for await (const raw of source.records(undefined)) return 'value' in raw && isMessage(raw.value);
  return false;
}

/** OpenAI chat: conversations as `{messages: […]}` or bare lists, a line or an item each; or a file that is one list. */
export const chatJsonl: Reader = {
  name: 'chat-jsonl',
  title: 'Chat JSONL',
  extensions: ['jsonl', 'ndjson', 'json', 'jsonl.gz'],
  docs: {
    about: 'What nearly every script and every lab writes: the messages of OpenAI’s chat completions.',
    sample:
      '{"id":"t1","messages":[{"role":"user","content":"Run all tests."},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"run_tests","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"2 passed"},{"role":"assistant","content":"All pass."}],"metadata":{"model":"m"}}\n',
    notes: [
      'A line, an item of an array or a row each: an object with `messages`, or the bare list. A file that is one list of messages is one conversation.',
      'More in [Chat JSONL](formats/chat-jsonl.md).',
    ],
  },
  detect({ shape, records }) {
    if (records.length === 0) return NO_MATCH;
    if (records.every(looksLikeMessages)) return { match: 'yes', by: ['a list of messages'] };
    if (shape === 'array' && records.every(isMessage)) return { match: 'yes', by: ['one list of messages'] };
    const isChat = records.every((record) => isObject(record) && looksLikeMessages(record.messages));
    if (!isChat) return NO_MATCH;
    const hasConfessions = records.some((record) => isObject(record) && Array.isArray(record.confessions));
    return { match: hasConfessions ? 'perhaps' : 'yes', by: ['messages'] };
  },
  read: async function* (source, signal) {
    if (await isOneConversation(source)) yield* readOneConversation(source, signal);
    else yield* readRecords(source, signal, readChatRecord);
  },
};
