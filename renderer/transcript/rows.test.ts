import { expect, test } from 'vitest';
import { type Message, outlineOf } from '../../shared/domain/transcript.ts';
import { CALLS_IN_ROW, messagesIn, rowsOf } from './rows.ts';

const say = (role: Message['role'], text: string): Message => ({ role, content: [{ type: 'text', text }] });
const call = (...ids: (string | undefined)[]): Message => ({
  role: 'assistant',
  content: [],
  tool_calls: ids.map((id) => ({ ...(id !== undefined && { id }), name: 'f', arguments: '{}' })),
});
const result = (id?: string): Message => ({
  ...say('tool', 'done'),
  ...(id !== undefined && { tool_call_id: id }),
});

function rows(...messages: Message[]) {
  return rowsOf(outlineOf(messages)).rows.map(({ message, results }) => [message, ...results]);
}

test('results stand with their calls, by id and whatever their order', () => {
  expect(rows(say('user', 'a'), call('x', 'y'), result('y'), result('x'), say('assistant', 'b'))).toEqual([
    [0],
    [1, 3, 2],
    [4],
  ]);
});

test('without ids they are joined in their order', () => {
  expect(rows(call(undefined, undefined), result(), result(), result())).toEqual([[0, 1, 2], [3]]);
});

test('a result that answers no call is a row of its own, and a call may have no result', () => {
  expect(rows(call('x'), result('other'), say('user', 'a'), result('x'))).toEqual([
    [0, undefined],
    [1],
    [2],
    [3],
  ]);
});

test('every message is in exactly one row', () => {
  const messages = [say('system', 's'), call('x', 'x'), result('x'), result('x'), call(), say('tool', 't')];
  const { rows: all, rowOf } = rowsOf(outlineOf(messages));
  const held = all.flatMap(({ message, results }) => [
    message,
    ...results.filter((each) => each !== undefined),
  ]);
  expect(held.sort((one, other) => one - other)).toEqual(messages.map((_, index) => index));
  expect(rowOf).toHaveLength(messages.length);
});

test('a turn of thousands of calls is joined at once, and goes over many rows that hold each result once', () => {
  const count = 5000;
  const ids = Array.from({ length: count }, (_, index) => `id-${index}`);
  const outline = outlineOf([
    call(...ids),
    ...ids.map((id) => result(id)).reverse(),
    say('assistant', 'done'),
  ]);
  const { rows: all, rowOf } = rowsOf(outline);
  expect(all.length).toBeGreaterThan(200);
  expect(all.every(({ results }) => results.length <= CALLS_IN_ROW)).toBe(true);
  expect(messagesIn(all.filter(({ from }) => from === 0)).length).toBeLessThan(12);
  for (let message = 1; message <= count; message += 1) {
    const row = all[rowOf[message] ?? -1];
    expect(row?.message).toBe(0);
    expect(row?.results).toContain(message);
  }
  expect(all[rowOf[count + 1] ?? -1]?.message).toBe(count + 1);
});
