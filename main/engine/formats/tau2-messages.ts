import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import { digitsAsText } from '../big-integers.ts';
import { textParts } from './content-parts.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** Messages of tau2-bench (sierra-research/tau2-bench, data_model/message.py). */

const KNOWN_FIELDS = new Set(['role', 'content', 'tool_calls', 'id', 'tool_messages', 'error']);
/** Fields that are the same in every message that was not streamed. */
const USUAL = new Map<string, unknown>([
  ['is_audio', false],
  ['is_final_chunk', true],
  ['contains_speech', true],
  ['requestor', 'assistant'],
]);

function extraOf(message: JsonObject, calls: readonly JsonObject[]): Pick<Message, 'extra'> {
  const extra = Object.fromEntries(
    Object.entries(message).filter(
      ([key, value]) =>
        !KNOWN_FIELDS.has(key) && value !== null && value !== undefined && USUAL.get(key) !== value,
    ),
  );
  // Who called is said once a message: all its calls are its own.
  if (calls.some(({ requestor }) => requestor === 'user')) extra.requestor = 'user';
  return Object.keys(extra).length === 0 ? {} : { extra: digitsAsText(extra) as JsonObject };
}

/** The reasoning that the raw answer of the model holds, and the message itself leaves out. */
function rawReasoning(message: JsonObject): ContentPart[] {
  const raw = isObject(message.raw_data) ? message.raw_data : {};
  const answer = isObject(raw.message) ? raw.message : raw;
  for (const field of ['reasoning_content', 'reasoning']) {
    const text = answer[field];
    if (typeof text === 'string' && text !== '') return [{ type: 'reasoning', text }];
  }
  return [];
}

function callsOf(message: JsonObject, path: string): JsonObject[] {
  const calls = message.tool_calls ?? [];
  if (!Array.isArray(calls)) throw new WrongField(`${path}.tool_calls`, 'a list', calls);
  return calls.map((call: unknown, index) => {
    if (isObject(call) && typeof call.name === 'string') return call;
    throw new WrongField(`${path}.tool_calls[${index}].name`, 'a call with a name', call);
  });
}

function callOf(call: JsonObject): ToolCall {
  return {
    ...(typeof call.id === 'string' && call.id !== '' && { id: call.id }),
    name: asText(call.name),
    arguments: argumentsText(call.arguments),
  };
}

/**
 * Tools that the simulated customer used are not the model's deeds: their results say whose they are, in a name that
 * trainers and providers take.
 */
function resultName(name: string | undefined, message: JsonObject): string | undefined {
  return message.requestor === 'user' ? `${name ?? 'tool'}-by-user` : name;
}

function messageOf(value: unknown, path: string, names: Map<string, string>): Message[] {
  if (!isObject(value)) throw new WrongField(path, 'a message with a role', value);
  if (Array.isArray(value.tool_messages))
    return value.tool_messages.flatMap((each, index) =>
      messageOf(each, `${path}.tool_messages[${index}]`, names),
    );
  const role = roleOf(value.role, `${path}.role`);
  const { content, id, error } = value;
  if (content !== null && content !== undefined && typeof content !== 'string')
    throw new WrongField(`${path}.content`, 'a string or null', content);
  const calls = callsOf(value, path);
  for (const call of calls) if (typeof call.id === 'string') names.set(call.id, asText(call.name));
  const isResult = role === 'tool';
  const name = isResult ? resultName(typeof id === 'string' ? names.get(id) : undefined, value) : undefined;
  return [
    {
      role,
      ...(name !== undefined && { name }),
      content: [
        ...(role === 'assistant' ? rawReasoning(value) : []),
        ...(typeof content === 'string' && (content !== '' || calls.length === 0)
          ? textParts(content, role)
          : []),
      ],
      ...(calls.length > 0 && { tool_calls: calls.map(callOf) }),
      ...(isResult && typeof id === 'string' && { tool_call_id: id }),
      ...(isResult && error === true && { error: 'the tool reported an error' }),
      ...extraOf(!isResult && id !== undefined ? { ...value, message_id: id } : value, calls),
    },
  ];
}

function isChunk(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.chunk_id === 'number' && value.tool_messages === undefined;
}

/** Whether a piece begins another utterance, which no space sets apart. */
function isOtherUtterance(before: JsonObject, after: JsonObject): boolean {
  const [one, two] = [before.utterance_ids, after.utterance_ids];
  if (!Array.isArray(one) || !Array.isArray(two) || one.length === 0 || two.length === 0) return false;
  return !two.some((id) => one.includes(id));
}

/** Pieces of one utterance, which a streamed run holds one by one, as the utterance that they are. */
function joined(messages: readonly unknown[]): { value: unknown; index: number }[] {
  const whole: { value: unknown; index: number }[] = [];
  for (const [index, value] of messages.entries()) {
    const last = whole.at(-1);
    const before = last?.value;
    const goesOn =
      isChunk(value) && isChunk(before) && before.role === value.role && before.is_final_chunk === false;
    if (!goesOn || last === undefined) {
      whole.push({ value, index });
      continue;
    }
    const texts = [before.content, value.content].filter((text) => typeof text === 'string');
    const calls = [before.tool_calls, value.tool_calls].flatMap((each) =>
      Array.isArray(each) ? (each as unknown[]) : [],
    );
    last.value = {
      ...before,
      ...value,
      content: texts.length === 0 ? null : texts.join(isOtherUtterance(before, value) ? ' ' : ''),
      tool_calls: calls.length === 0 ? null : calls,
    };
  }
  return whole;
}

/** The messages of one simulation. Indexes in paths are those of the file. */
export function tau2Messages(value: readonly unknown[], path: string): Message[] {
  const names = new Map<string, string>();
  return joined(value).flatMap((each) => messageOf(each.value, `${path}[${each.index}]`, names));
}
