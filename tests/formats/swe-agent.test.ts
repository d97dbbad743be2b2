import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sweAgent } from '../../main/engine/formats/swe-agent.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, plain, type WrittenTurn } from './written-conversation.ts';

const read = (run: unknown, name = 'run.traj') => readFile(madeFile(name, JSON.stringify(run)));
const step = (action: string, observation: string, more = {}) => ({
  action,
  observation,
  response: `Say. ${action}`,
  thought: 'Say.',
  state: {},
  ...more,
});

test('a real run with calls joins each with its result', async () => {
  const { transcripts, rejected } = await readFile(
    realFile('swe-agent/marshmallow-1867-function-calling.traj'),
  );
  expect(rejected).toEqual([]);
  const [run] = transcripts;
  expect(run?.id).toBe('marshmallow-1867-function-calling');
  expect(run?.messages).toHaveLength(24);
  expect(run?.messages[2]).toMatchObject({
    role: 'assistant',
    tool_calls: [{ id: 'call_cyI71DYnRdoLHWwtZgIaW2wr', name: 'create' }],
  });
  expect(run?.messages[3]).toMatchObject({ role: 'tool', tool_call_id: 'call_cyI71DYnRdoLHWwtZgIaW2wr' });
  expect(run?.metadata).toMatchObject({
    model: 'gpt-4o',
    environment: 'swe-agent',
    task_id: 'marshmallow-code__marshmallow-1867',
    exit_status: 'submitted',
  });
  expect(run?.family).toBe('swe-agent/marshmallow-code__marshmallow-1867');
});

test('a real run of the old shape keeps commands as text and observations as words of the user', async () => {
  const { transcripts } = await readFile(realFile('swe-agent/eps-old.traj'));
  const [run] = transcripts;
  expect(run?.id).toBe('eps-old');
  expect(run?.messages.map(({ role }) => role).slice(0, 5)).toEqual([
    'system',
    'user',
    'assistant',
    'user',
    'assistant',
  ]);
  expect(run?.messages.every(({ tool_calls }) => tool_calls === undefined)).toBe(true);
});

test('demonstrations are left out and counted', async () => {
  const { transcripts } = await read({
    environment: 'e',
    trajectory: [step('ls', 'a.py')],
    history: [
      { role: 'system', content: 'You fix code.' },
      { role: 'user', content: 'A demo.', is_demo: true },
      { role: 'assistant', content: 'Demo.', is_demo: true },
      { role: 'user', content: 'Fix it.' },
      { role: 'assistant', content: 'Done.', thinking_blocks: [{ type: 'thinking', thinking: 'Hm.' }] },
    ],
    info: { exit_status: 'submitted' },
  });
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
  expect(transcripts[0]?.messages[2]?.content[0]).toEqual({ type: 'reasoning', text: 'Hm.' });
  expect(transcripts[0]?.metadata.demonstrations_left_out).toBe(2);
});

test('without a history the steps become calls and results, behind what was first asked', async () => {
  const query = [
    { role: 'system', content: 'You fix code.' },
    { role: 'user', content: 'Fix it.' },
  ];
  const { transcripts } = await read({
    environment: 'e',
    trajectory: [step('ls', 'a.py', { query }), step('cat a.py', 'x = 1')],
    info: {},
  });
  expect(
    plain(transcripts[0]?.messages.map((m) => ({ ...m, tool_calls: undefined })) ?? []).map(
      ({ role, text }) => [role, text],
    ),
  ).toEqual([
    ['system', 'You fix code.'],
    ['user', 'Fix it.'],
    ['assistant', 'Say.'],
    ['tool', 'a.py'],
    ['assistant', 'Say.'],
    ['tool', 'x = 1'],
  ]);
  expect(transcripts[0]?.messages[2]?.tool_calls).toEqual([{ id: 'step-0', name: 'bash', arguments: 'ls' }]);
});

test('in old runs "messages" is the input of the next step: its first answer is not taken twice', async () => {
  const messages = [
    { role: 'user', content: 'Fix it.' },
    { role: 'assistant', content: 'Say. ls' },
    { role: 'user', content: 'a.py' },
  ];
  const { transcripts } = await read({
    environment: 'e',
    trajectory: [step('ls', 'a.py', { messages })],
    info: {},
  });
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
});

test('a run that ended before its first step is refused', async () => {
  const { rejected } = await read({
    environment: 'e',
    trajectory: [],
    history: [],
    info: { exit_status: 'exit_cost' },
  });
  expect(rejected[0]?.reason).toBe('the run ended before its first step (exit_cost). Leave it out.');
});

function written(turns: readonly WrittenTurn[]): unknown {
  const history = turns.flatMap(({ user, reasoning, text, calls }) => [
    { role: 'user', content: user, agent: 'main', message_type: 'observation' },
    {
      role: 'assistant',
      content: text,
      thought: text,
      action: '',
      agent: 'main',
      message_type: 'action',
      ...(reasoning !== undefined && { thinking_blocks: [{ type: 'thinking', thinking: reasoning }] }),
      tool_calls: calls.map(({ id, name, arguments: given }) => ({
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(given) },
      })),
    },
    ...calls.map(({ id, result }) => ({ role: 'tool', content: result, agent: 'main', tool_call_ids: [id] })),
  ]);
  return { environment: 'e', trajectory: [step('x', 'y')], history, info: {} };
}

test('what is written as a run is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), async (turns) => {
      const { transcripts } = await read(written(turns));
      expect(plain(transcripts[0]?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile runs give whole transcripts or say what is wrong', () =>
  survivesHostileInput('swe-agent', sweAgent.docs.sample));
