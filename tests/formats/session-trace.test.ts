import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionTrace } from '../../main/engine/formats/session-trace.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, lines, plain, type WrittenTurn } from './written-conversation.ts';

const read = (values: readonly unknown[]) => readFile(madeFile('trace.jsonl', lines(values)));
const said = (message: unknown, more = {}) => ({ type: 'message', ...more, message });

test('a real session of Pi gives its messages, and compactions in their place', async () => {
  const { transcripts, rejected } = await readFile(realFile('pi-session/small.jsonl'));
  expect(rejected).toEqual([]);
  const [session] = transcripts;
  expect(session?.id).toBe('019e19b4-eb48-746a-aa6b-8dfcfa37954b');
  expect(session?.messages.map(({ role }) => role).join(' ')).toBe(
    'user assistant system user assistant system',
  );
  expect(session?.messages[2]?.extra).toMatchObject({ kind: 'compaction', firstKeptEntryId: 'f7c7091e' });
  expect(session?.metadata).toMatchObject({
    model: 'pi-fixture-model',
    environment: 'pi',
    cwd: '/tmp/as-agent-fixture/project',
    lines_skipped: { model_change: 1, thinking_level_change: 1 },
  });
});

test('the simple format of the Hub gives reasoning, calls and results', async () => {
  const { format, transcripts } = await readFile(madeFile('t.jsonl', sessionTrace.docs.sample));
  expect(format).toBe('session-trace');
  const [session] = transcripts;
  expect(session?.id).toBe('s1');
  expect(session?.metadata).toMatchObject({ environment: 'my-agent', name: 'tests', model: 'm' });
  expect(plain(session?.messages ?? [])[1]).toEqual({
    role: 'assistant',
    text: '',
    reasoning: 'Two will do.',
    calls: [{ id: 't1', name: 'run_tests', arguments: {} }],
    answers: undefined,
  });
  expect(session?.messages[2]).toMatchObject({ role: 'tool', tool_call_id: 't1' });
});

test('of Pi, blocks, results, commands of the person and words of extensions are told apart', async () => {
  const entry = (id: string, parentId: string | null) => ({ id, parentId });
  const { transcripts } = await read([
    { type: 'session', version: 3, id: 's1', cwd: '/w' },
    said(
      { role: 'user', content: [{ type: 'image', data: 'AAAA', mimeType: 'image/gif' }] },
      entry('a', null),
    ),
    said(
      {
        role: 'assistant',
        model: 'm',
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'toolCall', id: 't1', name: 'bash', arguments: { command: 'ls' } },
        ],
      },
      entry('b', 'a'),
    ),
    said(
      {
        role: 'toolResult',
        toolCallId: 't1',
        toolName: 'bash',
        content: [{ type: 'text', text: 'no' }],
        isError: true,
      },
      entry('c', 'b'),
    ),
    said({ role: 'bashExecution', command: 'pwd', output: '/w', exitCode: 0 }, entry('d', 'c')),
    { type: 'custom_message', customType: 'x', content: 'Injected.', display: true, ...entry('e', 'd') },
    { type: 'custom', customType: 'x', data: {}, ...entry('f', 'e') },
    said({ role: 'assistant', content: [{ type: 'text', text: 'Done.' }] }, entry('g', 'f')),
  ]);
  const messages = transcripts[0]?.messages ?? [];
  expect(messages[0]?.content).toEqual([{ type: 'image', url: 'data:image/gif;base64,AAAA' }]);
  expect(messages[1]?.content).toEqual([{ type: 'reasoning', text: 'Hm.' }]);
  expect(messages[1]?.tool_calls).toEqual([{ id: 't1', name: 'bash', arguments: '{"command":"ls"}' }]);
  expect(messages[2]).toMatchObject({ role: 'tool', name: 'bash', tool_call_id: 't1', error: 'isError' });
  expect(messages[3]).toMatchObject({ role: 'user', extra: { kind: 'bashExecution', exitCode: 0 } });
  expect(messages[4]?.extra).toMatchObject({ kind: 'custom_message', not_typed: true });
  expect(messages).toHaveLength(6);
});

test('a session that went on from an earlier point has a branch', async () => {
  const { transcripts } = await read([
    { type: 'session', version: 3, id: 's1' },
    said({ role: 'user', content: 'Go.' }, { id: 'a', parentId: null }),
    said({ role: 'assistant', content: 'First.' }, { id: 'b', parentId: 'a' }),
    { type: 'branch_summary', summary: 'Left.', id: 'x', parentId: 'a' },
    said({ role: 'assistant', content: 'Second.' }, { id: 'c', parentId: 'x' }),
  ]);
  expect(transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([
    ['s1', 3],
    ['s1/b', 2],
  ]);
  expect(transcripts[1]?.metadata).toMatchObject({ part_of: 's1' });
});

test('several headers are several sessions; a header without messages is refused', async () => {
  const { transcripts, rejected } = await read([
    { type: 'session', harness: 'h', id: 's1' },
    said({ role: 'user', content: 'Go.' }),
    { type: 'session', harness: 'h', id: 's2' },
    said({ role: 'user', content: 'On.' }),
    { type: 'session', harness: 'h', id: 's3' },
  ]);
  expect(transcripts.map(({ id }) => id)).toEqual(['s1', 's2']);
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
    [5, 'the session holds no message. Leave it out.'],
  ]);
});

function written(turns: readonly WrittenTurn[]): unknown[] {
  return [
    { type: 'session', harness: 'h', id: 's1' },
    ...turns.flatMap(({ user, reasoning, text, calls }) => [
      said({ role: 'user', content: user }),
      said({
        role: 'assistant',
        content: text,
        ...(reasoning !== undefined && { reasoningContent: reasoning }),
        toolCalls: calls.map(({ id, name, arguments: given }) => ({
          id,
          function: { name, arguments: JSON.stringify(given) },
        })),
      }),
      ...calls.map(({ id, result }) => said({ role: 'tool', toolCallId: id, content: result })),
    ]),
  ];
}

test('what is written as a session trace is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), async (turns) => {
      const { transcripts } = await read(written(turns));
      expect(plain(transcripts[0]?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile traces give whole transcripts or say what is wrong', () =>
  survivesHostileInput('session-trace', sessionTrace.docs.sample));

test('a result that names its call for its parent follows the line before it', async () => {
  const { transcripts } = await readFile(
    madeFile(
      'openclaw.jsonl',
      lines([
        { type: 'session', id: 's', version: 3 },
        { type: 'message', id: 'm1', parentId: 's', message: { role: 'user', content: 'Status?' } },
        {
          type: 'message',
          id: 'm2',
          parentId: 'm1',
          message: {
            role: 'assistant',
            content: [{ type: 'toolCall', id: 'c1', name: 'run', arguments: { command: 'git status' } }],
          },
        },
        {
          type: 'message',
          id: 'm3',
          parentId: 'c1',
          message: { role: 'toolResult', toolCallId: 'c1', toolName: 'run', content: 'clean' },
        },
        { type: 'message', id: 'm4', parentId: 'm3', message: { role: 'assistant', content: 'Clean.' } },
      ]),
    ),
  );
  expect(transcripts).toHaveLength(1);
  expect(transcripts[0]?.messages.map(({ role }) => role).join(' ')).toBe('user assistant tool assistant');
});
