import { expect, test } from 'vitest';
import { onlyRejects, readLines, spoken } from './lines.ts';

const row = (id: string, parent: string | null, role: string, text: string, more: object = {}) => ({
  message_id: id,
  parent_id: parent,
  message_tree_id: 't1',
  role,
  text,
  lang: 'en',
  ...more,
});

test('each end of a tree is a transcript from the prompt to it, and all are one family', async () => {
  const { format, transcripts, rejected } = await readLines([
    row('t1', null, 'prompter', 'Did the tests pass?', { tree_state: 'ready_for_export' }),
    row('b', 't1', 'assistant', 'Two of nine.', { rank: 0, emojis: { name: ['+1'], count: [2] } }),
    row('c', 'b', 'prompter', 'Which?'),
    row('d', 't1', 'assistant', 'All.', { rank: 1, model_name: 'm' }),
    row('t2', null, 'prompter', 'Hi', { message_tree_id: 't2' }),
  ]);
  expect(format).toBe('oasst');
  expect(rejected).toEqual([]);
  expect(transcripts.map(({ id, family, messages }) => [id, family, spoken(messages)])).toEqual([
    ['c', 'oasst#t1', ['user: Did the tests pass?', 'assistant: Two of nine.', 'user: Which?']],
    ['d', 'oasst#t1', ['user: Did the tests pass?', 'assistant: All.']],
    ['t2', 'oasst#t2', ['user: Hi']],
  ]);
  expect(transcripts[0]?.messages[1]?.extra).toMatchObject({
    message_id: 'b',
    rank: 0,
    emojis: { name: ['+1'] },
  });
  expect(transcripts[1]?.metadata).toMatchObject({ model: 'm', rank: 1, message_tree_id: 't1' });
});

test('a tree in one record is read as its rows would be', async () => {
  const reply = (id: string, role: string, text: string, replies: unknown[] = []) => ({
    message_id: id,
    role,
    text,
    replies,
  });
  const { transcripts } = await readLines([
    {
      message_tree_id: 't1',
      tree_state: 'ready_for_export',
      prompt: reply('t1', 'prompter', 'Q', [
        reply('a', 'assistant', 'A'),
        reply('b', 'assistant', 'B', [reply('c', 'prompter', 'C')]),
      ]),
    },
  ]);
  expect(transcripts.map(({ id, messages }) => [id, spoken(messages)])).toEqual([
    ['a', ['user: Q', 'assistant: A']],
    ['c', ['user: Q', 'assistant: B', 'user: C']],
  ]);
});

test('a message whose question is elsewhere, and one that is none, are refused by their line', async () => {
  const { transcripts, rejected } = await readLines([
    row('t1', null, 'prompter', 'Q'),
    row('a', 't1', 'cook', 'A'),
    row('b', 'gone', 'assistant', 'B'),
  ]);
  expect(transcripts.map(({ id }) => id)).toEqual(['t1']);
  expect(rejected.map(({ line, path }) => [line, path])).toEqual([
    [2, 'role'],
    [3, 'parent_id'],
  ]);
});

test('hostile rows are rejected', () =>
  onlyRejects('oasst', ['message_id', 'parent_id', 'message_tree_id', 'role', 'text', 'prompt', 'replies']));
