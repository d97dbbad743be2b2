import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { messageOf } from './chat-messages.ts';
import { opaque, partOf, textParts } from './content-parts.ts';
import { isObject, type JsonObject } from './json.ts';
import { openInference } from './openinference-messages.ts';
import { itemsAt, structured, valueAt } from './otlp-attributes.ts';
import type { Span } from './otlp-spans.ts';
import { vercel } from './otlp-vercel.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** What a span of a model's call says was sent and answered; undefined where the contents are not in it. */
export interface Exchanged {
  input: Message[];
  output: Message[];
}

function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : stringifyKeepingDigits(value);
}

/** A message of the GenAI conventions (1.37 and later): a role and parts. Results become messages of their tools. */
function conventionMessage(value: unknown, path: string): Message[] {
  if (!isObject(value)) throw new WrongField(path, 'a message with a role', value);
  // Some write the messages of OpenAI into the new attribute.
  if (!Array.isArray(value.parts)) return [messageOf(value, path, 0)];
  const role = value.role === 'other' ? 'user' : roleOf(value.role, `${path}.role`);
  const { role: _role, parts, name, ...others } = value;
  const content: ContentPart[] = [];
  const calls: ToolCall[] = [];
  const results: Message[] = [];
  for (const [index, part] of (parts as unknown[]).entries()) {
    const at = `${path}.parts[${index}]`;
    if (!isObject(part)) throw new WrongField(at, 'a part with a type', part);
    const id = typeof part.id === 'string' ? { id: part.id } : {};
    switch (part.type) {
      case 'text':
        content.push(...textParts(textOf(part.content ?? part.text), role));
        break;
      case 'tool_call':
      case 'server_tool_call': {
        if (typeof part.name !== 'string') throw new WrongField(`${at}.name`, 'a string', part.name);
        calls.push({
          ...id,
          name: part.name,
          arguments: argumentsText(part.arguments ?? part.server_tool_call),
        });
        break;
      }
      case 'tool_call_response':
      case 'server_tool_call_response':
        results.push({
          role: 'tool',
          content: [
            { type: 'text', text: textOf(part.response ?? part.result ?? part.server_tool_call_response) },
          ],
          ...(typeof part.id === 'string' && { tool_call_id: part.id }),
        });
        break;
      case 'blob':
        content.push(
          part.modality === 'image' && typeof part.content === 'string'
            ? { type: 'image', url: `data:${textOf(part.mime_type) || 'image/png'};base64,${part.content}` }
            : opaque(part),
        );
        break;
      case 'uri':
        content.push(
          part.modality === 'image' && typeof part.uri === 'string'
            ? { type: 'image', url: part.uri }
            : opaque(part),
        );
        break;
      default:
        content.push(...partOf(part, role, at));
    }
  }
  const extra = Object.keys(others).length > 0 ? { extra: digitsAsText(others) as JsonObject } : {};
  const isEmpty = content.length === 0 && calls.length === 0 && results.length > 0;
  const said: Message[] = isEmpty
    ? []
    : [
        {
          role,
          ...(typeof name === 'string' && { name }),
          content,
          ...(calls.length > 0 && { tool_calls: calls }),
          ...extra,
        },
      ];
  return role === 'assistant' ? [...said, ...results] : [...results, ...said];
}

function conventionMessages(value: unknown, path: string): Message[] {
  const list = structured(value);
  if (typeof list === 'string')
    return list === '' ? [] : [{ role: 'user', content: [{ type: 'text', text: list }] }];
  const items = Array.isArray(list) ? (list as unknown[]) : isObject(list) ? [list] : [];
  return items.flatMap((item, index) => conventionMessage(structured(item), `${path}[${index}]`));
}

function systemOf(value: unknown): Message[] {
  const list = structured(value);
  if (list === undefined || list === null || list === '') return [];
  const parts = Array.isArray(list) ? (list as unknown[]) : [list];
  const content = parts.flatMap((part): ContentPart[] => {
    if (!isObject(part)) return [{ type: 'text', text: textOf(part) }];
    const text = part.content ?? part.text;
    return [typeof text === 'string' ? { type: 'text', text } : opaque(part)];
  });
  return content.length === 0 ? [] : [{ role: 'system', content }];
}

function current(attributes: JsonObject): Exchanged | undefined {
  const input = valueAt(attributes, 'gen_ai.input.messages');
  const output = valueAt(attributes, 'gen_ai.output.messages');
  if (input === undefined && output === undefined) return undefined;
  const sent = conventionMessages(input, 'gen_ai.input.messages');
  const system = sent.some(({ role }) => role === 'system')
    ? []
    : systemOf(valueAt(attributes, 'gen_ai.system_instructions'));
  return { input: [...system, ...sent], output: conventionMessages(output, 'gen_ai.output.messages') };
}

/** Flat keys of OpenLLMetry: `gen_ai.prompt.0.role`, `gen_ai.completion.0.tool_calls.0.name`. */
function flatMessage(item: JsonObject, fallback: Role, path: string): Message {
  const calls = itemsAt(item, 'tool_calls').map((call, index): ToolCall => {
    const name = valueAt(call, 'name') ?? valueAt(call, 'function.name');
    if (typeof name !== 'string') throw new WrongField(`${path}.tool_calls.${index}.name`, 'a string', name);
    return {
      ...(typeof call.id === 'string' && { id: call.id }),
      name,
      arguments: argumentsText(valueAt(call, 'arguments') ?? valueAt(call, 'function.arguments')),
    };
  });
  const oldName = valueAt(item, 'function_call.name');
  const oldCall =
    typeof oldName === 'string'
      ? { name: oldName, arguments: argumentsText(valueAt(item, 'function_call.arguments')) }
      : undefined;
  const rest = Object.fromEntries(
    Object.entries(item).filter(([key]) => !/^(tool_calls|function_call|content)(\.|$)/.test(key)),
  );
  const { content } = item;
  const parts = structured(content);
  const isParts =
    Array.isArray(parts) &&
    parts.length > 0 &&
    parts.every((part) => isObject(part) && typeof part.type === 'string');
  const chat = {
    ...rest,
    role: item.role ?? fallback,
    content: isParts ? parts : content === undefined || content === null ? null : textOf(content),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(oldCall !== undefined && { function_call: oldCall }),
  };
  return messageOf(chat, path, 0);
}

/** Numbered keys, a list, or what LangSmith writes: `{"messages": […]}`. */
function listed(attributes: JsonObject, path: string): JsonObject[] {
  const value = structured(valueAt(attributes, path));
  return isObject(value) && Array.isArray(value.messages)
    ? value.messages.filter(isObject)
    : itemsAt(attributes, path);
}

function flat(attributes: JsonObject): Exchanged | undefined {
  const prompts = listed(attributes, 'gen_ai.prompt');
  const completions = listed(attributes, 'gen_ai.completion');
  if (prompts.length + completions.length === 0) return undefined;
  return {
    input: prompts.map((item, index) => flatMessage(item, 'user', `gen_ai.prompt.${index}`)),
    output: completions.map((item, index) => flatMessage(item, 'assistant', `gen_ai.completion.${index}`)),
  };
}

/** Events of spans before 1.37: one for each message, and one for each choice. */
const EVENT_ROLES: ReadonlyMap<string, Role> = new Map([
  ['gen_ai.system.message', 'system'],
  ['gen_ai.user.message', 'user'],
  ['gen_ai.assistant.message', 'assistant'],
  ['gen_ai.tool.message', 'tool'],
  ['gen_ai.choice', 'assistant'],
]);

function eventMessage(name: string, attributes: JsonObject, path: string): Message {
  const body = ['gen_ai.event.content', 'event_body', 'body'].map((key) =>
    structured(valueAt(attributes, key)),
  );
  const found = body.find(isObject);
  const merged = { ...attributes, ...found };
  const inner = structured(merged.message);
  const said = isObject(inner) ? { ...merged, ...inner } : merged;
  const calls = structured(said.tool_calls);
  const role = typeof said.role === 'string' ? said.role : EVENT_ROLES.get(name);
  const content = structured(said.content);
  const rest = Object.fromEntries(
    Object.entries(said).filter(
      ([key]) => !key.includes('.') && !['message', 'event_body', 'body', 'id'].includes(key),
    ),
  );
  return messageOf(
    {
      ...rest,
      role,
      content: Array.isArray(content) ? content : said.content === undefined ? null : textOf(said.content),
      tool_calls: Array.isArray(calls) ? calls : null,
      ...(role === 'tool' && typeof said.id === 'string' && { tool_call_id: said.id }),
    },
    path,
    0,
  );
}

function fromEvents(events: Span['events']): Exchanged | undefined {
  const input: Message[] = [];
  const output: Message[] = [];
  for (const [index, { name, attributes }] of events.entries()) {
    if (!EVENT_ROLES.has(name)) continue;
    // Without contents only the kind of message is told.
    const tells = ['content', 'message', 'tool_calls', 'gen_ai.event.content', 'event_body', 'body'];
    if (!tells.some((key) => valueAt(attributes, key) !== undefined)) continue;
    (name === 'gen_ai.choice' ? output : input).push(eventMessage(name, attributes, `events[${index}]`));
  }
  return input.length + output.length === 0 ? undefined : { input, output };
}

const EVENT_KEYS = ['gen_ai.input.messages', 'gen_ai.output.messages', 'gen_ai.prompt', 'gen_ai.completion'];

/** The contents of a span, by the newest convention that it keeps. */
export function exchangedIn(span: Span): Exchanged | undefined {
  // The messages may also lie in an event of the span: before 1.27, and again since 1.37.
  const details = span.events
    .filter(({ attributes }) => EVENT_KEYS.some((key) => valueAt(attributes, key) !== undefined))
    .map(({ attributes }) => attributes);
  const attributes = Object.assign({}, ...details, span.attributes) as JsonObject;
  const found =
    current(attributes) ??
    openInference(attributes) ??
    flat(attributes) ??
    fromEvents(span.events) ??
    vercel(attributes);
  if (found === undefined || found.input.length + found.output.length === 0) return undefined;
  const isEmpty = [...found.input, ...found.output].every(
    ({ content, tool_calls }) => content.length === 0 && tool_calls === undefined,
  );
  return isEmpty ? undefined : found;
}
