import { applyPatch, type Operation, Pointer } from 'rfc6902';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { isObject, type JsonObject } from './json.ts';
import { Unusable, WrongField } from './wrong-field.ts';

/** What Petri's events made of a view: its messages as they stand at the end, and those that were taken back. */
export interface Replayed {
  messages: unknown[];
  /** Messages that a rollback or a reset dropped, each time a list. */
  dropped: unknown[][];
}

/** Copies within a patch can double a document each time; nobody's transcript needs as much. */
const MAX_COPIED_UNITS = 64 * 1024 * 1024;

function checkOperation(messages: unknown[], operation: unknown, path: string): number {
  if (!isObject(operation) || typeof operation.op !== 'string' || typeof operation.path !== 'string')
    throw new WrongField(path, 'an operation with "op" and "path"', operation);
  if (/\/length$/.test(operation.path)) {
    const parent: unknown = Pointer.fromJSON(operation.path.replace(/\/length$/, '')).get(messages);
    if (Array.isArray(parent)) throw new WrongField(`${path}.path`, 'the place of an item', operation.path);
  }
  if (operation.op !== 'copy') return 0;
  if (typeof operation.from !== 'string')
    throw new WrongField(`${path}.from`, 'a JSON pointer', operation.from);
  return (stringifyKeepingDigits(Pointer.fromJSON(operation.from).get(messages)) ?? '').length;
}

/** The messages of a view after a JSON Patch (RFC 6902) on their list. */
function patched(messages: readonly unknown[], patch: unknown, path: string): unknown[] {
  if (!Array.isArray(patch)) throw new WrongField(path, 'a list of operations', patch);
  const copy = structuredClone(messages) as unknown[];
  let copied = 0;
  for (const [index, operation] of (patch as unknown[]).entries()) {
    const at = `${path}[${index}]`;
    let problem: Error | null | undefined;
    try {
      copied += checkOperation(copy, operation, at);
      if (copied > MAX_COPIED_UNITS)
        throw new Unusable(at, 'the patch copies more than 64 MB. It is not what Petri writes.');
      [problem] = applyPatch(copy, [operation as Operation]);
    } catch (error) {
      if (error instanceof WrongField || error instanceof Unusable) throw error;
      problem = error as Error;
    }
    if (problem) throw new Unusable(at, `the patch does not fit the messages before it: ${problem.message}.`);
  }
  return copy;
}

function countOf(edit: JsonObject, messages: readonly unknown[], path: string): number {
  if (typeof edit.to_id === 'string') {
    const kept = messages.findLastIndex((message) => isObject(message) && message.id === edit.to_id);
    if (kept >= 0) return messages.length - kept - 1;
  }
  const { count } = edit;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0)
    throw new WrongField(`${path}.count`, 'how many messages are taken back', count);
  return Math.min(count, messages.length);
}

function apply(replayed: Replayed, edit: JsonObject, path: string): void {
  const { messages, dropped } = replayed;
  switch (edit.operation) {
    case 'add':
      messages.push(edit.message);
      return;
    case 'rollback': {
      const count = countOf(edit, messages, path);
      if (count > 0) dropped.push(messages.splice(messages.length - count, count));
      return;
    }
    case 'reset': {
      const fresh = edit.new_messages ?? [];
      if (!Array.isArray(fresh)) throw new WrongField(`${path}.new_messages`, 'a list of messages', fresh);
      if (messages.length > 0) dropped.push(messages);
      replayed.messages = [...(fresh as unknown[])];
      return;
    }
    case 'json_patch':
      replayed.messages = patched(messages, edit.patch, `${path}.patch`);
      return;
    default:
      throw new WrongField(`${path}.operation`, 'add, rollback, reset or json_patch', edit.operation);
  }
}

export function isIn(event: unknown, view: string): event is JsonObject {
  if (!isObject(event) || !isObject(event.edit)) return false;
  return Array.isArray(event.view) ? event.view.includes(view) : event.view === view;
}

/** Replays the events of a view, in the order in which they stand. */
export function replay(events: readonly unknown[], view: string): Replayed {
  const replayed: Replayed = { messages: [], dropped: [] };
  for (const [index, event] of events.entries())
    if (isIn(event, view) && isObject(event.edit)) apply(replayed, event.edit, `events[${index}].edit`);
  return replayed;
}
