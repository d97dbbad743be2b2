import type { ToolCall } from '../../../shared/domain/transcript.ts';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { isObject, unpackedJson } from './json.ts';
import { WrongField } from './wrong-field.ts';

/** Arguments stay the source's own string; an object becomes JSON. What does not parse is data, not an error. */
export function argumentsText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : stringifyKeepingDigits(value);
}

/** One call: `function {name, arguments}`, `custom {name, input}`, or name and arguments beside each other. */
export function callOf(given: unknown, path: string): ToolCall {
  // Some writers put a call into a string, since their tables know no free-form objects.
  const call = unpackedJson(given);
  if (!isObject(call)) throw new WrongField(path, 'a tool call', call);
  const made = isObject(call.function) ? call.function : isObject(call.custom) ? call.custom : call;
  if (typeof made.name !== 'string') throw new WrongField(`${path}.function.name`, 'a string', made.name);
  return {
    ...(typeof call.id === 'string' && { id: call.id }),
    name: made.name,
    arguments: argumentsText(made.arguments ?? made.input),
  };
}
