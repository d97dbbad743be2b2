import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText } from '../big-integers.ts';
import { partOf, textParts } from './content-parts.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { roleOf } from './roles.ts';
import { argumentsText, callOf } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** Messages of session traces: those of the Hub, and those of Pi (pi-mono, coding-agent/docs/session.md). */

/** Whether a line of a session is part of what the model saw. */
export function isSpoken(entry: JsonObject): boolean {
  if (entry.type === 'message') return isObject(entry.message);
  return entry.type === 'custom_message' || entry.type === 'compaction' || entry.type === 'branch_summary';
}

const KNOWN_FIELDS = new Set([
  'role',
  'content',
  'name',
  'reasoningContent',
  'toolCalls',
  'toolCallId',
  'toolName',
  'isError',
  'command',
  'output',
  'summary',
]);

function extraOf(value: JsonObject, more: JsonObject = {}): Pick<Message, 'extra'> {
  const left = Object.entries(value).filter(([key, inner]) => !KNOWN_FIELDS.has(key) && inner !== null);
  const extra = { ...Object.fromEntries(left), ...more };
  return Object.keys(extra).length === 0 ? {} : { extra: digitsAsText(extra) as JsonObject };
}

/** Parts of Pi's: text, thinking, images as bare data; calls stand among them. */
function partsOf(content: unknown, role: Role, path: string): { content: ContentPart[]; calls: ToolCall[] } {
  if (content === null || content === undefined) return { content: [], calls: [] };
  if (typeof content === 'string')
    return { content: content === '' ? [] : textParts(content, role), calls: [] };
  if (!Array.isArray(content)) throw new WrongField(path, 'a string or a list of parts', content);
  const parts: ContentPart[] = [];
  const calls: ToolCall[] = [];
  for (const [index, part] of (content as unknown[]).entries()) {
    const at = `${path}[${index}]`;
    if (isObject(part) && part.type === 'toolCall') {
      if (typeof part.name !== 'string') throw new WrongField(`${at}.name`, 'a string', part.name);
      calls.push({
        ...(typeof part.id === 'string' && { id: part.id }),
        name: part.name,
        arguments: argumentsText(part.arguments),
      });
    } else if (isObject(part) && part.type === 'image' && typeof part.data === 'string')
      parts.push({
        type: 'image',
        url: `data:${typeof part.mimeType === 'string' ? part.mimeType : 'image/png'};base64,${part.data}`,
      });
    else parts.push(...partOf(part, role, at));
  }
  return { content: parts, calls };
}

function callsOf(value: unknown, path: string): ToolCall[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new WrongField(path, 'a list', value);
  return value.map((call, index) => callOf(call, `${path}[${index}]`));
}

/** Roles that Pi has besides those of everybody. */
function ownRole(message: JsonObject, path: string): Message | undefined {
  switch (message.role) {
    case 'bashExecution': {
      // What the person ran himself; the model may have been shown it.
      const said = [`$ ${asText(message.command ?? '')}`, asText(message.output ?? '')].join('\n');
      return {
        role: 'user',
        content: [{ type: 'text', text: said }],
        ...extraOf(message, { kind: 'bashExecution' }),
      };
    }
    case 'custom':
    case 'hookMessage':
      return {
        role: 'user',
        content: partsOf(message.content, 'user', `${path}.content`).content,
        ...extraOf(message, { kind: message.role, not_typed: true }),
      };
    case 'branchSummary':
    case 'compactionSummary':
      return {
        role: 'system',
        content: [{ type: 'text', text: asText(message.summary ?? '') }],
        ...extraOf(message, { kind: message.role }),
      };
    default:
      return undefined;
  }
}

/** The message of a line. */
export function traceMessage(entry: JsonObject, path: string): Message[] {
  const { type, message, ...line } = entry;
  if (type === 'custom_message')
    return [
      {
        role: 'user',
        content: partsOf(entry.content, 'user', `${path}: content`).content,
        ...extraOf(line, { kind: type, not_typed: true }),
      },
    ];
  if (type !== 'message')
    return [
      {
        role: 'system',
        content: [{ type: 'text', text: asText(entry.summary ?? '') }],
        ...extraOf(line, { kind: type }),
      },
    ];
  const at = `${path}: message`;
  if (!isObject(message)) throw new WrongField(at, 'a message with a role', message);
  const own = ownRole(message, at);
  if (own !== undefined) return [own];
  const role = message.role === 'toolResult' ? 'tool' : roleOf(message.role, `${at}.role`);
  const { content, calls } = partsOf(message.content, role, `${at}.content`);
  const reasoning = message.reasoningContent;
  const made = [...calls, ...callsOf(message.toolCalls, `${at}.toolCalls`)];
  const { toolName: name, toolCallId: id, isError } = message;
  const ownName = typeof name === 'string' ? name : message.name;
  const { parentId: _parent, timestamp: time, ...about } = line;
  return [
    {
      role,
      ...(typeof ownName === 'string' && { name: ownName }),
      content: [
        ...(typeof reasoning === 'string' && reasoning !== ''
          ? [{ type: 'reasoning' as const, text: reasoning }]
          : []),
        ...content,
      ],
      ...(made.length > 0 && { tool_calls: made }),
      ...(role === 'tool' && typeof id === 'string' && { tool_call_id: id }),
      ...(role === 'tool' && isError === true && { error: 'isError' }),
      ...extraOf({ ...about, ...(time !== undefined && { timestamp: time }), ...message }),
    },
  ];
}
