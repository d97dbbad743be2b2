import { asText, isObject, type JsonObject, parseRecord } from './json.ts';
import { Unusable } from './wrong-field.ts';

/**
 * One call of a model as logs and batch files hold it: what was sent and what came back, each wherever the record has
 * it. The three dialects (OpenAI chat, Anthropic, OpenAI Responses) are wrapped in the same ways.
 */
export interface Exchange {
  /** What was sent; the record itself where its fields lie at the top. */
  request: JsonObject | undefined;
  requestPath: string;
  /** The body that came back. */
  response: JsonObject | undefined;
  responsePath: string;
  /** Fields of the record beside both. */
  rest: JsonObject;
  /** By which a batch joins its lines. */
  customId: string | undefined;
}

export type Dialect = 'chat' | 'anthropic' | 'responses';

/** A column of JSON in a table of strings: the value in it. */
export function unpackedJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const parsed = parseRecord(value);
  return 'value' in parsed ? parsed.value : value;
}

/** The path of a field of what stands at `path`. */
export function under(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

function objectOf(value: unknown): JsonObject | undefined {
  const unpacked = unpackedJson(value);
  return isObject(unpacked) ? unpacked : undefined;
}

function without(record: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** A message as Anthropic answers it; an item of Responses looks the same, but stands with others. */
function isAnthropicBody(body: JsonObject): boolean {
  return (
    body.type === 'message' &&
    'role' in body &&
    'content' in body &&
    ('model' in body || 'stop_reason' in body || 'usage' in body)
  );
}

/** Choices of a chat completion; datasets of questions have choices too, which are texts. */
function hasChoices(body: JsonObject): boolean {
  const { choices } = body;
  if (!Array.isArray(choices)) return false;
  return choices.length === 0
    ? 'object' in body
    : choices.some((each) => isObject(each) && 'message' in each);
}

/** A body as a provider answers it. */
function isResponseBody(body: JsonObject): boolean {
  return (
    hasChoices(body) ||
    isAnthropicBody(body) ||
    (Array.isArray(body.output) && (body.object === 'response' || !('input' in body)))
  );
}

const REQUEST_KEYS = ['request', 'responses_create_params', 'body', 'params'] as const;

/** Where request and response stand in a record. A record that is neither has both undefined. */
export function exchangeOf(record: JsonObject): Exchange {
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
  const response = objectOf(record.response);
  if (response !== undefined) {
    const body = objectOf(response.body);
    const found = body ?? response;
    if (isResponseBody(found))
      return { body: found, path: body ? 'response.body' : 'response', key: 'response' };
  }
  const result = objectOf(record.result);
  const message = result && objectOf(result.message);
  if (message !== undefined && isResponseBody(message))
    return { body: message, path: 'result.message', key: 'result' };
  return undefined;
}

/** Whether the record is a line of a batch's output, whatever became of it. */
export function isBatchOutput(record: unknown): record is JsonObject {
  return (
    isObject(record) &&
    'custom_id' in record &&
    ('response' in record || 'error' in record || (isObject(record.result) && 'type' in record.result))
  );
}

/** Refuses a line of a batch that did not succeed, with what the provider said. */
export function refuseFailed(record: JsonObject): void {
  if (!isBatchOutput(record)) return;
  const { error, response, result } = record;
  const body = isObject(response) ? response.body : undefined;
  const failure =
    error ??
    (isObject(result) && result.type !== 'succeeded' ? (result.error ?? result.type) : undefined) ??
    (isObject(body) && !isResponseBody(body) ? (body.error ?? body) : undefined) ??
    (isObject(response) && typeof response.status_code === 'number' && response.status_code >= 400
      ? `status ${response.status_code}`
      : undefined);
  if (failure === undefined || failure === null) return;
  const path = error ? 'error' : isObject(result) ? 'result' : 'response';
  throw new Unusable(
    path,
    `the request ${asText(record.custom_id)} of the batch was not answered: ${saidIn(failure)}. Send it again.`,
  );
}

/** The words of an error, however deep they lie. */
function saidIn(failure: unknown): string {
  if (!isObject(failure)) return asText(failure).slice(0, 200);
  if (typeof failure.message === 'string') return failure.message.slice(0, 200);
  if (isObject(failure.error)) return saidIn(failure.error);
  return asText(failure.code ?? failure.type ?? 'no reason is given').slice(0, 200);
}

/** Content blocks that only Anthropic's messages have. */
const ANTHROPIC_BLOCK = /^(redacted_thinking|tool_use|server_tool_use|mcp_tool_use|\w*tool_result)$/;

function isAnthropicBlock(block: unknown): boolean {
  if (!isObject(block) || typeof block.type !== 'string') return false;
  if (block.type === 'thinking') return typeof block.thinking === 'string' && 'signature' in block;
  if (block.type === 'tool_use') return 'input' in block;
  if (block.type === 'image' || block.type === 'document') return isObject(block.source);
  return ANTHROPIC_BLOCK.test(block.type);
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

function isMessage(value: unknown): boolean {
  return isObject(value) && 'role' in value && !('messages' in value);
}

/** A message that stands in a list of messages, not a record that is whole by itself. */
export function isListedMessage(value: unknown): boolean {
  return isObject(value) && isMessage(value) && !isResponseBody(value);
}

/** Whether a list of messages has what only Anthropic's have. */
function areAnthropic(request: JsonObject, messages: readonly unknown[]): boolean {
  const objects = messages.filter(isObject);
  if (objects.some(({ content }) => Array.isArray(content) && content.some(isAnthropicBlock))) return true;
  const hasSystem =
    (typeof request.system === 'string' && request.system !== '') || Array.isArray(request.system);
  return (
    hasSystem &&
    objects.every(({ role, tool_calls }) => (role === 'user' || role === 'assistant') && !tool_calls)
  );
}

const RESPONSE_ITEM = /^(message|reasoning|item_reference|compaction|mcp_\w+|\w+_call|\w+_call_output)$/;

function isResponseItem(item: unknown): boolean {
  return isObject(item) && typeof item.type === 'string' && RESPONSE_ITEM.test(item.type);
}

/** Whether a request without a single typed item is one of Responses all the same. */
function isPlainInput({ input, instructions, model }: JsonObject, url: unknown): boolean {
  const isSent = typeof url === 'string' && url.endsWith('/responses');
  if (typeof input === 'string') return isSent || typeof instructions === 'string';
  const isList = Array.isArray(input) && input.length > 0 && input.every(isMessage);
  return isList && (isSent || typeof instructions === 'string' || typeof model === 'string');
}

function requestDialect(request: JsonObject, url?: unknown): Dialect | undefined {
  const messages = messagesIn(request.messages);
  if (Array.isArray(messages)) {
    // Of a document whose messages are long there is an empty one in their place.
    if (!messages.some(isMessage)) return undefined;
    return areAnthropic(request, messages) ? 'anthropic' : 'chat';
  }
  if (request.messages !== undefined) return undefined;
  const { input, output } = request;
  const items = [...(Array.isArray(input) ? input : []), ...(Array.isArray(output) ? output : [])];
  return items.some(isResponseItem) || isPlainInput(request, url) ? 'responses' : undefined;
}

/** Which dialect an exchange is in; the response tells it where it can, for requests look alike. */
export function dialectOf({ request, response, rest }: Exchange): Dialect | undefined {
  if (response !== undefined) {
    if (hasChoices(response)) return 'chat';
    if (isAnthropicBody(response)) return 'anthropic';
    const { output } = response;
    if (response.object === 'response' || (Array.isArray(output) && output.some(isResponseItem)))
      return 'responses';
  }
  return request && requestDialect(request, rest.url);
}

/** The dialect of a record of any of their shapes. */
export function dialectOfRecord(record: unknown): Dialect | undefined {
  if (Array.isArray(record)) {
    if (record.some(isResponseItem)) return 'responses';
    return isMessage(record[0]) ? requestDialect({ messages: record }) : undefined;
  }
  if (!isObject(record)) return undefined;
  if ('responses_create_params' in record) return 'responses';
  return dialectOf(exchangeOf(record));
}
