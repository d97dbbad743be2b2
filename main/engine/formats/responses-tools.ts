import type { ContentPart, ToolCall } from '../../../shared/domain/transcript.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { partOf } from './content-parts.ts';
import { asText, isObject, type JsonObject } from './json.ts';
import { argumentsText } from './tool-calls.ts';
import { WrongField } from './wrong-field.ts';

/** Tools that OpenAI runs itself: one item is the call, and often its result too. */

/** Fields that say what a call asks for, of one kind of tool each. */
const ASKING = ['arguments', 'input', 'action', 'operation', 'queries', 'code', 'prompt'] as const;

/** Fields in which an item holds what came of it. */
const GIVING = ['output', 'outputs', 'results', 'result', 'tools'] as const;

/** What a tool gave: text, parts, or the output of commands. What is none of these is kept as its JSON. */
export function outputParts(output: unknown, path: string): ContentPart[] {
  if (output === null || output === undefined) return [];
  if (typeof output === 'string') return [{ type: 'text', text: output }];
  if (Array.isArray(output)) return output.flatMap((part, index) => outputPart(part, `${path}[${index}]`));
  return outputPart(output, path);
}

function outputPart(part: unknown, path: string): ContentPart[] {
  if (typeof part === 'string') return [{ type: 'text', text: part }];
  if (!isObject(part)) throw new WrongField(path, 'an output', part);
  if (part.type === 'logs' && typeof part.logs === 'string') return [{ type: 'text', text: part.logs }];
  if (part.type === 'image' && typeof part.url === 'string') return [{ type: 'image', url: part.url }];
  if (typeof part.stdout === 'string' || typeof part.stderr === 'string') {
    const texts = [part.stdout, part.stderr].filter((text) => typeof text === 'string' && text !== '');
    const outcome = isObject(part.outcome) ? part.outcome : {};
    const ended =
      outcome.exit_code === undefined
        ? outcome.type === 'timeout'
          ? ['timeout']
          : []
        : [`exit code: ${asText(outcome.exit_code)}`];
    return [...texts, ...ended].map((text) => ({ type: 'text', text: asText(text) }));
  }
  if (typeof part.type === 'string' && part.type !== 'text') {
    const parts = partOf(part, 'tool', path);
    if (parts.every(({ type }) => type !== 'opaque')) return parts;
  }
  if (typeof part.text === 'string') return [{ type: 'text', text: part.text }];
  return [{ type: 'text', text: stringifyKeepingDigits(part) }];
}

/** What stands beside the text of what a tool gave, by its place: the files that were found, say. */
export function leftOfOutput(output: unknown): JsonObject[] {
  if (!Array.isArray(output)) return [];
  return (output as unknown[]).flatMap((part, index): JsonObject[] => {
    if (!isObject(part) || typeof part.text !== 'string') return [];
    const left = Object.entries(part).filter(
      ([key, value]) => key !== 'type' && key !== 'text' && value !== null && value !== undefined,
    );
    return left.length === 0 ? [] : [{ part: index, ...Object.fromEntries(left) }];
  });
}

function errorText(error: unknown): string | undefined {
  if (error === null || error === undefined) return undefined;
  if (typeof error === 'string') return error;
  return isObject(error) && typeof error.message === 'string' ? error.message : stringifyKeepingDigits(error);
}

function argumentsOf(item: JsonObject): string {
  const asked = ASKING.filter((field) => item[field] !== undefined && item[field] !== null);
  if (asked.length === 1 && asked[0] !== 'queries' && asked[0] !== 'code' && asked[0] !== 'prompt')
    return argumentsText(item[asked[0] ?? 'arguments']);
  return stringifyKeepingDigits(Object.fromEntries(asked.map((field) => [field, item[field]])));
}

/** A hosted call: named by its own name or by its kind, with its result where the item holds one. */
export function hostedCall(
  item: JsonObject,
  type: string,
  path: string,
): { call: ToolCall; result: { content: ContentPart[]; error?: string } | undefined; left: JsonObject } {
  const id = [item.call_id, item.id].find((each) => typeof each === 'string');
  const call = {
    ...(typeof id === 'string' && { id }),
    name: typeof item.name === 'string' ? item.name : type.replace(/_call$/, ''),
    arguments: argumentsOf(item),
  };
  const known: readonly string[] = ['type', 'call_id', 'id', 'name', 'error', ...ASKING, ...GIVING];
  const left = Object.fromEntries(
    Object.entries(item).filter(
      ([key, value]) => !known.includes(key) && value !== null && value !== undefined,
    ),
  );
  const error = errorText(item.error) ?? (item.status === 'failed' ? 'failed' : undefined);
  const given = GIVING.find((field) => item[field] !== undefined && item[field] !== null);
  if (given === undefined && error === undefined) return { call, result: undefined, left };
  const value = given === undefined ? undefined : item[given];
  const beside = leftOfOutput(value);
  if (given !== undefined && beside.length > 0) left[given] = beside;
  const content: ContentPart[] =
    type === 'image_generation_call' && typeof value === 'string'
      ? [{ type: 'image', url: value.startsWith('data:') ? value : `data:image/png;base64,${value}` }]
      : outputParts(value ?? error, `${path}.${given ?? 'error'}`);
  return { call, result: { content, ...(error !== undefined && { error }) }, left };
}
