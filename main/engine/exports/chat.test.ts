import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../shared/domain/transcript.ts';
import { chatAsText, promptAsText, promptOf } from './chat.ts';

const text = (words: string): Message['content'] => [{ type: 'text', text: words }];
const MESSAGES: Message[] = [
  { role: 'developer', content: text('Be good.') },
  { role: 'user', content: text('List the files.') },
  {
    role: 'assistant',
    content: [{ type: 'reasoning', text: 'SECRET' }, ...text('I look.')],
    tool_calls: [{ id: 'c1', name: 'bash', arguments: '{"cmd": "ls"}' }],
  },
  { role: 'tool', tool_call_id: 'c1', content: text('a.txt') },
  { role: 'system', content: text('Be brief.') },
  { role: 'assistant', content: text('One.') },
];
const CONFESSION = { id: 'a', text: 'All told.', request: 'Confess.' };

describe('a transcript as a prompt', () => {
  it('has tool turns in words, and neighbours of one role as one message', () => {
    expect(promptOf(MESSAGES, CONFESSION, { request_role: 'user', tool_turns: 'text' })).toEqual([
      { role: 'system', content: 'Be good.' },
      { role: 'user', content: 'List the files.' },
      { role: 'assistant', content: 'I look.\n[tool call bash] {"cmd": "ls"}' },
      { role: 'user', content: '[tool result] a.txt\n\n[system] Be brief.' },
      { role: 'assistant', content: 'One.' },
      { role: 'user', content: 'Confess.' },
    ]);
  });

  it('has the error of a tool that gave no words, however tool turns are written', () => {
    const failed: Message[] = [{ role: 'tool', tool_call_id: 'c1', content: [], error: 'timed out' }];
    const last = (tool_turns: 'text' | 'structured') =>
      promptOf(failed, CONFESSION, { request_role: 'system', tool_turns })[0]?.content;
    expect(last('text')).toBe('[tool result] timed out');
    expect(last('structured')).toBe('timed out');
  });

  it('has messages as they came where they are kept, arguments as objects', () => {
    const chat = promptOf(MESSAGES, CONFESSION, { request_role: 'system', tool_turns: 'structured' });
    expect(chat.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'tool',
      'system',
      'assistant',
      'system',
    ]);
    expect(chat[2]?.tool_calls).toEqual([
      { id: 'c1', type: 'function', function: { name: 'bash', arguments: { cmd: 'ls' } } },
    ]);
  });

  it('never holds reasoning', () => {
    for (const tool_turns of ['text', 'structured'] as const)
      expect(
        JSON.stringify(promptOf(MESSAGES, CONFESSION, { request_role: 'user', tool_turns })),
      ).not.toContain('SECRET');
  });

  it('takes turns whatever came in, and a system message stands first or nowhere', () => {
    const roles = fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool');
    const message = fc
      .record({ role: roles, words: fc.string() })
      .map(({ role, words }): Message => ({ role, content: text(words) }));
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const chat = promptOf(messages, CONFESSION, { request_role: 'user', tool_turns: 'text' });
        chat.forEach(({ role }, index) => {
          expect(role).not.toBe(chat[index - 1]?.role);
          if (role === 'system') expect(index).toBe(0);
        });
        expect(chat.at(-1)?.role).toBe('user');
      }),
    );
  });

  it('as plain text ends where the completion begins', () => {
    const chat = [{ role: 'user', content: 'Confess.' }];
    expect(chatAsText(chat)).toBe('User: Confess.');
    expect(promptAsText(chat)).toBe('User: Confess.\n\nAssistant:\n');
  });
});
