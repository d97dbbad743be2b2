import { readMessages } from './chat-messages.ts';
import { readConfessions } from './confessions.ts';
import type { Reader, ReadTranscript, Rejection } from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import { readJsonLines } from './jsonl-reader.ts';

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

function looksLikeMessages(value: unknown): boolean {
  return Array.isArray(value) && isObject(value[0]) && 'role' in value[0];
}

/** OpenAI chat, one conversation a line: `{messages: […]}` or a bare list. */
export const chatJsonl: Reader = {
  name: 'chat-jsonl',
  title: 'Chat JSONL',
  extensions: ['jsonl', 'ndjson', 'jsonl.gz'],
  detect({ records }) {
    if (records.length === 0) return { match: 'no', by: [] };
    if (records.every(looksLikeMessages)) return { match: 'yes', by: ['a list of messages'] };
    const isChat = records.every((record) => isObject(record) && looksLikeMessages(record.messages));
    if (!isChat) return { match: 'no', by: [] };
    const hasConfessions = records.some((record) => isObject(record) && Array.isArray(record.confessions));
    return { match: hasConfessions ? 'perhaps' : 'yes', by: ['messages'] };
  },
  read: (source, signal) => readJsonLines(source, signal, readChatRecord),
};
