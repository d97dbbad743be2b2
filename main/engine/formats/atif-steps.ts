import type { ContentPart, Message, ToolCall } from '../../../shared/domain/transcript.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import { digitsAsText, stringifyKeepingDigits } from '../big-integers.ts';
import { partOf, textParts } from './content-parts.ts';
import { isObject, type JsonObject } from './json.ts';
import { roleOf } from './roles.ts';
import { argumentsText } from './tool-calls.ts';
import { Unusable, WrongField } from './wrong-field.ts';

/** Steps of an ATIF trajectory as messages. */

const KNOWN_FIELDS = new Set(['source', 'message', 'reasoning_content', 'tool_calls', 'observation']);

/** Text, or parts of text and images (from version 1.6 on). */
function partsOf(content: unknown, role: Role, path: string): ContentPart[] {
  if (content === null || content === undefined || content === '') return [];
  if (typeof content === 'string') return textParts(content, role);
  if (Array.isArray(content))
    return content.flatMap((part, index) => partOf(part, role, `${path}[${index}]`));
  // A few writers put the JSON of a result where its text should be.
  if (isObject(content)) return [{ type: 'text', text: stringifyKeepingDigits(content) }];
  throw new WrongField(path, 'a string or a list of parts', content);
}

function listIn(record: JsonObject, field: string, path: string): unknown[] {
  const value = record[field];
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new WrongField(`${path}.${field}`, 'a list', value);
  return value;
}

function callOf(call: unknown, path: string): ToolCall {
  if (!isObject(call) || typeof call.function_name !== 'string')
    throw new WrongField(`${path}.function_name`, 'a string', isObject(call) ? call.function_name : call);
  return {
    ...(typeof call.tool_call_id === 'string' && { id: call.tool_call_id }),
    name: call.function_name,
    arguments: argumentsText(call.arguments),
  };
}

/** What calls have beside name and arguments (from version 1.7 on), by their place. */
function leftOfCalls(calls: readonly unknown[]): JsonObject {
  const left = calls.map((call) => {
    const { tool_call_id: _id, function_name: _name, arguments: _arguments, ...others } = call as JsonObject;
    return others;
  });
  return left.some((each) => Object.keys(each).length > 0) ? { tool_calls: left } : {};
}

function extraOf(fields: JsonObject): Pick<Message, 'extra'> {
  const kept = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return kept.length === 0 ? {} : { extra: digitsAsText(Object.fromEntries(kept)) as JsonObject };
}

function isFailed(result: JsonObject, step: JsonObject): boolean {
  const { extra } = result;
  if (isObject(extra) && (extra.is_error === true || extra.status === 'error')) return true;
  // Harbor’s readers of Claude Code say it of the step, which then has one result.
  return isObject(step.extra) && step.extra.tool_result_is_error === true;
}

/**
 * What the step saw: a message for each result, joined with its call. Results that name no call answer those that are
 * `open`, where there are as many: a few writers put them into a step of the system, behind the step that called.
 */
function resultsOf(step: JsonObject, open: readonly ToolCall[], path: string): Message[] {
  const observation = step.observation;
  if (observation === null || observation === undefined) return [];
  if (!isObject(observation)) throw new WrongField(`${path}.observation`, 'an object', observation);
  const results = listIn(observation, 'results', `${path}.observation`);
  return results.map((result, index) => {
    const at = `${path}.observation.results[${index}]`;
    if (!isObject(result)) throw new WrongField(at, 'a result', result);
    const { source_call_id: source, content, ...others } = result;
    const inOrder = open.length === results.length ? open[index]?.id : undefined;
    const id = typeof source === 'string' ? source : inOrder;
    const name = open.find((call) => call.id === id && id !== undefined)?.name;
    return {
      role: 'tool' as const,
      ...(name !== undefined && { name }),
      content: partsOf(content, 'tool', `${at}.content`),
      ...(id !== undefined && { tool_call_id: id }),
      ...(isFailed(result, step) && { error: 'the tool reported an error' }),
      ...extraOf(others),
    };
  });
}

function stepMessages(step: unknown, path: string, before: readonly ToolCall[]): Message[] {
  if (!isObject(step)) throw new WrongField(path, 'a step with a source', step);
  const role = roleOf(step.source, `${path}.source`);
  const made = listIn(step, 'tool_calls', path);
  const calls = made.map((call, index) => callOf(call, `${path}.tool_calls[${index}]`));
  const reasoning = partsOf(step.reasoning_content, 'user', `${path}.reasoning_content`);
  const others = Object.fromEntries(Object.entries(step).filter(([key]) => !KNOWN_FIELDS.has(key)));
  const content = [
    ...reasoning.map((part) => (part.type === 'text' ? { ...part, type: 'reasoning' as const } : part)),
    ...partsOf(step.message, role, `${path}.message`),
  ];
  const results = resultsOf(step, calls.length > 0 ? calls : before, path);
  const isCopied = step.is_copied_context === true;
  const message: Message = {
    role,
    ...(isCopied && { name: 'copied-context' }),
    content,
    ...(calls.length > 0 && { tool_calls: calls }),
    ...extraOf({ ...others, ...leftOfCalls(made) }),
  };
  // A step of the system may be nothing but what was observed.
  const [first, ...rest] = results;
  if (content.length > 0 || calls.length > 0 || role === 'assistant' || first === undefined)
    return [message, ...results];
  return [{ ...first, ...extraOf({ ...others, ...first.extra }) }, ...rest];
}

/** Calls without a result so far, of the last message that called. */
function openCalls(messages: readonly Message[]): readonly ToolCall[] {
  const at = messages.findLastIndex((message) => message.tool_calls !== undefined);
  return messages.length - 1 === at ? (messages[at]?.tool_calls ?? []) : [];
}

export function atifMessages(steps: unknown, path: string): Message[] {
  if (!Array.isArray(steps)) throw new WrongField(path, 'a list of steps', steps);
  const messages: Message[] = [];
  for (const [index, step] of (steps as unknown[]).entries())
    messages.push(...stepMessages(step, `${path}[${index}]`, openCalls(messages)));
  if (messages.length === 0) throw new Unusable(path, 'the trajectory has no steps. Leave it out.');
  return messages;
}
