import { expect, test, vi } from 'vitest';
import { type Message, outlineOf } from '../../shared/domain/transcript.ts';
import { MessageSource } from './MessageSource.ts';

const messages: Message[] = Array.from({ length: 10_000 }, (_, index) => ({
  role: 'user',
  content: [{ type: 'text', text: `message ${index}` }],
}));
const textOf = (message: Message | undefined) =>
  message?.content[0]?.type === 'text' ? message.content[0].text : undefined;

interface Made {
  of?: readonly Message[];
  first?: number;
  outlined?: number;
  load?: (from: number, count: number) => Promise<readonly Message[]>;
  outline?: (from: number) => Promise<ReturnType<typeof outlineOf>>;
}

function source({ of = messages, first = 100, outlined = of.length, ...options }: Made = {}) {
  const asked: [number, number][] = [];
  const load = options.load ?? (async (from: number, count: number) => of.slice(from, from + count));
  const outline = outlineOf(of);
  const made = new MessageSource({
    count: of.length,
    outline: outline.slice(0, outlined),
    first: of.slice(0, first),
    loadMessages: async (from, count) => {
      asked.push([from, count]);
      return await load(from, count);
    },
    loadOutline: options.outline ?? (async (from) => outline.slice(from, from + 1000)),
  });
  return { made, asked };
}

test('messages come when they are near, once, and listeners hear of it', async () => {
  const { made, asked } = source();
  const heard = vi.fn();
  made.subscribe(heard);
  expect(textOf(made.get(99))).toBe('message 99');
  expect(made.get(500)).toBeUndefined();
  made.setNear([500, 520]);
  made.setNear([500, 520]);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  expect(asked).toEqual([
    [448, 64],
    [512, 64],
  ]);
  expect(textOf(made.get(500))).toBe('message 500');
  made.setNear([0, 50]);
  expect(asked).toHaveLength(2);
});

test('what is far away is let go, and comes again', async () => {
  const { made, asked } = source();
  for (let at = 0; at < messages.length; at += 64) {
    made.setNear([at]);
    await vi.waitFor(() => expect(made.get(at)).toBeDefined(), { interval: 1 });
  }
  expect(made.get(5000)).toBeUndefined();
  expect(made.get(9999)).toBeDefined();
  const before = asked.length;
  made.setNear([5000]);
  await vi.waitFor(() => expect(textOf(made.get(5000))).toBe('message 5000'));
  expect(asked).toHaveLength(before + 1);
});

test('long messages are fetched few at a time, what is kept of them is bounded, and what is near is never let go', async () => {
  const long: Message[] = Array.from({ length: 40 }, (_, index) => ({
    role: 'tool',
    content: [{ type: 'text', text: `${index}`.padEnd(1024 * 1024, '.') }],
  }));
  const { made, asked } = source({ of: long, first: 1 });
  for (let at = 1; at < long.length; at += 1) {
    made.setNear([at]);
    await vi.waitFor(() => expect(made.get(at)).toBeDefined(), { interval: 1 });
  }
  expect(asked.every(([, count]) => count === 1)).toBe(true);
  const held = long.filter((_, index) => made.get(index) !== undefined).length;
  expect(held).toBeLessThanOrEqual(9);
  // A selection over twenty of them: more than the bound, and all needed.
  const near = Array.from({ length: 20 }, (_, index) => index + 10);
  made.setNear(near);
  await vi.waitFor(() => expect(near.every((at) => made.get(at) !== undefined)).toBe(true));
});

test('where reasoning makes messages longer than the outline tells, fewer come, the rest follows, and all is counted', async () => {
  const thought: Message[] = Array.from({ length: 64 }, (_, index) => ({
    role: 'assistant',
    content: [
      { type: 'text', text: `message ${index}` },
      { type: 'reasoning', text: '.'.repeat(1024 * 1024) },
    ],
  }));
  const { made, asked } = source({
    of: thought,
    first: 1,
    // As the engine does: two fill an answer.
    load: async (from, count) => thought.slice(from, from + Math.min(2, count)),
  });
  made.setNear([1, 2, 3, 4, 5]);
  await vi.waitFor(() => expect(textOf(made.get(5))).toBe('message 5'));
  for (let at = 6; at < 64; at += 1) {
    made.setNear([at]);
    await vi.waitFor(() => expect(textOf(made.get(at))).toBe(`message ${at}`), { interval: 1 });
  }
  expect(thought.filter((_, at) => made.get(at) !== undefined).length).toBeLessThanOrEqual(12);
  expect(asked[0]).toEqual([0, 64]);
});

test('what could not be read says so, and is tried again when it is asked for', async () => {
  let fails = true;
  const { made } = source({
    load: async (from, count) => {
      if (fails) throw new Error('gone');
      return messages.slice(from, from + count);
    },
  });
  made.setNear([300, 301]);
  await vi.waitFor(() => expect(made.hasFailed(300)).toBe(true));
  fails = false;
  made.setNear([300, 301]);
  expect(made.hasFailed(300)).toBe(true);
  made.ensure([300], true);
  await vi.waitFor(() => expect(textOf(made.get(300))).toBe('message 300'));
});

test('the outline comes whole once somebody reads, told of a few times only', async () => {
  const { made } = source({ outlined: 300 });
  const heard = vi.fn();
  expect(made.outline).toHaveLength(300);
  made.subscribe(heard);
  await made.whole();
  expect(made.outline.map(({ message }) => message)).toEqual(messages.map((_, index) => index));
  expect(heard.mock.calls.length).toBeLessThan(8);
  made.setNear([9990]);
  await vi.waitFor(() => expect(textOf(made.get(9990))).toBe('message 9990'));
});

test('an outline that could not be read is asked for again', async () => {
  let fails = true;
  const outline = outlineOf(messages);
  const { made } = source({
    outlined: 300,
    outline: async (from) => {
      if (fails) throw new Error('gone');
      return outline.slice(from, from + 1000);
    },
  });
  await expect(made.whole()).rejects.toThrow('gone');
  fails = false;
  await made.whole();
  expect(made.outline).toHaveLength(10_000);
});
