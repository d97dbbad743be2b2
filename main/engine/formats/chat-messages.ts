import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText } from '../big-integers.ts';
import { partOf, textParts } from './content-parts.ts';
import type { Rejection } from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';
import { roleOf } from './roles.ts';
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

function contentOf(message: JsonObject, role: Role, path: string): ContentPart[] {
  const parts: ContentPart[] = [];
  for (const field of ['reasoning_content', 'reasoning', 'thinking']) {
    const value = message[field];
    if (typeof value === 'string' && value !== '') {
      parts.push({ type: 'reasoning', text: value });
      break;
    }
  }
  const { content } = message;
  if (typeof content === 'string') parts.push(...textParts(content, role));
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
  const calls = message.tool_calls;
  if (calls === undefined || calls === null) return undefined;
  if (!Array.isArray(calls)) throw new WrongField(`${path}.tool_calls`, 'a list', calls);
  return calls.length === 0
    ? undefined
    : calls.map((call, index) => callOf(call, `${path}.tool_calls[${index}]`));
}

/** One message; `index` is its place, by which an old call without an id is joined with its answer. */
export function messageOf(value: unknown, path: string, index: number): Message {
  if (!isObject(value)) throw new WrongField(path, 'a message with a role', value);
  const role = roleOf(value.role, `${path}.role`);
  const calls = callsOf(value, path, `call-${index}`);
  const { name, tool_call_id: callId } = value;
  const extra = Object.fromEntries(Object.entries(value).filter(([key]) => !KNOWN_FIELDS.has(key)));
  return {
    role,
    ...(typeof name === 'string' && { name }),
    content: contentOf(value, role, path),
    ...(calls !== undefined && { tool_calls: calls }),
    // An old `function` message answers the call just before it, and has no id of its own.
    ...(typeof callId === 'string'
      ? { tool_call_id: callId }
      : value.role === 'function' && { tool_call_id: `call-${index - 1}` }),
    ...(Object.keys(extra).length > 0 && { extra: digitsAsText(extra) as JsonObject }),
  };
}

/** Reads a list of chat messages, or says which field is wrong. */
export function readMessages(
  value: unknown,
  path: string,
): { messages: Message[] } | { rejected: Rejection } {
  if (!Array.isArray(value)) return { rejected: wrongField(path, 'a list of messages', value) };
  if (value.length === 0) return { rejected: wrongField(path, 'at least one message', value) };
  return refusing(() => ({
    messages: value.map((message, index) => messageOf(message, `${path}[${index}]`, index)),
  }));
}
