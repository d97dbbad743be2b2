import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { codex } from '../../main/engine/formats/codex.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, lines, plain, type WrittenTurn } from './written-conversation.ts';

const item = (payload: unknown) => ({ timestamp: '2026-01-01T00:00:00Z', type: 'response_item', payload });
const event = (payload: unknown) => ({ timestamp: '2026-01-01T00:00:00Z', type: 'event_msg', payload });
const meta = { timestamp: '2026-01-01T00:00:00Z', type: 'session_meta', payload: { id: 's1', cwd: '/w' } };
const said = (role: string, text: string) => ({
  type: 'message',
  role,
  content: [{ type: role === 'assistant' ? 'output_text' : 'input_text', text }],
});

const read = (values: readonly unknown[]) => readFile(madeFile('rollout.jsonl', lines(values)));

test('a real session gives reasoning, calls and results, and no event twice', async () => {
  const { transcripts, rejected } = await readFile(realFile('codex/codex-rollout.sample.jsonl'));
  expect(rejected).toEqual([]);
  const [session] = transcripts;
  expect(session?.id).toBe('019efa28-63ad-76a2-8e9b-8a653170604e');
  expect(session?.messages.map(({ role }) => role).join(' ')).toBe(
    'developer user assistant tool assistant tool assistant',
  );
  expect(session?.messages[2]).toMatchObject({
    content: [
      {
        type: 'reasoning',
        text: "I'll inspect the working directory and read the README to summarize the repo.",
      },
      { type: 'text', text: 'Inspecting the directory.' },
    ],
    tool_calls: [{ id: 'call_aAEAfn1zt6Z8LnW8B89hDtUF', name: 'exec_command' }],
  });
  // JSON in a string: its text, with the rest beside it.
  expect(session?.messages[5]).toMatchObject({
    tool_call_id: 'call_bBFBgo2yu7A9MoX9C90iEuVG',
    content: [{ type: 'text', text: '# Example Project\nA small demo repo.' }],
    extra: { metadata: { exit_code: 0 } },
  });
  expect(session?.metadata).toMatchObject({
    model: 'gpt-5.5',
    environment: 'codex',
    cwd: '/Users/example/work',
  });
  expect(session?.metadata.lines_skipped).toMatchObject({ 'event_msg/token_count': 2 });
});

test('every kind of line of a newer version is read, and further sessions in it are told', async () => {
  const { transcripts, rejected } = await readFile(realFile('codex/line-types.jsonl'));
  expect(rejected).toEqual([]);
  expect(transcripts[0]?.metadata.other_sessions).toHaveLength(6);
  expect(transcripts[0]?.messages[0]?.role).toBe('system');
});

const textsOf = (file: { messages: readonly { content: readonly unknown[] }[] } | undefined) =>
  file?.messages.flatMap(({ content }) => content.map((part) => (part as { text?: string }).text));

test('turns that were taken back are no part of the conversation, and kept beside it', async () => {
  const { transcripts } = await readFile(realFile('codex/rolled-back.jsonl'));
  expect(textsOf(transcripts[0])).toEqual(['q1', 'a1', 'q3', 'a3']);
  const dropped = JSON.stringify(transcripts[0]?.metadata.rolled_back);
  expect(dropped).toContain('"q2"');
  expect(dropped).toContain('"a2"');
});

test('taking back more turns than there are leaves what the program said before the first', async () => {
  const { transcripts } = await read([
    meta,
    item(said('user', '<environment_context>x</environment_context>')),
    item(said('user', 'One.')),
    item(said('assistant', 'Two.')),
    event({ type: 'thread_rolled_back', num_turns: 7 }),
    event({ type: 'thread_rolled_back', num_turns: 1 }),
    event({ type: 'thread_rolled_back', num_turns: 'x' }),
    item(said('user', 'Three.')),
  ]);
  expect(textsOf(transcripts[0])).toEqual(['<environment_context>x</environment_context>', 'Three.']);
  expect(transcripts[0]?.metadata.rolled_back).toHaveLength(1);
});

test('a compaction stands in its place with the words that the model had from there on', async () => {
  const { transcripts } = await readFile(realFile('codex/compaction.jsonl'));
  expect(transcripts[0]?.messages.map(({ role }) => role).join(' ')).toBe(
    'user assistant system user assistant',
  );
  const compacted = transcripts[0]?.messages[2];
  expect(compacted?.content).toEqual([
    { type: 'text', text: 'Summary: user asked a first question and it was answered.' },
  ]);
  // What the shortened history repeats is there already.
  expect(compacted?.extra).toMatchObject({ kind: 'compacted' });
  expect(compacted?.extra?.replacement_history).toHaveLength(1);
});

test('a sub-agent and a fork are of the family of the session that they come from', async () => {
  const { transcripts: spawned } = await readFile(realFile('codex/subagent.jsonl'));
  expect(spawned[0]).toMatchObject({
    id: '0199aaaa-0000-7000-8000-000000000104',
    family: '0199aaaa-0000-7000-8000-000000000004',
    metadata: { transcript_kind: 'sub-agent', part_of: '0199aaaa-0000-7000-8000-000000000004' },
  });
  const { transcripts: forked } = await readFile(realFile('codex/forked.jsonl'));
  expect(forked).toHaveLength(1);
  expect(forked[0]).toMatchObject({
    id: '0199aaaa-0000-7000-8000-000000000007',
    family: '0199aaaa-0000-7000-8000-000000000006',
  });
  expect(textsOf(forked[0])).toEqual(['q1', 'a1', 'a different follow-up', 'forked answer']);
});

test('sessions that were put into one file are a transcript each', async () => {
  const session = (id: string) => [
    { ...meta, payload: { id: `0199aaaa-0000-7000-8000-00000000000${id}` } },
    item(said('user', id)),
  ];
  const { transcripts } = await read([...session('1'), ...session('2'), ...session('3')]);
  expect(transcripts.map(({ id }) => id?.at(-1))).toEqual(['1', '2', '3']);
  expect(transcripts.map(textsOf)).toEqual([['1'], ['2'], ['3']]);
});

test('an output whose text tells a bad exit code is an error', async () => {
  const { transcripts } = await read([
    meta,
    item({ type: 'function_call', name: 'shell', arguments: '{}', call_id: 'a' }),
    item({ type: 'function_call_output', call_id: 'a', output: 'Exit code: 1\nWall time: 1 s\nOutput:\nno' }),
    item({ type: 'function_call', name: 'shell', arguments: '{}', call_id: 'b' }),
    item({ type: 'function_call_output', call_id: 'b', output: 'Exit code: 0\nOutput:\nyes' }),
  ]);
  const results = transcripts[0]?.messages.filter(({ role }) => role === 'tool');
  expect(results?.map(({ error }) => error)).toEqual(['exit code 1', undefined]);
});

test('reasoning without a text takes that of the events behind it, and only then', async () => {
  const { transcripts } = await read([
    meta,
    item(said('user', 'Go.')),
    item({ type: 'reasoning', summary: [], encrypted_content: 'x' }),
    event({ type: 'agent_reasoning', text: 'First.' }),
    event({ type: 'agent_reasoning', text: 'Second.' }),
    item(said('assistant', 'Done.')),
    item({ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Told.' }] }),
    event({ type: 'agent_reasoning', text: 'Told.' }),
    item({ type: 'reasoning', summary: [], encrypted_content: 'x' }),
  ]);
  expect(transcripts[0]?.messages[1]?.content).toEqual([
    { type: 'reasoning', text: 'First.' },
    { type: 'reasoning', text: 'Second.' },
    { type: 'text', text: 'Done.' },
    { type: 'reasoning', text: 'Told.' },
    { type: 'reasoning', text: '', withheld: true },
  ]);
});

test('an output is a string, parts, or JSON in a string whose exit code is the error', async () => {
  const call = (id: string) => item({ type: 'function_call', name: 'shell', arguments: '{}', call_id: id });
  const output = (id: string, value: unknown) =>
    item({ type: 'function_call_output', call_id: id, output: value });
  const { transcripts } = await read([
    meta,
    call('a'),
    output('a', 'plain'),
    call('b'),
    output('b', [{ type: 'input_text', text: 'in parts' }]),
    call('c'),
    output('c', '{"output":"failed","metadata":{"exit_code":2}}'),
    call('d'),
    output('d', '{"a": 1}'),
  ]);
  const results = transcripts[0]?.messages.filter(({ role }) => role === 'tool');
  expect(results?.map(({ content, error }) => [content, error])).toEqual([
    [[{ type: 'text', text: 'plain' }], undefined],
    [[{ type: 'text', text: 'in parts' }], undefined],
    [[{ type: 'text', text: 'failed' }], 'exit code 2'],
    [[{ type: 'text', text: '{"a": 1}' }], undefined],
  ]);
});

test('the oldest files, bare items behind a line about the session, are read', async () => {
  const { format, transcripts, rejected } = await read([
    { id: 'old', timestamp: '2025-05-01T00:00:00Z', instructions: 'Be brief.', git: {} },
    { record_type: 'state' },
    said('user', '<environment_context>x</environment_context>'),
    said('user', 'Go.'),
    said('assistant', 'Done.'),
  ]);
  expect(format).toBe('codex');
  expect(rejected).toEqual([]);
  expect(transcripts[0]?.id).toBe('old');
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'user', 'assistant']);
  expect(transcripts[0]?.messages[1]?.extra).toEqual({ not_typed: true });
});

test('a session without an item is refused', async () => {
  const { transcripts, rejected } = await read([meta, event({ type: 'task_started' })]);
  expect(transcripts).toEqual([]);
  expect(rejected[0]?.reason).toMatch(/no conversation/);
});

test('what codex exec prints is recognised and refused, with the file to take instead', async () => {
  const { format, rejected } = await read([
    { type: 'thread.started', thread_id: 't' },
    { type: 'item.completed', item: { type: 'agent_message', text: 'Done.' } },
  ]);
  expect(format).toBe('codex');
  expect(rejected[0]?.reason).toMatch(/Import the session itself/);
});

function written(turns: readonly WrittenTurn[]): unknown[] {
  return [
    meta,
    ...turns.flatMap(({ user, reasoning, text, calls }) => [
      item(said('user', user)),
      ...(reasoning === undefined
        ? []
        : [item({ type: 'reasoning', summary: [{ type: 'summary_text', text: reasoning }] })]),
      item(said('assistant', text)),
      ...calls.map(({ id, name, arguments: given }) =>
        item({ type: 'function_call', call_id: id, name, arguments: JSON.stringify(given) }),
      ),
      ...calls.map(({ id, result }) =>
        item({ type: 'function_call_output', call_id: id, output: [{ type: 'input_text', text: result }] }),
      ),
    ]),
  ];
}

test('what is written as a session is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), async (turns) => {
      const { transcripts } = await read(written(turns));
      expect(plain(transcripts[0]?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile sessions give whole transcripts or say what is wrong', () =>
  survivesHostileInput('codex', codex.docs.sample));
