import { expect, test } from 'vitest';
import { type Message, outlineOf } from '../../shared/domain/transcript.ts';
import { rowsOf } from './rows.ts';
import { nextStop, type Stop } from './stops.ts';

const say = (role: Message['role'], text: string, id?: string): Message => ({
  role,
  content: text === '' ? [] : [{ type: 'text', text }],
  ...(id !== undefined && { tool_call_id: id }),
});
const call = (text: string, ...ids: string[]): Message => ({
  ...say('assistant', text),
  tool_calls: ids.map((id) => ({ id, name: 'f', arguments: '{}' })),
});

const messages = [
  say('system', 'rules'),
  say('user', 'do it'),
  call('', 'a', 'b'),
  say('tool', 'Error: no', 'a'),
  say('tool', 'fine', 'b'),
  call('Once more.', 'c'),
  say('tool', 'exit code: 2', 'c'),
  say('assistant', 'It is done.'),
];

/** All stops from the beginning to the end, and back again. */
function stops(kind: Stop): { on: number[]; back: number[] } {
  const outline = outlineOf(messages);
  const read = { outline, rows: rowsOf(outline) };
  const walk = (from: number, by: 1 | -1) => {
    const found: number[] = [];
    for (let at = nextStop(kind, read, from, by); at !== undefined; at = nextStop(kind, read, at, by))
      found.push(at);
    return found;
  };
  return { on: walk(-1, 1), back: walk(messages.length, -1) };
}

test.each<[Stop, number[]]>([
  ['message', [0, 1, 2, 5, 7]],
  // Where the model speaks, not where it calls without a word.
  ['turn', [5, 7]],
  // The second call of a message stands at its result.
  ['call', [2, 4, 5]],
  ['error', [3, 6]],
])('steps by %s stop where they should, forwards and back', (kind, expected) => {
  const { on, back } = stops(kind);
  expect(on).toEqual(expected);
  expect(back).toEqual([...expected].reverse());
});
