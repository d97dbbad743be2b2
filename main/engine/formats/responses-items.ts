import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText } from '../big-integers.ts';
import type { Conversation } from './chat-record.ts';
import { leftOfParts, opaque, partOf, textParts } from './content-parts.ts';
import { type Exchange, under } from './exchange.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { hostedCall, leftOfOutput, outputParts } from './responses-tools.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { Unusable, WrongField } from './wrong-field.ts';

/** Items of OpenAI's Responses (openai-node, responses.ts), as requests, responses and sessions hold them. */

/** What an item has that no place was found for. */
function leftOf(item: JsonObject, ...known: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([key, value]) => !known.includes(key) && value !== null && value !== undefined,
    ),
  );
}

function partsOf(content: unknown, role: Role, path: string): ContentPart[] {
  if (typeof content === 'string') return textParts(content, role);
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) throw new WrongField(path, 'a string or a list of parts', content);
  return content.flatMap((part, index) => partOf(part, role, `${path}[${index}]`));
}

/** A reasoning item: its text, else its summary, each piece a part of its own; without either it is withheld. */
function reasoningOf(item: JsonObject): ContentPart[] {
  const field = reasoningField(item);
  return field === undefined ? [{ type: 'reasoning', text: '', withheld: true }] : reasoningIn(item[field]);
}

function reasoningIn(pieces: unknown): ContentPart[] {
  if (typeof pieces === 'string' && pieces !== '') return [{ type: 'reasoning', text: pieces }];
  if (!Array.isArray(pieces)) return [];
  return pieces.flatMap((piece): ContentPart[] =>
    isObject(piece) && typeof piece.text === 'string' && piece.text !== ''
      ? [{ type: 'reasoning', text: piece.text }]
      : [],
  );
}

function reasoningField(item: JsonObject): string | undefined {
  return ['content', 'summary'].find((field) => reasoningIn(item[field]).length > 0);
}

/** The turn of the assistant that is being put together from its items. */
class Turns {
  readonly messages: Message[] = [];
  readonly #names = new Map<string, string>();
  #parts: ContentPart[] = [];
  #calls: ToolCall[] = [];
  #left: JsonObject[] = [];

  say(parts: readonly ContentPart[], item: JsonObject, left: JsonObject): void {
    this.#parts.push(...parts);
    this.#keep(item, left);
  }

  call(call: ToolCall, item: JsonObject, left: JsonObject): void {
    if (call.id !== undefined) this.#names.set(call.id, call.name);
    this.#calls.push(call);
    this.#keep(item, left);
  }

  /** The call that an output answers: by its id, else the last one. */
  answeredBy(item: JsonObject): string | undefined {
    if (typeof item.call_id === 'string') return item.call_id;
    if (typeof item.id === 'string' && this.#names.has(item.id)) return item.id;
    return [...this.#names.keys()].at(-1);
  }

  result(id: string | undefined, content: ContentPart[], error: string | undefined, left: JsonObject): void {
    this.end();
    const name = id === undefined ? undefined : this.#names.get(id);
    this.messages.push({
      role: 'tool',
      ...(name !== undefined && { name }),
      content,
      ...(id !== undefined && { tool_call_id: id }),
      ...(error !== undefined && { error }),
      ...(Object.keys(left).length > 0 && { extra: digitsAsText(left) as JsonObject }),
    });
  }

  other(role: Role, content: ContentPart[], left: JsonObject): void {
    this.end();
    this.messages.push({
      role,
      content,
      ...(Object.keys(left).length > 0 && { extra: digitsAsText(left) as JsonObject }),
    });
  }

  /** What the assistant says from here on is another message. */
  end(): void {
    if (this.#parts.length + this.#calls.length > 0)
      this.messages.push({
        role: 'assistant',
        content: this.#parts,
        ...(this.#calls.length > 0 && { tool_calls: this.#calls }),
        ...(this.#left.length > 0 && { extra: { items: digitsAsText(this.#left) } }),
      });
    this.#parts = [];
    this.#calls = [];
    this.#left = [];
  }

  #keep(item: JsonObject, left: JsonObject): void {
    if (Object.keys(left).length > 0) this.#left.push({ type: item.type ?? 'message', ...left });
  }
}

function idOf(...candidates: unknown[]): string | undefined {
  return candidates.find((id): id is string => typeof id === 'string' && id !== '');
}

function takeMessage(turns: Turns, item: JsonObject, path: string): void {
  const role = roleOf(item.role, `${path}.role`);
  const parts = partsOf(item.content, role, `${path}.content`);
  const notes = Array.isArray(item.content)
    ? item.content.flatMap((part) =>
        isObject(part) && Array.isArray(part.annotations) ? (part.annotations as unknown[]) : [],
      )
    : [];
  const pieces = leftOfParts(item.content, ['annotations']);
  const left = {
    ...leftOf(item, 'type', 'role', 'content'),
    ...(notes.length > 0 && { annotations: notes }),
    ...(pieces.length > 0 && { parts: pieces }),
  };
  if (role === 'assistant') turns.say(parts, item, left);
  else turns.other(role, parts, left);
}

function takeCall(turns: Turns, item: JsonObject, path: string): void {
  if (typeof item.name !== 'string') throw new WrongField(`${path}.name`, 'a string', item.name);
  const id = idOf(item.call_id, item.id);
  const text = argumentsText(item.arguments ?? item.input);
  turns.call(
    { ...(id !== undefined && { id }), name: item.name, arguments: text },
    item,
    leftOf(item, 'type', 'call_id', 'name', 'arguments', 'input'),
  );
}

function takeOutput(turns: Turns, item: JsonObject, path: string): void {
  const error = typeof item.error === 'string' ? item.error : item.status === 'failed' ? 'failed' : undefined;
  const field = ['output', 'result', 'tools'].find((each) => item[each] !== undefined) ?? 'output';
  const parts = outputParts(item[field], `${path}.${field}`);
  const beside = leftOfOutput(item[field]);
  const left = {
    ...leftOf(item, 'type', 'call_id', field, 'error'),
    ...(beside.length > 0 && { [field]: beside }),
  };
  turns.result(turns.answeredBy(item), parts, error, left);
}

function takeHosted(turns: Turns, item: JsonObject, type: string, path: string): void {
  const { call, result, left } = hostedCall(item, type, path);
  turns.call(call, item, left);
  if (result !== undefined) turns.result(call.id, result.content, result.error, {});
}

function takeItem(turns: Turns, item: JsonObject, path: string): void {
  const type = item.type ?? ('role' in item ? 'message' : undefined);
  if (typeof type !== 'string') throw new WrongField(`${path}.type`, 'the kind of the item', type);
  if (type === 'message') takeMessage(turns, item, path);
  else if (type === 'reasoning')
    turns.say(reasoningOf(item), item, leftOf(item, 'type', reasoningField(item) ?? 'summary'));
  else if (type === 'function_call' || type === 'custom_tool_call') takeCall(turns, item, path);
  else if (type.endsWith('_output')) takeOutput(turns, item, path);
  else if (type.endsWith('_call') || type === 'program') takeHosted(turns, item, type, path);
  // A person's word on a call.
  else if (type === 'mcp_approval_response') turns.other('user', [opaque(item)], {});
  // What is of no known kind stays in its place.
  else turns.say([opaque(item)], item, {});
}

/** Items as messages: reasoning, text and calls up to the next output are one message of the assistant. */
export function responsesMessages(lists: readonly { items: unknown; path: string }[]): Message[] {
  const turns = new Turns();
  for (const { items, path } of lists) {
    if (typeof items === 'string') {
      turns.other('user', [{ type: 'text', text: items }], {});
      continue;
    }
    if (!Array.isArray(items)) throw new WrongField(path, 'a string or a list of items', items);
    for (const [index, item] of (items as unknown[]).entries()) {
      const at = `${path}[${index}]`;
      if (!isObject(item)) throw new WrongField(at, 'an item with a type', item);
      takeItem(turns, item, at);
    }
    turns.end();
  }
  return turns.messages;
}

/** Earlier turns that the provider holds, and the file does not, leave a conversation without its beginning. */
function refuseContinued(body: JsonObject | undefined, path: string): void {
  for (const field of ['previous_response_id', 'conversation']) {
    const given = body?.[field];
    const earlier = isObject(given) ? given.id : given;
    if (earlier === undefined || earlier === null || earlier === '') continue;
    throw new Unusable(
      under(path, field),
      `the conversation continues ${asText(earlier).slice(0, 100)}, which the provider keeps: its earlier turns are not in the file. Save each request with its whole input.`,
    );
  }
}

/** An exchange in the shape of Responses: instructions, input and output. */
export function readResponses({ request, requestPath, response, responsePath }: Exchange): Conversation {
  refuseContinued(request, requestPath);
  refuseContinued(response, responsePath);
  const { input, output: ownOutput, instructions: sent, ...others } = request ?? {};
  const { output, instructions: answered, ...rest } = response ?? {};
  const instructions = sent ?? answered;
  const messages: Message[] = [];
  if (typeof instructions === 'string' && instructions !== '')
    messages.push({ role: 'system', content: [{ type: 'text', text: instructions }] });
  else if (Array.isArray(instructions))
    messages.push(...responsesMessages([{ items: instructions, path: under(requestPath, 'instructions') }]));
  const lists = [
    { items: input, path: under(requestPath, 'input') },
    { items: ownOutput, path: under(requestPath, 'output') },
    { items: output, path: under(responsePath, 'output') },
  ].filter(({ items }) => items !== undefined && items !== null);
  if (lists.length === 0) throw new WrongField(under(requestPath, 'input'), 'a list of items', input);
  messages.push(...responsesMessages(lists));
  if (messages.length === 0) {
    const error = isObject(response?.error) ? response.error.message : undefined;
    const why = error === undefined ? '' : `: ${asText(error).slice(0, 200)}`;
    throw new Unusable(
      lists[0]?.path ?? '',
      `there is neither input nor output in the record${why}. Leave it out, or send the request again.`,
    );
  }
  return { messages, request: others, response: rest };
}
