import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import { ROLES, type Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import type { Rejection } from './format.ts';
import { isObject, type JsonObject, wrongField } from './json.ts';

/** Messages in OpenAI's chat shape (openai-node, chat/completions), as most files hold them. */

const OTHER_NAMES: Record<string, Role> = {
  human: 'user',
  gpt: 'assistant',
  ai: 'assistant',
  model: 'assistant',
  agent: 'assistant',
  function: 'tool',
  observation: 'tool',
  ipython: 'tool',
  environment: 'tool',
};

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

/** Thrown inside this file only, and turned into a rejection at its door. */
class Wrong extends Error {
  readonly rejection: Rejection;

  constructor(path: string, expected: string, found: unknown) {
    super(expected);
    this.rejection = wrongField(path, expected, found);
  }
}

function roleOf(value: unknown, path: string): Role {
  const found =
    typeof value === 'string' ? (ROLES.find((role) => role === value) ?? OTHER_NAMES[value]) : undefined;
  if (found === undefined) throw new Wrong(path, `one of ${ROLES.join(', ')}`, value);
  return found;
}

/** Reasoning that stands in an assistant's text: `<think>…</think>` where a line begins, at the end also unclosed. */
const THINKING = /(?:^|\n)[^\S\n]*<think>([\s\S]*?)(?:<\/think>\s*|$)/g;
const THINKING_START = '<think>';
const THINKING_END = '</think>';

/** Text of an assistant, the thinking in it taken out as the reasoning that it is. */
function textParts(text: string, role: Role): ContentPart[] {
  if (role !== 'assistant' || !text.includes('think>')) return [{ type: 'text', text }];
  const parts: ContentPart[] = [];
  const add = (type: 'text' | 'reasoning', part: string) => {
    if (part !== '') parts.push({ type, text: part });
  };
  let from = 0;
  // Chat templates of some models put the opening tag into the prompt: the answer then begins with the thinking.
  const end = text.indexOf(THINKING_END);
  if (end >= 0 && !text.slice(0, end).includes(THINKING_START)) {
    add('reasoning', text.slice(0, end));
    from = end + THINKING_END.length;
    from += /^\s*/.exec(text.slice(from))?.[0].length ?? 0;
  }
  const rest = from;
  for (const match of text.slice(rest).matchAll(THINKING)) {
    add('text', text.slice(from, rest + match.index));
    add('reasoning', match[1] ?? '');
    from = rest + match.index + match[0].length;
  }
  add('text', text.slice(from));
  return parts;
}

/** Kinds of parts that hold reasoning in the formats of several makers. */
const REASONING_KIND = /reason|think|thought/i;

/** A part of reasoning: its text, or its summary; without either its source keeps it encrypted or redacted. */
function reasoningOf(part: JsonObject): ContentPart {
  for (const field of ['text', 'reasoning', 'thinking', 'thought', 'content', 'summary']) {
    const value = part[field];
    if (typeof value === 'string' && value !== '') return { type: 'reasoning', text: value };
    if (!Array.isArray(value)) continue;
    const texts = value.flatMap((item) =>
      isObject(item) && typeof item.text === 'string' ? [item.text] : [],
    );
    if (texts.length > 0) return { type: 'reasoning', text: texts.join('\n') };
  }
  return { type: 'reasoning', text: '', withheld: true };
}

function partOf(part: unknown, role: Role, path: string): ContentPart[] {
  if (typeof part === 'string') return textParts(part, role);
  if (!isObject(part)) throw new Wrong(path, 'a content part', part);
  const text = (field: string): string => {
    const value = part[field];
    if (typeof value !== 'string') throw new Wrong(`${path}.${field}`, 'a string', value);
    return value;
  };
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return textParts(text('text'), role);
    case 'refusal':
      return [{ type: 'refusal', text: text('refusal') }];
    case 'image_url': {
      const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
      if (typeof url !== 'string') throw new Wrong(`${path}.image_url.url`, 'a string', url);
      return [{ type: 'image', url }];
    }
    default:
      if (typeof part.type === 'string' && REASONING_KIND.test(part.type)) return [reasoningOf(part)];
      return [
        {
          type: 'opaque',
          kind: typeof part.type === 'string' ? part.type : 'unknown',
          json: stringifyKeepingDigits(part),
        },
      ];
  }
}

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
    throw new Wrong(`${path}.content`, 'a string, a list of parts or null', content);
  if (typeof message.refusal === 'string' && message.refusal !== '')
    parts.push({ type: 'refusal', text: message.refusal });
  return parts;
}

/** Arguments stay the source's own string; an object becomes JSON. What does not parse is data, not an error. */
function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : stringifyKeepingDigits(value);
}

function callOf(call: unknown, path: string): ToolCall {
  if (!isObject(call)) throw new Wrong(path, 'a tool call', call);
  const made = isObject(call.function) ? call.function : isObject(call.custom) ? call.custom : call;
  if (typeof made.name !== 'string') throw new Wrong(`${path}.function.name`, 'a string', made.name);
  return {
    ...(typeof call.id === 'string' && { id: call.id }),
    name: made.name,
    arguments: argumentsText(made.arguments ?? made.input),
  };
}

function callsOf(message: JsonObject, path: string, implicitId: string): ToolCall[] | undefined {
  if (isObject(message.function_call))
    return [{ ...callOf(message.function_call, `${path}.function_call`), id: implicitId }];
  const calls = message.tool_calls;
  if (calls === undefined || calls === null) return undefined;
  if (!Array.isArray(calls)) throw new Wrong(`${path}.tool_calls`, 'a list', calls);
  return calls.length === 0
    ? undefined
    : calls.map((call, index) => callOf(call, `${path}.tool_calls[${index}]`));
}

function messageOf(value: unknown, path: string, index: number): Message {
  if (!isObject(value)) throw new Wrong(path, 'a message with a role', value);
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
  try {
    return { messages: value.map((message, index) => messageOf(message, `${path}[${index}]`, index)) };
  } catch (error) {
    if (error instanceof Wrong) return { rejected: error.rejection };
    throw error;
  }
}
