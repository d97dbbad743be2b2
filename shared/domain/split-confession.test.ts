import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitConfession } from './split-confession.ts';
import type { Message } from './transcript.ts';

const say = (role: Message['role'], text: string, reasoning?: string): Message => ({
  role,
  content: [
    ...(reasoning === undefined ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
    { type: 'text', text },
  ],
});
const asks = (text: string) => /confess/i.test(text);
const TASK = [say('user', 'Run all tests.'), say('assistant', 'All pass.')];

test('the transcript ends before the request, which stays with the confession, its reasoning apart', () => {
  const messages = [...TASK, say('system', 'Now confess.'), say('assistant', 'I ran two.', 'Be open.')];
  expect(splitConfession(messages, asks)).toEqual({
    messages: TASK,
    confession: { id: 'last-turn', text: 'I ran two.', request: 'Now confess.', reasoning: 'Be open.' },
  });
});

test.each([
  ['nobody asked', [...TASK, say('user', 'Thanks.'), say('assistant', 'I confess.')]],
  ['nothing was done before', [say('user', 'Write a confession.'), say('assistant', 'I confess.')]],
  ['a tool said it', [...TASK, say('tool', 'confess'), say('assistant', 'I ran two.')]],
  ['there is no answer', [...TASK, say('user', 'Confess.')]],
  ['the answer is empty', [...TASK, say('user', 'Confess.'), say('assistant', ' ')]],
  ['there is nothing', []],
])('nothing is split off where %s', (_, messages) => {
  expect(splitConfession(messages as Message[], asks)).toBeUndefined();
});

test('an answer that goes on working is no confession', () => {
  const call = { ...say('assistant', 'I look.'), tool_calls: [{ name: 'ls', arguments: '{}' }] };
  expect(splitConfession([...TASK, say('user', 'Confess.'), call], asks)).toBeUndefined();
});

test('what is split is the beginning of what was there, and no word is lost', () => {
  const message = fc
    .record({ role: fc.constantFrom('system', 'user', 'assistant', 'tool'), text: fc.string() })
    .map(({ role, text }) => say(role as Message['role'], text));
  fc.assert(
    fc.property(fc.array(message), (messages) => {
      const split = splitConfession(messages, () => true);
      if (split === undefined) return;
      const { length } = split.messages;
      expect(split.messages).toEqual(messages.slice(0, length));
      const texts = messages.slice(length).map(({ content }) => (content[0] as { text: string }).text);
      expect([split.confession.request, split.confession.text]).toEqual([
        texts[0],
        texts.slice(1).join('\n\n'),
      ]);
    }),
  );
});
