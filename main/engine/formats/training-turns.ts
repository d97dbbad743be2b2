import type { Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { messageOf } from './chat-messages.ts';
import { textParts } from './content-parts.ts';
import { asText, isObject, type JsonObject, parseRecord } from './json.ts';
import { callOf } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** Turns as the formats of training data write them: chat messages, `{from, value}`, or text with `Human:` lines. */

/** HH-RLHF: a turn begins with exactly this after an empty line; the same words within a line are text. */
const HH_TURN = /\n\n(Human|Assistant):(?: |(?=\n|$))/g;
const HH_START = /^\s*(?:Human|Assistant):(?: |\n|$)/;

/** Whether a text is a dialogue of `Human:` and `Assistant:` lines. */
export function isHhText(text: string): boolean {
  return HH_START.test(text) && (text.startsWith('\n\n') || text.includes('\n\nAssistant:'));
}

function textTurn(role: Role, text: string): Message {
  return { role, content: textParts(text, role) };
}

function hhTurns(text: string): Message[] {
  const dialogue = `\n\n${text.trimStart()}`;
  const starts = [...dialogue.matchAll(HH_TURN)];
  return starts.map((start, index) =>
    textTurn(
      start[1] === 'Human' ? 'user' : 'assistant',
      dialogue.slice(start.index + start[0].length, starts[index + 1]?.index),
    ),
  );
}

const TAGGED = /<tool_call>/;
const TAGGED_CALLS = /<tool_call>([\s\S]*?)<\/tool_call>/g;

/** `{from: "function_call", value}`: the JSON of a call or of several, also in `<tool_call>` tags; else it is text. */
function callsIn(text: string, path: string): ToolCall[] | undefined {
  const tagged = [...text.matchAll(TAGGED_CALLS)].map((match) => match[1] ?? '');
  const calls: unknown[] = [];
  for (const json of tagged.length > 0 ? tagged : [text]) {
    const parsed = parseRecord(json);
    if (!('value' in parsed)) return undefined;
    calls.push(...(Array.isArray(parsed.value) ? parsed.value : [parsed.value]));
  }
  const areCalls = calls.every(
    (call) => isObject(call) && (typeof call.name === 'string' || 'function' in call),
  );
  return areCalls && calls.length > 0 ? calls.map((call) => callOf(call, path)) : undefined;
}

/** A message in either dialect. */
export function turnOf(value: unknown, path: string, index: number): Message {
  if (!isObject(value) || value.role !== undefined || value.from === undefined)
    return messageOf(value, path, index);
  const { from, value: said, ...rest } = value;
  const content = said === undefined ? rest.content : said;
  const { content: _content, ...others } = rest;
  if (from !== 'function_call') {
    const message = messageOf({ ...others, role: from, content }, path, index);
    const isCall = message.role === 'assistant' && typeof content === 'string' && TAGGED.test(content);
    const made = isCall ? callsIn(content, `${path}.value`) : undefined;
    if (made === undefined) return message;
    // What is said around the calls stays; an empty rest is nothing.
    const around = String(content).replaceAll(TAGGED_CALLS, '').trim();
    const text = around === '' ? null : around;
    return { ...messageOf({ ...others, role: from, content: text }, path, index), tool_calls: made };
  }
  if (typeof content !== 'string') throw new WrongField(`${path}.value`, 'a string', content);
  const calls = callsIn(content, `${path}.value`);
  if (calls === undefined) return messageOf({ ...others, role: 'assistant', content }, path, index);
  return { ...messageOf({ ...others, role: 'assistant', content: null }, path, index), tool_calls: calls };
}

/** A text, one turn or a list of turns. A plain text is a turn of `role`. */
export function turnsOf(value: unknown, role: Role, path: string): Message[] {
  if (typeof value === 'string') return isHhText(value) ? hhTurns(value) : [textTurn(role, value)];
  if (isObject(value)) {
    // A message that leaves its role out is of the role that belongs here.
    const hasRole = 'role' in value || 'from' in value;
    return [turnOf(hasRole ? value : { role, ...value }, path, 0)];
  }
  if (!Array.isArray(value)) throw new WrongField(path, 'a text or a list of messages', value);
  return value.map((turn, index) => turnOf(turn, `${path}[${index}]`, index));
}

/** Earlier turns as pairs of a question and its answer. */
export function historyOf(value: unknown): Message[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new WrongField('history', 'a list of question and answer', value);
  return value.flatMap((pair: unknown, index) => {
    const path = `history[${index}]`;
    if (!Array.isArray(pair)) throw new WrongField(path, 'a question and an answer', pair);
    const [question, answer] = pair as unknown[];
    return [...turnsOf(question, 'user', `${path}[0]`), ...turnsOf(answer, 'assistant', `${path}[1]`)];
  });
}

/** An instruction with what it is about; either may be empty. */
export function withInput(instruction: string, input: string): string {
  return [instruction, input].filter((text) => text !== '').join('\n');
}

/** Joins results without an id with the calls before them, in their order; calls without an id are given one. */
export function withJoinedCalls(messages: readonly Message[]): Message[] {
  let open: string[] = [];
  return messages.map((message, at) => {
    const { tool_calls: calls } = message;
    if (calls !== undefined) {
      const named = calls.map((call, index) => ({ ...call, id: call.id ?? `call-${at}-${index + 1}` }));
      open = named.map(({ id }) => id);
      return { ...message, tool_calls: named };
    }
    if (message.role !== 'tool') return message;
    const { tool_call_id: answered } = message;
    if (answered !== undefined && open.includes(answered)) {
      open = open.filter((id) => id !== answered);
      return message;
    }
    const [next, ...rest] = open;
    if (answered !== undefined || next === undefined) return message;
    open = rest;
    return { ...message, tool_call_id: next };
  });
}

function isEmptyTurn({ content, tool_calls: calls }: Message): boolean {
  return calls === undefined && content.every((part) => 'text' in part && part.text.trim() === '');
}

/** Prompt and answer as one conversation. A prompt that ends in an empty `Assistant:` only asks for the answer. */
export function conversationOf(prompt: readonly Message[], answer: readonly Message[]): Message[] {
  const last = prompt.at(-1);
  const asksOnly = last?.role === 'assistant' && isEmptyTurn(last) && answer[0]?.role === 'assistant';
  return withJoinedCalls([...(asksOnly ? prompt.slice(0, -1) : prompt), ...answer]);
}

/** A system prompt that stands beside the conversation, where the conversation has none. */
export function withSystem(
  record: JsonObject,
  fields: readonly string[],
  messages: readonly Message[],
): Message[] {
  const field = fields.find((each) => typeof record[each] === 'string' && record[each] !== '');
  if (field === undefined || messages[0]?.role === 'system') return [...messages];
  return [textTurn('system', asText(record[field])), ...messages];
}
