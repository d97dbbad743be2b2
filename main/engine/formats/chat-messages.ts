import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText } from '../big-integers.ts';
import type { Conversation } from './chat-record.ts';
import { leftOfParts, partOf, textParts } from './content-parts.ts';
import { type Exchange, messagesIn, under } from './exchange.ts';
import type { Rejection } from './format.ts';
import { isObject, type JsonObject, unpackedJson } from './json.ts';
import { roleOf } from './roles.ts';
import { withoutSdkParts } from './sdk-messages.ts';
import { callOf } from './tool-calls.ts';
import { refusing, WrongField } from './wrong-field.ts';

/** Messages in OpenAI's chat shape (openai-node, chat/completions), as most files hold them. */

const KNOWN_FIELDS = new Set([
  'role',
  'content',
  'name',
  'tool_calls',
  'tool_call_id',
  'function_call',
  'refusal',
  'reasoning_content',
  'reasoning',
  'thinking',
]);

/** Reasoning beside the content, by whichever name the maker or the proxy gave it. */
function reasoningBeside(message: JsonObject, path: string): ContentPart[] {
  for (const field of ['reasoning_content', 'reasoning', 'thinking']) {
    const value = message[field];
    if (typeof value === 'string' && value !== '') return [{ type: 'reasoning', text: value }];
  }
  // OpenRouter's and LiteLLM's lists repeat that text; where it is missing they have it, or say that it is encrypted.
  for (const field of ['reasoning_details', 'thinking_blocks']) {
    const value = message[field];
    if (!Array.isArray(value)) continue;
    const parts = value
      .flatMap((part, index) => partOf(part, 'assistant', `${path}.${field}[${index}]`))
      .filter((part) => part.type === 'reasoning');
    const told = parts.filter(({ text }) => text !== '');
    if (parts.length > 0) return told.length > 0 ? told : parts.slice(0, 1);
  }
  return [];
}

/** Some programs (Vercel's, Gemini's) call the content of a message its parts. */
function withContent(message: JsonObject): JsonObject {
  const isThere = message.content !== undefined && message.content !== null;
  return !isThere && Array.isArray(message.parts) ? { ...message, content: message.parts } : message;
}

function contentOf(message: JsonObject, role: Role, path: string): ContentPart[] {
  const parts = reasoningBeside(message, path);
  const { content } = withContent(message);
  // What was spoken has its words beside it.
  if ((content === null || content === undefined) && isObject(message.audio)) {
    if (typeof message.audio.transcript === 'string')
      parts.push({ type: 'text', text: message.audio.transcript });
  } else if (typeof content === 'string') parts.push(...textParts(content, role));
  else if (Array.isArray(content))
    parts.push(...content.flatMap((part, index) => partOf(part, role, `${path}.content[${index}]`)));
  else if (content !== null && content !== undefined)
    throw new WrongField(`${path}.content`, 'a string, a list of parts or null', content);
  if (typeof message.refusal === 'string' && message.refusal !== '')
    parts.push({ type: 'refusal', text: message.refusal });
  return parts;
}

function callsOf(message: JsonObject, path: string, implicitId: string): ToolCall[] | undefined {
  if (isObject(message.function_call))
    return [{ ...callOf(message.function_call, `${path}.function_call`), id: implicitId }];
  const calls = unpackedJson(message.tool_calls);
  if (calls === undefined || calls === null || calls === '') return undefined;
  if (!Array.isArray(calls)) throw new WrongField(`${path}.tool_calls`, 'a list', calls);
  return calls.length === 0
    ? undefined
    : calls.map((call, index) => callOf(unpackedJson(call), `${path}.tool_calls[${index}]`));
}

const CALL_FIELDS = new Set(['id', 'index', 'function', 'custom', 'name', 'arguments', 'input']);

/** What calls have beside name and arguments (signatures of thoughts, say), by their place. */
function leftOfCalls(message: JsonObject): JsonObject {
  const calls = unpackedJson(message.tool_calls);
  if (!Array.isArray(calls)) return {};
  const left = calls.map((each) => {
    const call = unpackedJson(each);
    const fields = isObject(call) ? Object.entries(call) : [];
    return Object.fromEntries(
      fields.filter(
        ([key, value]) =>
          !CALL_FIELDS.has(key) && value !== null && !(key === 'type' && value === 'function'),
      ),
    );
  });
  return left.some((each) => Object.keys(each).length > 0) ? { tool_calls: left } : {};
}

/** One message; `index` is its place, by which an old call without an id is joined with its answer. */
export function messageOf(value: unknown, path: string, index: number): Message {
  if (!isObject(value)) throw new WrongField(path, 'a message with a role', value);
  const role = roleOf(value.role, `${path}.role`);
  const calls = callsOf(value, path, `call-${index}`);
  const { name, tool_call_id: callId } = value;
  const isFailed = role === 'tool' && value.is_error === true;
  const { content } = withContent(value);
  const others = Object.fromEntries(
    Object.entries(value).filter(
      ([key, inner]) => !KNOWN_FIELDS.has(key) && inner !== content && !(key === 'is_error' && isFailed),
    ),
  );
  const parts = leftOfParts(content);
  const extra = { ...others, ...leftOfCalls(value), ...(parts.length > 0 && { parts }) };
  return {
    role,
    ...(typeof name === 'string' && { name }),
    content: contentOf(value, role, path),
    ...(calls !== undefined && { tool_calls: calls }),
    // An old `function` message answers the call just before it, and has no id of its own.
    ...(typeof callId === 'string'
      ? { tool_call_id: callId }
      : value.role === 'function' && { tool_call_id: `call-${index - 1}` }),
    ...(isFailed && { error: 'is_error' }),
    ...(Object.keys(extra).length > 0 && { extra: digitsAsText(extra) as JsonObject }),
  };
}

/** An old `function` message answers the last call before it, wherever that stands. */
function joinOldCalls(messages: Message[], sources: readonly unknown[]): Message[] {
  let called: string | undefined;
  return messages.map((message, index) => {
    const source = sources[index];
    if (isObject(source) && isObject(source.function_call)) called = message.tool_calls?.[0]?.id;
    const isAnswer =
      isObject(source) && source.role === 'function' && typeof source.tool_call_id !== 'string';
    return isAnswer && called !== undefined ? { ...message, tool_call_id: called } : message;
  });
}

function messagesOf(value: unknown, path: string): Message[] {
  const list = messagesIn(value);
  if (!Array.isArray(list)) throw new WrongField(path, 'a list of messages', value);
  if (list.length === 0) throw new WrongField(path, 'at least one message', value);
  const sources = list.flatMap((message, index) =>
    withoutSdkParts(message).map((each) => ({ each, at: `${path}[${index}]` })),
  );
  const messages = sources.map(({ each, at }, index) => messageOf(each, at, index));
  return joinOldCalls(
    messages,
    sources.map(({ each }) => each),
  );
}

/** Reads a list of chat messages, or says which field is wrong. */
export function readMessages(
  value: unknown,
  path: string,
): { messages: Message[] } | { rejected: Rejection } {
  return refusing(() => ({ messages: messagesOf(value, path) }));
}

/** The first choice, as the message that follows; other choices stay with the response. */
function answerOf(response: JsonObject, path: string, index: number): { message: Message; rest: JsonObject } {
  const choices = Array.isArray(response.choices) ? (response.choices as unknown[]) : [];
  const at = under(path, 'choices');
  const [first, ...others] = choices;
  if (!isObject(first)) throw new WrongField(at, 'at least one choice', response.choices);
  const { message, ...kept } = first;
  return {
    message: messageOf(message, `${at}[0].message`, index),
    rest: { ...response, choices: [kept, ...others] },
  };
}

/** An exchange in OpenAI's chat shape: the messages that were sent, and the one that came back. */
export function readChat(exchange: Exchange): Conversation {
  const { request, requestPath, response, responsePath } = exchange;
  const path = under(requestPath, exchange.messagesField ?? 'messages');
  const { messages: sent, ...others } = request ?? {};
  // Of a batch's output there is the answer alone.
  const messages = request === undefined && response !== undefined ? [] : messagesOf(sent, path);
  if (response === undefined) return { messages, request: others, response: {} };
  const { message, rest } = answerOf(response, responsePath, messages.length);
  return { messages: [...messages, message], request: others, response: rest };
}
