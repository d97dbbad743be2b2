import type { ModelCall } from './inspect-sample.ts';
import { isObject, type JsonObject } from './json.ts';
import { Unusable, WrongField } from './wrong-field.ts';

/** Calls of models among the events of a sample, and the pools that their messages are kept in. */

/** More messages than this are not one conversation. */
const MAX_MESSAGES = 1_000_000;

export type Range = readonly [start: number, end: number];

/** Half-open ranges into a pool: `[[0, 12], [15, 16]]`. */
export function rangesOf(value: unknown, path: string): Range[] {
  if (!Array.isArray(value)) throw new WrongField(path, 'a list of ranges', value);
  let count = 0;
  const ranges = value.map((range, index): Range => {
    const [start, end] = Array.isArray(range) ? range : [];
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start)
      throw new WrongField(`${path}[${index}]`, 'a start and an end', range);
    count += end - start;
    return [start, end];
  });
  if (count > MAX_MESSAGES) throw new WrongField(path, `at most ${MAX_MESSAGES} messages`, value);
  return ranges;
}

/** What ranges stand for, from a pool that is given as a function. */
export function inRanges(ranges: readonly Range[], at: (index: number) => unknown, path: string): unknown[] {
  const items: unknown[] = [];
  for (const [start, end] of ranges)
    for (let index = start; index < end; index += 1) {
      const item = at(index);
      if (item === undefined)
        throw new Unusable(path, `the sample names message ${index} of its pool, which is not there.`);
      items.push(item);
    }
  return items;
}

/** Whether an event is a call of the model in this role; undefined: in none, so of the model evaluated. */
export function isCall(event: unknown, role: string | undefined): event is JsonObject {
  return isObject(event) && event.event === 'model' && (event.role ?? undefined) === role;
}

/** The ranges of a call whose input is in the pool. */
export function pooledInput(event: JsonObject): Range[] | undefined {
  const { input, input_refs: refs } = event;
  if (refs === undefined || refs === null || (Array.isArray(input) && input.length > 0)) return undefined;
  return rangesOf(refs, 'input_refs');
}

/** A call with its input and what the model said. */
export function modelCall(event: JsonObject, input: unknown): ModelCall {
  const messages: unknown[] = Array.isArray(input) ? [...(input as unknown[])] : [];
  const choices = isObject(event.output) ? event.output.choices : undefined;
  const [choice] = Array.isArray(choices) ? choices : [];
  if (isObject(choice) && isObject(choice.message)) messages.push(choice.message);
  return { model: event.model, messages };
}

/** The last call in a list of events, its input from the pool beside them. */
export function lastCallIn(events: unknown, pools: unknown, role: string | undefined): ModelCall | undefined {
  const event = Array.isArray(events) ? events.findLast((each) => isCall(each, role)) : undefined;
  if (!isObject(event)) return undefined;
  const ranges = pooledInput(event);
  if (ranges === undefined) return modelCall(event, event.input);
  const pool: unknown[] = isObject(pools) && Array.isArray(pools.messages) ? pools.messages : [];
  return modelCall(
    event,
    inRanges(ranges, (index) => pool[index], 'events_data.messages'),
  );
}
