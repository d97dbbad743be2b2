import { isObject, type JsonObject, unpackedJson, without } from './json.ts';

/**
 * One call of a model as logs and batch files hold it: what was sent and what came back, each wherever the record has
 * it. The three dialects (OpenAI chat, Anthropic, OpenAI Responses) are wrapped in the same ways.
 */
export interface Exchange {
  /** What was sent; the record itself where its fields lie at the top. */
  request: JsonObject | undefined;
  requestPath: string;
  /** The field of the record that holds its messages, where that is not `messages`. */
  messagesField?: string;
  /** The body that came back. */
  response: JsonObject | undefined;
  responsePath: string;
  /** Fields of the record beside both. */
  rest: JsonObject;
  /** By which a batch joins its lines. */
  customId: string | undefined;
}

/** The path of a field of what stands at `path`. */
export function under(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

function objectOf(value: unknown): JsonObject | undefined {
  const unpacked = unpackedJson(value);
  return isObject(unpacked) ? unpacked : undefined;
}

/** A message as Anthropic answers it; an item of Responses looks the same, but stands with others. */
export function isAnthropicBody(body: JsonObject): boolean {
  return (
    body.type === 'message' &&
    'role' in body &&
    'content' in body &&
    ('model' in body || 'stop_reason' in body || 'usage' in body)
  );
}

/** Choices of a chat completion; datasets of questions have choices too, which are texts. */
export function hasChoices(body: JsonObject): boolean {
  const { choices } = body;
  if (!Array.isArray(choices)) return false;
  return choices.length === 0
    ? 'object' in body
    : choices.some((each) => isObject(each) && 'message' in each);
}

/** A body as a provider answers it. */
export function isResponseBody(body: JsonObject): boolean {
  return (
    hasChoices(body) ||
    isAnthropicBody(body) ||
    (Array.isArray(body.output) && (body.object === 'response' || !('input' in body)))
  );
}

const REQUEST_KEYS = ['request', 'responses_create_params', 'request_body', 'body', 'params'] as const;

/** Names that some collections of trajectories have for their messages. */
const MESSAGES_FIELDS = ['trajectory', 'traj', 'chat'];

/** Where request and response stand in a record. A record that is neither has both undefined. */
export function exchangeOf(record: JsonObject): Exchange {
  if ('messages' in record || 'input' in record) return exchangeIn(record);
  const field = MESSAGES_FIELDS.find((each) => {
    const list = messagesIn(record[each]);
    return Array.isArray(list) && isMessage(list[0]);
  });
  if (field === undefined) return exchangeIn(record);
  return { ...exchangeIn({ ...without(record, field), messages: record[field] }), messagesField: field };
}

function exchangeIn(record: JsonObject): Exchange {
  const customId = typeof record.custom_id === 'string' ? record.custom_id : undefined;
  const requestKey = REQUEST_KEYS.find((key) => {
    const inner = objectOf(record[key]);
    return inner !== undefined && ('messages' in inner || 'input' in inner || objectOf(inner.body));
  });
  const response = responseIn(record);
  const taken = [requestKey, response?.key, 'custom_id'].filter((key) => key !== undefined);
  const shared = {
    response: response?.body,
    responsePath: response?.path ?? '',
    customId,
  };
  if (requestKey !== undefined) {
    const outer = objectOf(record[requestKey]) ?? {};
    const body = 'messages' in outer || 'input' in outer ? undefined : objectOf(outer.body);
    return {
      ...shared,
      request: body ?? outer,
      requestPath: body === undefined ? requestKey : `${requestKey}.body`,
      rest: without(record, ...taken),
    };
  }
  if ('messages' in record || 'input' in record) {
    if (response === undefined && hasChoices(record)) return mergedExchange(record, customId);
    return { ...shared, request: without(record, ...taken), requestPath: '', rest: {} };
  }
  if (response === undefined && isResponseBody(record))
    return { ...shared, request: undefined, requestPath: '', response: record, responsePath: '', rest: {} };
  return { ...shared, request: undefined, requestPath: '', rest: without(record, ...taken) };
}

/** Fields of a response that some logs put beside those of the request. */
const CHAT_RESPONSE_KEYS = ['choices', 'usage', 'created', 'object', 'system_fingerprint'];

function mergedExchange(record: JsonObject, customId: string | undefined): Exchange {
  const response = Object.fromEntries(
    Object.entries(record).filter(([key]) => CHAT_RESPONSE_KEYS.includes(key)),
  );
  const request = without(record, 'custom_id', ...CHAT_RESPONSE_KEYS);
  return { request, requestPath: '', response, responsePath: '', rest: {}, customId };
}

/** The response of a record: `response`, its `body` in a batch of OpenAI's, `result.message` in one of Anthropic's. */
function responseIn(record: JsonObject): { body: JsonObject; path: string; key: string } | undefined {
  for (const key of ['response', 'response_body']) {
    const response = objectOf(record[key]);
    if (response === undefined) continue;
    const body = objectOf(response.body);
    const found = body ?? response;
    if (isResponseBody(found)) return { body: found, path: body ? `${key}.body` : key, key };
  }
  const result = objectOf(record.result);
  const message = result && objectOf(result.message);
  if (message !== undefined && isResponseBody(message))
    return { body: message, path: 'result.message', key: 'result' };
  return undefined;
}

/** The list of messages in a field: also as a string of JSON, and as lists by field, as old tables have it. */
export function messagesIn(value: unknown): unknown {
  const unpacked = unpackedJson(value);
  if (!isObject(unpacked) || !Array.isArray(unpacked.role)) return unpacked;
  const columns = Object.entries(unpacked).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  return unpacked.role.map((_role, index) =>
    Object.fromEntries(
      columns.flatMap(([key, values]) =>
        values[index] === null || values[index] === undefined ? [] : [[key, values[index]]],
      ),
    ),
  );
}

export function isMessage(value: unknown): boolean {
  return isObject(value) && 'role' in value && !('messages' in value);
}

/** A message that stands in a list of messages, not a record that is whole by itself. */
export function isListedMessage(value: unknown): boolean {
  return isObject(value) && isMessage(value) && !isResponseBody(value);
}
