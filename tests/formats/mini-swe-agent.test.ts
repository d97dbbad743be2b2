import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { miniSweAgent } from '../../main/engine/formats/mini-swe-agent.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, plain, type WrittenTurn } from './written-conversation.ts';

test('a real run gives its words, with the reasoning that only the provider’s answer holds', async () => {
  const { transcripts, rejected } = await readFile(realFile('mini-swe-agent/astropy-7336.traj.json'));
  expect(rejected).toEqual([]);
  const [run] = transcripts;
  expect(run?.id).toBe('astropy__astropy-7336');
  expect(run?.family).toBe('swe-agent/astropy__astropy-7336');
  expect(run?.metadata).toMatchObject({
    model: 'google/gemini-3-pro-preview',
    environment: 'mini-swe-agent',
    mini_version: '1.15.0',
    task_id: 'astropy__astropy-7336',
  });
  expect(run?.messages[2]?.content.map(({ type }) => type)).toEqual(['reasoning', 'text']);
  expect(run?.messages[3]?.role).toBe('user');
});

test('a bare list of messages is one run, named by its file', async () => {
  const { transcripts, format } = await readFile(realFile('mini-swe-agent/local.traj.json'));
  expect(format).toBe('mini-swe-agent');
  expect(transcripts).toHaveLength(1);
  expect(transcripts[0]?.id).toBe('local');
  expect(transcripts[0]?.messages).toHaveLength(6);
});

test('a list of messages of another program is not taken for one', async () => {
  const chat = [
    { role: 'user', content: 'Run `ls`.' },
    { role: 'assistant', content: '```bash\nls\n```' },
  ];
  expect((await readFile(madeFile('chat.json', JSON.stringify(chat)))).format).toBe('chat-jsonl');
});

test('the last message that tells how the run ended is no speech', async () => {
  const { transcripts } = await readFile(madeFile('t.traj.json', miniSweAgent.docs.sample));
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(transcripts[0]?.metadata.exit_message).toMatchObject({ extra: { exit_status: 'Submitted' } });
});

const run = (messages: readonly unknown[], more = {}) =>
  JSON.stringify({
    info: { mini_version: '2.2.8', config: { model: {} } },
    messages,
    trajectory_format: 'mini-swe-agent-1.1',
    ...more,
  });

test('answers in the shape of Responses are read among the messages', async () => {
  const { transcripts, rejected } = await readFile(
    madeFile(
      'r.traj.json',
      run([
        { role: 'system', content: 'You fix code.' },
        { role: 'user', content: 'Where are we?' },
        {
          object: 'response',
          model: 'gpt-5.5-2026-04-23',
          usage: { input_tokens: 100 },
          output: [
            { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Ask the shell.' }] },
            { type: 'message', content: [{ type: 'output_text', text: 'I look.' }] },
            { type: 'function_call', call_id: 'c1', name: 'bash', arguments: '{"command": "pwd"}' },
          ],
          extra: { actions: [{ command: 'pwd', tool_call_id: 'c1' }], cost: 0.01 },
        },
        { type: 'function_call_output', call_id: 'c1', output: '/app\n', extra: { returncode: 2 } },
        {
          type: 'message',
          role: 'user',
          content: [{ type: 'input_text', text: 'Use a tool.' }],
          extra: { interrupt_type: 'FormatError' },
        },
        { role: 'exit', content: '', extra: { exit_status: 'Submitted' } },
      ]),
    ),
  );
  expect(rejected).toEqual([]);
  const [read] = transcripts;
  expect(read?.metadata).toMatchObject({ model: 'gpt-5.5-2026-04-23' });
  expect(read?.messages.map(({ role }) => role).join(' ')).toBe('system user assistant tool user');
  expect(read?.messages[2]).toMatchObject({
    content: [
      { type: 'reasoning', text: 'Ask the shell.' },
      { type: 'text', text: 'I look.' },
    ],
    tool_calls: [{ id: 'c1', name: 'bash', arguments: '{"command": "pwd"}' }],
  });
  expect(JSON.stringify(read?.messages[2]?.extra)).toContain('"cost":0.01');
  expect(read?.messages[3]).toMatchObject({ name: 'bash', tool_call_id: 'c1', error: 'exit code 2' });
});

test('a command of a tool that failed says so, and an exit that was not the end is no speech of the model', async () => {
  const { transcripts } = await readFile(
    madeFile(
      'r.traj.json',
      run([
        { role: 'user', content: 'Go.' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'bash', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'c', content: 'no such file', extra: { returncode: 1 } },
        { role: 'exit', content: 'done', extra: { exit_status: 'Submitted' } },
        { role: 'user', content: 'One more thing.' },
      ]),
    ),
  );
  expect(transcripts[0]?.messages.map(({ role, error }) => [role, error])).toEqual([
    ['user', undefined],
    ['assistant', undefined],
    ['tool', 'exit code 1'],
    ['system', undefined],
    ['user', undefined],
  ]);
});

test('in a folder of Harbor a run is named by its trial, and knows its task and its reward', async () => {
  const file = madeFile('mini-swe-agent.trajectory.json', '');
  const agent = join(dirname(file), 'job', 'fix-it__a1', 'agent');
  mkdirSync(agent, { recursive: true });
  const native = join(agent, 'mini-swe-agent.trajectory.json');
  writeFileSync(native, run([{ role: 'user', content: 'Go.' }]));
  const { transcripts: unjudged } = await readFile(native);
  expect(unjudged[0]).toMatchObject({ id: 'fix-it__a1', family: 'swe-agent/fix-it__a1' });
  writeFileSync(
    join(agent, '..', 'result.json'),
    JSON.stringify({
      task_name: 'fix-it',
      trial_name: 'fix-it__a1',
      verifier_result: { rewards: { reward: 0.5 } },
      agent_info: {},
    }),
  );
  const { transcripts } = await readFile(native);
  expect(transcripts[0]).toMatchObject({
    id: 'fix-it__a1',
    family: 'swe-agent/fix-it',
    metadata: { task_id: 'fix-it', trial: 'fix-it__a1', reward: 0.5 },
  });
});

function written(turns: readonly WrittenTurn[]): unknown {
  const messages = turns.flatMap(({ user, reasoning, text, calls }) => [
    { role: 'user', content: user },
    {
      role: 'assistant',
      content: text,
      tool_calls: calls.map(({ id, name, arguments: given }) => ({
        id,
        type: 'function',
        function: { name, arguments: JSON.stringify(given) },
      })),
      extra: { response: { choices: [{ message: { role: 'assistant', content: text, reasoning } }] } },
    },
    ...calls.map(({ id, result }) => ({ role: 'tool', content: result, tool_call_id: id })),
  ]);
  return { info: { mini_version: '2.0' }, messages, trajectory_format: 'mini-swe-agent-1.1' };
}

test('what is written as a run is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(), async (turns) => {
      const { transcripts } = await readFile(madeFile('r.traj.json', JSON.stringify(written(turns))));
      expect(plain(transcripts[0]?.messages ?? [])).toEqual(expected(turns));
    }),
    { numRuns: 60 },
  );
});

test('hostile runs give whole transcripts or say what is wrong', () =>
  survivesHostileInput('mini-swe-agent', miniSweAgent.docs.sample));
