import type { Message } from '../../../shared/domain/transcript.ts';
import { readAnthropic } from './anthropic-messages.ts';
import { refuseFailed } from './batch-output.ts';
import { readChat } from './chat-messages.ts';
import { readConfessions } from './confessions.ts';
import { type Dialect, dialectOf, dialectOfRecord } from './dialects.ts';
import { type Exchange, exchangeOf } from './exchange.ts';
import type { ReadTranscript } from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import type { Taken } from './read-records.ts';
import { readResponses } from './responses-items.ts';
import { refusing } from './wrong-field.ts';

/** What a dialect made of an exchange: messages, and what of request and response had no place in them. */
export interface Conversation {
  messages: Message[];
  request: JsonObject;
  response: JsonObject;
}

const READ: Record<Dialect, (exchange: Exchange) => Conversation> = {
  chat: readChat,
  anthropic: readAnthropic,
  responses: readResponses,
};

/** Fields of a record that are Shrive's own (docs/formats/shrive-jsonl.md). */
const OWN_FIELDS = new Set(['id', 'confessions', 'metadata', 'family', 'target_violation']);

function optionalText(record: JsonObject, field: string): string | undefined {
  const value = record[field];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : undefined;
}

/**
 * One record: an object with messages, in any of the shapes of {@link Exchange}, or the bare list of them. Its own content
 * says which dialect it is, for one file may hold several. Fields that have no place go to the metadata.
 */
export function readChatRecord(value: unknown): Taken {
  const record = Array.isArray(value)
    ? { [dialectOfRecord(value) === 'responses' ? 'input' : 'messages']: value as unknown[] }
    : value;
  if (!isObject(record))
    return { rejected: wrongField('', 'an object with "messages", or a list of messages', value) };
  const confessions = readConfessions(record.confessions, 'confessions');
  const read = refusing(() => readConversation(record));
  if ('rejected' in read) return read;
  if ('rejected' in confessions) return confessions;
  if (record.id !== undefined && record.id !== null && optionalText(record, 'id') === undefined)
    return { rejected: wrongField('id', 'a string', record.id) };
  if (record.metadata !== undefined && record.metadata !== null && !isObject(record.metadata))
    return { rejected: wrongField('metadata', 'an object', record.metadata) };
  const id = read.id ?? optionalText(record, 'id');
  return {
    transcript: {
      id: id === '' ? undefined : id,
      messages: read.messages,
      confessions: confessions.confessions,
      metadata: { ...read.metadata, ...(isObject(record.metadata) ? record.metadata : {}) },
      family: optionalText(record, 'family'),
      target_violation: optionalText(record, 'target_violation'),
    },
  };
}

function foreign(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !OWN_FIELDS.has(key)));
}

/** Without what says nothing: libraries write every option, most of them null. */
function said(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function readConversation(record: JsonObject): Pick<ReadTranscript, 'id' | 'messages' | 'metadata'> {
  refuseFailed(record);
  const exchange = exchangeOf(record);
  const { customId, requestPath, rest } = exchange;
  // What is of no dialect is refused as the commonest would refuse it.
  const { messages, ...bodies } = READ[dialectOf(exchange) ?? 'chat'](exchange);
  const isAtTop = requestPath === '';
  const request = isAtTop ? bodies.request : said(bodies.request);
  const response = said(bodies.response);
  const model = exchange.response?.model ?? exchange.request?.model;
  // Beside the answers of a batch stands that there was no error.
  const beside = customId === undefined ? rest : said(rest);
  const others = foreign({ ...(isAtTop ? request : {}), ...beside });
  return {
    id:
      customId ?? optionalText(record, 'id') ?? (exchange.response && optionalText(exchange.response, 'id')),
    messages,
    metadata: {
      ...(customId !== undefined && record.id !== undefined && { batch_request_id: record.id }),
      ...(typeof model === 'string' && { model }),
      ...others,
      ...(!isAtTop && Object.keys(request).length > 0 && { request }),
      ...(Object.keys(response).length > 0 && { response }),
    },
  };
}
