import { type Exchange, exchangeOf, hasChoices, isAnthropicBody, isMessage, messagesIn } from './exchange.ts';
import { isObject, type JsonObject } from './json.ts';

/** By what one tells OpenAI's chat, Anthropic's messages and OpenAI's Responses from each other. */
export type Dialect = 'chat' | 'anthropic' | 'responses';

/** Content blocks that only Anthropic's messages have. */
const ANTHROPIC_BLOCK = /^(redacted_thinking|tool_use|server_tool_use|mcp_tool_use|\w*tool_result)$/;

function isAnthropicBlock(block: unknown): boolean {
  if (!isObject(block)) return false;
  if (typeof block.type !== 'string') return isObject(block.toolUse) || isObject(block.toolResult);
  if (block.type === 'thinking') return typeof block.thinking === 'string' && 'signature' in block;
  if (block.type === 'tool_use') return 'input' in block;
  if (block.type === 'image' || block.type === 'document') return isObject(block.source);
  return ANTHROPIC_BLOCK.test(block.type);
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
