import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText } from '../big-integers.ts';
import { hostedResult } from './anthropic-tools.ts';
import type { Conversation } from './chat-record.ts';
import { leftOfParts, partOf, textParts } from './content-parts.ts';
import { type Exchange, messagesIn, under } from './exchange.ts';
import { isObject, type JsonObject } from './json.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** Messages in Anthropic's shape (anthropic-sdk-typescript, messages.ts), as requests, responses and sessions hold them. */

function partsOf(content: unknown, role: Role, path: string): ContentPart[] {
  if (typeof content === 'string') return textParts(content, role);
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) throw new WrongField(path, 'a string or a list of blocks', content);
  return content.flatMap((part, index) => partOf(part, role, `${path}[${index}]`));
}

function textField(block: JsonObject, field: string, path: string): string {
  const value = block[field];
  if (typeof value !== 'string') throw new WrongField(`${path}.${field}`, 'a string', value);
  return value;
}

/** `tool_use`, and those that the provider runs itself: `server_tool_use`, `mcp_tool_use`. */
function callOf(block: JsonObject, path: string): ToolCall {
  return {
    ...(typeof block.id === 'string' && { id: block.id }),
    name: textField(block, 'name', path),
    arguments: argumentsText(block.input),
  };
}

/** Bedrock's blocks have their kind for a key: `{toolUse: {toolUseId, name, input}}`. */
function asBlock(block: unknown): unknown {
  if (!isObject(block) || block.type !== undefined) return block;
  const { toolUse, toolResult, reasoningContent, ...rest } = block;
  if (isObject(toolUse)) {
    const { toolUseId: id, ...others } = toolUse;
    return { ...rest, ...others, type: 'tool_use', id };
  }
  if (isObject(toolResult)) {
    const { toolUseId: id, status, ...others } = toolResult;
    return { ...rest, ...others, type: 'tool_result', tool_use_id: id, is_error: status === 'error' };
  }
  const said = isObject(reasoningContent) ? reasoningContent.reasoningText : undefined;
  return isObject(said) ? { ...rest, ...said, type: 'thinking' } : block;
}

const CALL_FIELDS = ['type', 'id', 'name', 'input'];
const RESULT_FIELDS = ['type', 'tool_use_id', 'content', 'is_error'];

/** What a block has that no place was found for. */
function leftOf(block: JsonObject, known: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(block).filter(
      ([key, value]) => !known.includes(key) && value !== null && value !== undefined,
    ),
  );
}

/** A block of a result as the message of a tool that it is. */
function resultOf(block: JsonObject, path: string, names: ReadonlyMap<string, string>): Message {
  const id = textField(block, 'tool_use_id', path);
  const name = names.get(id);
  const shared = { role: 'tool' as const, ...(name !== undefined && { name }), tool_call_id: id };
  const isOwn = block.type === 'tool_result' || block.type === 'mcp_tool_result';
  if (isOwn) {
    const content = partsOf(block.content, 'tool', `${path}.content`);
    const parts = leftOfParts(block.content);
    const left = { ...leftOf(block, RESULT_FIELDS), ...(parts.length > 0 && { parts }) };
    return {
      ...shared,
      content,
      ...(block.is_error === true && { error: 'is_error' }),
      ...(Object.keys(left).length > 0 && { extra: digitsAsText(left) as JsonObject }),
    };
  }
  const { parts, error, raw } = hostedResult(block.content);
  return {
    ...shared,
    content: parts,
    ...(error !== undefined && { error }),
    extra: { result_type: block.type, ...(raw !== undefined && { result: digitsAsText(raw) }) },
  };
}

function isKind(block: unknown, end: 'tool_use' | 'tool_result'): block is JsonObject {
  return isObject(block) && typeof block.type === 'string' && block.type.endsWith(end);
}

const KNOWN_FIELDS = new Set(['role', 'content', 'type']);

function extraOf(message: JsonObject, blocks: readonly unknown[]): Pick<Message, 'extra'> {
  const extra = Object.fromEntries(Object.entries(message).filter(([key]) => !KNOWN_FIELDS.has(key)));
  const citations = blocks.flatMap((block) =>
    isObject(block) && Array.isArray(block.citations) ? [block.citations] : [],
  );
  if (citations.length > 0) extra.citations = citations;
  const parts = blocks.flatMap((block, index): JsonObject[] => {
    if (!isKind(block, 'tool_use')) return [];
    const left = leftOf(block, CALL_FIELDS);
    return Object.keys(left).length === 0 ? [] : [{ part: index, ...left }];
  });
  parts.push(...leftOfParts(blocks, ['citations']));
  if (parts.length > 0) extra.parts = parts;
  return Object.keys(extra).length === 0 ? {} : { extra: digitsAsText(extra) as JsonObject };
}

/**
 * The messages that one of Anthropic's gives. Results stand in a message of the user: each becomes a message of its tool,
 * before what the user says. Where the provider ran a tool, call and result stand in the one message of the
 * assistant: it is cut after each result, so that the order stays.
 */
function splitMessage(value: unknown, path: string, names: Map<string, string>): Message[] {
  if (!isObject(value)) throw new WrongField(path, 'a message with a role', value);
  const role = roleOf(value.role, under(path, 'role'));
  const { content } = value;
  if (!Array.isArray(content))
    return [{ role, content: partsOf(content, role, under(path, 'content')), ...extraOf(value, []) }];
  const results: Message[] = [];
  const messages: Message[] = [];
  let parts: ContentPart[] = [];
  let calls: ToolCall[] = [];
  const flush = () => {
    if (parts.length > 0 || calls.length > 0)
      messages.push({ role, content: parts, ...(calls.length > 0 && { tool_calls: calls }) });
    parts = [];
    calls = [];
  };
  for (const [index, given] of (content as unknown[]).entries()) {
    const block = asBlock(given);
    const at = `${under(path, 'content')}[${index}]`;
    if (isKind(block, 'tool_use')) {
      const call = callOf(block, at);
      if (call.id !== undefined) names.set(call.id, call.name);
      calls.push(call);
    } else if (isKind(block, 'tool_result')) {
      const result = resultOf(block, at, names);
      if (role !== 'assistant') results.push(result);
      else {
        flush();
        messages.push(result);
      }
    } else {
      // Parallel calls stand together; text behind a call whose result comes later belongs to the same message.
      parts.push(...partOf(block, role, at));
    }
  }
  flush();
  if (messages.length === 0 && results.length === 0) messages.push({ role, content: [] });
  const [first, ...others] = messages;
  const { extra } = extraOf(value, content);
  const marked = first && extra ? [{ ...first, extra: { ...first.extra, ...extra } }, ...others] : messages;
  return [...results, ...marked];
}

/** Reads a list of Anthropic's messages; `names` of the calls so far, by their ids. */
export function anthropicMessages(
  value: unknown,
  path: string,
  names = new Map<string, string>(),
): Message[] {
  const list = messagesIn(value);
  if (!Array.isArray(list)) throw new WrongField(path, 'a list of messages', value);
  return list.flatMap((message, index) => splitMessage(message, `${path}[${index}]`, names));
}

/** An exchange in Anthropic's shape: `system`, the messages that were sent, and the one that came back. */
export function readAnthropic(exchange: Exchange): Conversation {
  const { request, requestPath, response, responsePath } = exchange;
  const path = under(requestPath, exchange.messagesField ?? 'messages');
  const names = new Map<string, string>();
  const messages: Message[] = [];
  const { messages: sent, system, ...others } = request ?? {};
  if (request !== undefined) {
    const parts = partsOf(system, 'system', under(requestPath, 'system'));
    if (parts.length > 0) messages.push({ role: 'system', content: parts });
    messages.push(...anthropicMessages(sent, path, names));
  }
  if (response === undefined) {
    if (messages.length === 0) throw new WrongField(path, 'at least one message', sent);
    return { messages, request: others, response: {} };
  }
  const { role, content, type: _type, ...rest } = response;
  messages.push(...splitMessage({ role, content }, responsePath, names));
  return { messages, request: others, response: rest };
}
