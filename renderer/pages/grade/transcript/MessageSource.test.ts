import { expect, test, vi } from 'vitest';
import { type Message, outlineOf } from '../../../../shared/domain/transcript.ts';
import { MessageSource } from './MessageSource.ts';

const messages: Message[] = Array.from({ length: 10_000 }, (_, index) => ({
  role: 'user',
  content: [{ type: 'text', text: `message ${index}` }],
}));
const textOf = (message: Message | undefined) =>
  message?.content[0]?.type === 'text' ? message.content[0].text : undefined;

function source(load = async (from: number, count: number) => messages.slice(from, from + count)) {
  const asked: [number, number][] = [];
  const made = new MessageSource(outlineOf(messages), messages.slice(0, 100), async (from, count) => {
    asked.push([from, count]);
    return await load(from, count);
  });
  return { made, asked };
}

test('messages come when they are near, once, and listeners hear of it', async () => {
  const { made, asked } = source();
  const heard = vi.fn();
  made.subscribe(heard);
  expect(textOf(made.get(99))).toBe('message 99');
  expect(made.get(500)).toBeUndefined();
  made.ensure(500, 520);
  made.ensure(500, 520);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  expect(asked).toEqual([
    [448, 64],
    [512, 64],
  ]);
  expect(textOf(made.get(500))).toBe('message 500');
  made.ensure(0, 50);
  expect(asked).toHaveLength(2);
});

test('what is far away is let go', async () => {
  const { made, asked } = source();
  for (let at = 0; at < messages.length; at += 64) {
    made.ensure(at, at);
    await vi.waitFor(() => expect(made.get(at)).toBeDefined(), { interval: 1 });
  }
  expect(made.get(5000)).toBeUndefined();
  expect(made.get(9999)).toBeDefined();
  const before = asked.length;
  made.ensure(5000, 5000);
  await vi.waitFor(() => expect(textOf(made.get(5000))).toBe('message 5000'));
  expect(asked).toHaveLength(before + 1);
});

test('what could not be read says so, and is tried again when it is asked for', async () => {
  let fails = true;
  const { made } = source(async (from, count) => {
    if (fails) throw new Error('gone');
    return messages.slice(from, from + count);
  });
  made.ensure(300, 301);
  await vi.waitFor(() => expect(made.hasFailed(300)).toBe(true));
  fails = false;
  made.ensure(300, 301);
  expect(made.hasFailed(300)).toBe(true);
  made.ensure(300, 301, true);
  await vi.waitFor(() => expect(textOf(made.get(300))).toBe('message 300'));
});
