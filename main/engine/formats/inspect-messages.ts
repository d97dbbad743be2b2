import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { partOf, textParts } from './content-parts.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/**
 * Messages as Inspect and Docent write them (inspect_ai, model/_chat_message.py). Two things are not like the chat of
 * OpenAI: the arguments of a call are an object, and what a tool of the provider did (a web search, run code) stands
 * with its result in one part of the assistant's message.
 */

const KNOWN_FIELDS = new Set([
  'role',
  'content',
  'tool_calls',
  'tool_call_id',
  'function',
  'error',
  'tool_error',
]);
/** Fields of parts that the message itself has; others are kept in `extra.parts`. */
const KNOWN_PART_FIELDS = new Set(['type', 'text', 'reasoning', 'image', 'redacted']);
/** Kinds of parts that keep all of their fields: as JSON, or as a call and its result. */
const WHOLE_KINDS = new Set(['tool_use', 'audio', 'video', 'document', 'data']);

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/** What is left of an object without the fields that have a place, and without empty ones. */
function rest(value: JsonObject, known: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, inner]) => !known.has(key) && isThere(inner) && !isEmptyObject(inner),
    ),
  );
}

/** Logs of early 2025 have the reasoning beside the content. */
function reasoningBeside({ reasoning }: JsonObject, role: Role): ContentPart[] {
  return role === 'assistant' && typeof reasoning === 'string' && reasoning !== ''
    ? [{ type: 'reasoning', text: reasoning }]
    : [];
}

function callOf(value: unknown, path: string): ToolCall {
  if (!isObject(value)) throw new WrongField(path, 'a tool call', value);
  const name = value.function;
  if (typeof name !== 'string') throw new WrongField(`${path}.function`, 'a string', name);
  return {
    ...(typeof value.id === 'string' && { id: value.id }),
    name,
    arguments: argumentsText(value.arguments ?? {}),
  };
}

/** `{type, message}`, or in old logs a string. */
function errorOf(message: JsonObject): string | undefined {
  const { error } = message;
  if (isObject(error)) {
    const said = [error.type, error.message ?? error.detail].filter((each) => typeof each === 'string');
    return said.length > 0 ? said.join(': ') : stringifyKeepingDigits(error);
  }
  return textOr(error) ?? textOr(message.tool_error);
}

const KNOWN_CALL_FIELDS = new Set(['id', 'function', 'arguments', 'type']);

/** What of a message has no place in ours. */
function extraOf(message: JsonObject, role: Role): JsonObject {
  const parts = (Array.isArray(message.content) ? message.content : []).flatMap((part, index) => {
    if (!isObject(part) || WHOLE_KINDS.has(asText(part.type))) return [];
    // The summary of redacted reasoning is its text; the ciphertext is nothing to anybody.
    const left = rest(part.redacted === true ? { ...part, summary: undefined } : part, KNOWN_PART_FIELDS);
    return Object.keys(left).length > 0 ? [[index, left] as const] : [];
  });
  const calls = (Array.isArray(message.tool_calls) ? message.tool_calls : []).flatMap((call, index) => {
    const left = isObject(call) ? rest(call, KNOWN_CALL_FIELDS) : {};
    return Object.keys(left).length > 0 ? [[index, left] as const] : [];
  });
  const extra = {
    ...rest(
      reasoningBeside(message, role).length > 0 ? { ...message, reasoning: undefined } : message,
      KNOWN_FIELDS,
    ),
    // A user message may hand back an image for several calls.
    ...(isThere(message.tool_call_id) &&
      (role !== 'tool' || typeof message.tool_call_id !== 'string') && {
        tool_call_id: message.tool_call_id,
      }),
    ...(role !== 'tool' && isThere(message.function) && { function: message.function }),
    ...(role !== 'tool' && isThere(message.error) && { error: message.error }),
    ...(parts.length > 0 && { parts: Object.fromEntries(parts) }),
    ...(calls.length > 0 && { calls: Object.fromEntries(calls) }),
  };
  return digitsAsText(extra) as JsonObject;
}

interface ServerUse {
  call: ToolCall;
  result: Message;
}

/** What a tool of the provider did: call and result of one part. */
function serverUseOf(part: JsonObject, path: string): ServerUse {
  const name = textOr(part.name);
  if (name === undefined) throw new WrongField(`${path}.name`, 'a string', part.name);
  const id = textOr(part.id);
  const error = textOr(part.error);
  const left = rest(part, new Set(['type', 'id', 'name', 'arguments', 'result', 'error']));
  return {
    call: { ...(id !== undefined && { id }), name, arguments: argumentsText(part.arguments) },
    result: {
      role: 'tool',
      name,
      content: [{ type: 'text', text: argumentsText(part.result ?? '') }],
      ...(id !== undefined && { tool_call_id: id }),
      ...(error !== undefined && error !== '' && { error }),
      ...(Object.keys(left).length > 0 && { extra: digitsAsText(left) as JsonObject }),
    },
  };
}

/** Content before, between and after what tools of the provider did. */
function piecesOf(
  content: unknown,
  role: Role,
  path: string,
): { content: ContentPart[]; uses: ServerUse[] }[] {
  if (content === null || content === undefined) return [{ content: [], uses: [] }];
  if (typeof content === 'string') return [{ content: textParts(content, role), uses: [] }];
  if (!Array.isArray(content)) throw new WrongField(path, 'a string, a list of parts or null', content);
  let piece: { content: ContentPart[]; uses: ServerUse[] } = { content: [], uses: [] };
  const pieces = [piece];
  for (const [index, part] of content.entries()) {
    const at = `${path}[${index}]`;
    if (isObject(part) && part.type === 'tool_use' && role === 'assistant') {
      piece.uses.push(serverUseOf(part, at));
      continue;
    }
    if (piece.uses.length > 0) {
      piece = { content: [], uses: [] };
      pieces.push(piece);
    }
    piece.content.push(...partOf(part, role, at));
  }
  return pieces;
}

/** One message: several where tools of the provider were used in it, a call and a result each. */
export function inspectMessageOf(value: unknown, path: string): Message[] {
  if (!isObject(value)) throw new WrongField(path, 'a message with a role', value);
  const role = roleOf(value.role, `${path}.role`);
  if (isThere(value.tool_calls) && !Array.isArray(value.tool_calls))
    throw new WrongField(`${path}.tool_calls`, 'a list', value.tool_calls);
  const calls = ((value.tool_calls ?? []) as unknown[]).map((call, index) =>
    callOf(call, `${path}.tool_calls[${index}]`),
  );
  const extra = extraOf(value, role);
  const pieces = piecesOf(value.content, role, `${path}.content`);
  pieces[0]?.content.unshift(...reasoningBeside(value, role));
  // The message's own calls come after all that stands in its content.
  if (calls.length > 0 && (pieces.at(-1)?.uses.length ?? 0) > 0) pieces.push({ content: [], uses: [] });
  const error = role === 'tool' ? errorOf(value) : undefined;
  return pieces.flatMap(({ content, uses }, index) => {
    const isLast = index === pieces.length - 1;
    const made = [...uses.map(({ call }) => call), ...(isLast ? calls : [])];
    const message: Message = {
      role,
      ...(role === 'tool' && typeof value.function === 'string' && { name: value.function }),
      content,
      ...(made.length > 0 && { tool_calls: made }),
      ...(role === 'tool' && typeof value.tool_call_id === 'string' && { tool_call_id: value.tool_call_id }),
      ...(error !== undefined && { error }),
      ...(index === 0 && Object.keys(extra).length > 0 && { extra }),
    };
    return [message, ...uses.map(({ result }) => result)];
  });
}

/** A list of messages. */
export function inspectMessages(value: unknown, path: string): Message[] {
  if (!Array.isArray(value)) throw new WrongField(path, 'a list of messages', value);
  return value.flatMap((message, index) => inspectMessageOf(message, `${path}[${index}]`));
}
