import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectToBearAnything } from './hostile.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { callId, expectedMessages, type Turn, turns } from './turns.ts';

const AGENT = { name: 'a', version: '1', model_name: 'm' };

function trajectory(steps: unknown, more: object = {}) {
  return { schema_version: 'ATIF-v1.7', session_id: 's', agent: AGENT, steps, ...more };
}

async function readOne(record: unknown) {
  const read = await readFile(madeFile('f.json', JSON.stringify(record)));
  expect(read.rejected).toEqual([]);
  expect(read.format).toBe('atif');
  return read.transcripts;
}

const ASKED = { step_id: 1, source: 'user', message: 'Fix it.' };

test('a trajectory that Harbor wrote: steps, calls and their results, the model', async () => {
  const { transcripts } = await readFile(realFile('atif/openhands_hello-world.trajectory.json'));
  const [read] = transcripts;
  expect(read?.id).toBe('NORMALIZED_SESSION_ID');
  expect(read?.messages.map(({ role }) => role)).toEqual([
    'system',
    'user',
    'system',
    'system',
    'assistant',
    'tool',
    'assistant',
  ]);
  expect(read?.messages[4]).toMatchObject({
    content: [{ type: 'text', text: 'I edited the file /app/hello.txt.' }],
    tool_calls: [{ id: 'call_fake_1', name: 'str_replace_editor' }],
    extra: { step_id: 5, metrics: { prompt_tokens: 100 } },
  });
  expect(read?.messages[5]).toEqual({
    role: 'tool',
    name: 'str_replace_editor',
    tool_call_id: 'call_fake_1',
    content: [{ type: 'text', text: 'File created successfully at: /app/hello.txt' }],
  });
  expect(read?.metadata).toMatchObject({
    agent: { name: 'openhands' },
    final_metrics: { total_cost_usd: 0.00135 },
  });

  const routed = await readFile(realFile('atif/exmp06_atif.json'));
  expect(routed.transcripts[0]?.messages).toHaveLength(7);
  expect(routed.transcripts[0]?.metadata.model).toBe('gpt-4o');
  expect(routed.transcripts[0]?.messages[4]?.extra).toMatchObject({ model_name: 'claude-3-5-sonnet' });
});

test.each(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8'])(
  'version %s is read',
  async (version) => {
    const [read] = await readOne({ ...trajectory([ASKED]), schema_version: `ATIF-v${version}` });
    expect(read?.metadata.schema_version).toBe(`ATIF-v${version}`);
  },
);

test('parts, results without a call, steps that are copied, what calls have beside', async () => {
  const [read] = await readOne(
    trajectory([
      {
        ...ASKED,
        is_copied_context: true,
        message: [
          { type: 'text', text: 'Look:' },
          { type: 'image', source: { media_type: 'image/png', path: 'images/a.png' } },
        ],
      },
      {
        step_id: 2,
        source: 'agent',
        message: null,
        reasoning_content: 'See.',
        tool_calls: [
          { tool_call_id: 'c1', function_name: 'bash', arguments: { cmd: 'ls' }, extra: { mcp: 'x' } },
        ],
        observation: {
          results: [
            {
              content: [{ type: 'text', text: 'a.py' }],
              subagent_trajectory_ref: [{ session_id: 'q', trajectory_path: 'q.json' }],
            },
          ],
        },
      },
      { step_id: 3, source: 'system', message: '', observation: { results: [{ content: 'compacted' }] } },
    ]),
  );
  expect(read?.messages).toEqual([
    {
      role: 'user',
      name: 'copied-context',
      content: [
        { type: 'text', text: 'Look:' },
        { type: 'image', url: 'images/a.png' },
      ],
      extra: { step_id: 1, is_copied_context: true },
    },
    {
      role: 'assistant',
      content: [{ type: 'reasoning', text: 'See.' }],
      tool_calls: [{ id: 'c1', name: 'bash', arguments: '{"cmd":"ls"}' }],
      extra: { step_id: 2, tool_calls: [{ extra: { mcp: 'x' } }] },
    },
    {
      role: 'tool',
      name: 'bash',
      tool_call_id: 'c1',
      content: [{ type: 'text', text: 'a.py' }],
      extra: { subagent_trajectory_ref: [{ session_id: 'q', trajectory_path: 'q.json' }] },
    },
    { role: 'tool', content: [{ type: 'text', text: 'compacted' }], extra: { step_id: 3 } },
  ]);
});

test('results in the step behind answer the calls before them, where there are as many', async () => {
  const calls = ['a', 'b'].map((id) => ({ tool_call_id: id, function_name: `f${id}`, arguments: {} }));
  const seen = (...contents: string[]) => ({
    source: 'system',
    message: '',
    observation: { results: contents.map((content) => ({ content })) },
  });
  const asked = { source: 'agent', message: '', tool_calls: calls };
  const [both] = await readOne(trajectory([asked, seen('1', '2')]));
  expect(both?.messages.map(({ name, tool_call_id: id }) => [name, id])).toEqual([
    [undefined, undefined],
    ['fa', 'a'],
    ['fb', 'b'],
  ]);
  const [unclear] = await readOne(trajectory([asked, seen('1')]));
  expect(unclear?.messages[1]).toEqual({ role: 'tool', content: [{ type: 'text', text: '1' }] });
});

test('sub-agents are transcripts of their own, in the family of their parent', async () => {
  const child = (more: object) => trajectory([ASKED], { session_id: 's', ...more });
  const read = await readOne(
    trajectory([ASKED], {
      trajectory_id: 'root',
      subagent_trajectories: [child({ trajectory_id: 'one', subagent_trajectories: [child({})] }), child({})],
    }),
  );
  expect(read.map(({ id, metadata }) => [id, metadata.parent_trajectory])).toEqual([
    ['root', undefined],
    ['one', 'root'],
    ['one/1', 'one'],
    ['root/2', 'root'],
  ]);
  expect(new Set(read.map(({ family }) => family)).size).toBe(1);
  expect(read[0]?.family).toBeDefined();
  expect(read[0]?.metadata).not.toHaveProperty('subagent_trajectories');
});

test('a sub-agent that cannot be read does not take its parent with it', async () => {
  const broken = trajectory([{ source: 'cook' }], { trajectory_id: 'b' });
  const { transcripts, rejected } = await readFile(
    madeFile('f.json', JSON.stringify(trajectory([ASKED], { subagent_trajectories: [broken, 7] }))),
  );
  expect(transcripts.map(({ id }) => id)).toEqual(['s']);
  expect(rejected.map(({ path }) => path)).toEqual([
    'subagent_trajectories[0].steps[0].source',
    'subagent_trajectories[1]',
  ]);
});

test('the other format of that name: thoughts are reasoning, actions are calls, observations their results', async () => {
  const [read] = await readOne({
    trace_id: 't1',
    task: { id: 'k', instruction: 'Fix it.' },
    agent: { model: 'm' },
    steps: [
      { step: 1, thought: 'Look.', action: { tool: 'bash', params: { cmd: 'ls' } }, observation: 'a.py' },
      { step: 2, thought: 'Done.', action: 'Fixed.', observation: null },
    ],
    outcome: { success: true, reward: 1 },
  });
  expect(read?.messages.map(({ extra: _extra, ...each }) => each)).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Fix it.' }] },
    {
      role: 'assistant',
      content: [{ type: 'reasoning', text: 'Look.' }],
      tool_calls: [{ id: 'step-1', name: 'bash', arguments: '{"cmd":"ls"}' }],
    },
    { role: 'tool', name: 'bash', tool_call_id: 'step-1', content: [{ type: 'text', text: 'a.py' }] },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Done.' },
        { type: 'text', text: 'Fixed.' },
      ],
    },
  ]);
  expect(read).toMatchObject({
    id: 't1',
    metadata: { model: 'm', task_id: 'k', reward: 1, outcome: { success: true } },
  });
});

function written(said: readonly Turn[]) {
  return said.map(({ role, text, reasoning, calls }, turn) => ({
    step_id: turn + 1,
    source: role === 'user' ? 'user' : 'agent',
    message: text,
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    ...(calls.length > 0 && {
      tool_calls: calls.map((call, index) => ({
        tool_call_id: callId(turn, index),
        function_name: call.name,
        arguments: call.arguments,
      })),
      observation: {
        results: calls.map((call, index) => ({ source_call_id: callId(turn, index), content: call.result })),
      },
    }),
  }));
}

test('what is written as steps is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (said) => {
      const [read] = await readOne(trajectory(written(said)));
      expect(read?.messages.map(({ extra: _extra, ...message }) => message)).toEqual(expectedMessages(said));
    }),
    { numRuns: 40 },
  );
});

test('broken files give rejections, not failures', async () => {
  const calls = [{ name: 'f', arguments: { a: 1 }, result: 'r', failed: false }];
  const steps = written([{ role: 'assistant', text: 'a', reasoning: 'b', calls }]);
  await expectToBearAnything('atif', trajectory(steps, { subagent_trajectories: [trajectory(steps)] }));
  await expectToBearAnything('atif', {
    trace_id: 't',
    task: { id: 'k' },
    steps: [{ thought: 'a', action: { tool: 'f', params: {} }, observation: {} }],
  });
});

function trial(name: string, trajectories: Record<string, unknown>, result?: object): string {
  const folder = join(dirname(madeFile('x', '')), 'job', name);
  mkdirSync(join(folder, 'agent'), { recursive: true });
  for (const [file, value] of Object.entries(trajectories))
    writeFileSync(join(folder, 'agent', file), JSON.stringify(value));
  if (result !== undefined) writeFileSync(join(folder, 'result.json'), JSON.stringify(result));
  return join(folder, 'agent');
}

test('in a folder of Harbor a trajectory knows its task, its rewards and what went wrong', async () => {
  const agent = trial(
    'hello-world__a1',
    { 'trajectory.json': trajectory([ASKED]) },
    {
      id: '95e6ee65-06f0-4efc-b5a2-6b43f25b23e7',
      task_name: 'hello-world',
      trial_name: 'hello-world__a1',
      source: 'terminal-bench',
      config: { agent: { name: 'a' } },
      agent_info: { name: 'a', version: '1' },
      agent_result: { cost_usd: 0.1, rollout_details: [{ completion_token_ids: [[1, 2, 3]] }] },
      verifier_result: { rewards: { reward: 0.5, style: 1 } },
      exception_info: { exception_type: 'AgentTimeoutError', exception_message: 'too slow' },
    },
  );
  const { transcripts } = await readFile(join(agent, 'trajectory.json'));
  expect(transcripts[0]).toMatchObject({
    // Its session is called "s", as that of any other trial may be.
    id: 'hello-world__a1/s',
    metadata: {
      task_id: 'hello-world',
      trial: 'hello-world__a1',
      environment: 'a',
      reward: 0.5,
      rewards: { reward: 0.5, style: 1 },
      exception_info: { exception_type: 'AgentTimeoutError' },
      trial_result: { source: 'terminal-bench', agent_result: { cost_usd: 0.1 } },
    },
  });
  expect(JSON.stringify(transcripts[0]?.metadata)).not.toContain('completion_token_ids');
});

test('a result that is none of a trial, or is no JSON, changes nothing', async () => {
  for (const result of [{ passed: true }, [1]]) {
    const agent = trial('t', { 'trajectory.json': trajectory([ASKED]) }, result);
    const { transcripts } = await readFile(join(agent, 'trajectory.json'));
    expect(transcripts[0]?.metadata).not.toHaveProperty('task_id');
  }
  const agent = trial('t', { 'trajectory.json': trajectory([ASKED]) });
  writeFileSync(join(agent, '..', 'result.json'), '{"task_name": ');
  const { rejected, transcripts } = await readFile(join(agent, 'trajectory.json'));
  expect(rejected).toEqual([]);
  expect(transcripts[0]?.id).toBe('t/s');
});

test('further files of a run have ids of their own, and a session that is a UUID stays as it is', async () => {
  const session_id = '595fa9d0-bd43-46a1-abeb-6eb327d2a8ff';
  const summary = `${session_id}-summarization-1-summary`;
  const agent = trial('t', {
    'trajectory.json': trajectory([ASKED], {
      session_id,
      continued_trajectory_ref: 'trajectory.cont-1.json',
    }),
    'trajectory.cont-1.json': trajectory([ASKED], { session_id }),
    'trajectory.summarization-1-summary.json': trajectory([ASKED], { session_id: summary }),
  });
  const ids = await Promise.all(
    ['trajectory', 'trajectory.cont-1', 'trajectory.summarization-1-summary'].map(
      async (name) => (await readFile(join(agent, `${name}.json`))).transcripts[0]?.id,
    ),
  );
  expect(ids).toEqual([session_id, `${session_id}/cont-1`, summary]);
});

test('a result that its writer marks as failed is an error', async () => {
  const step = (extra: object, resultExtra: object) => ({
    step_id: 2,
    source: 'agent',
    message: '',
    tool_calls: [{ tool_call_id: 'c', function_name: 'f', arguments: {} }],
    observation: { results: [{ source_call_id: 'c', content: 'x', ...resultExtra }] },
    ...extra,
  });
  const [read] = await readOne(
    trajectory([
      ASKED,
      step({ extra: { tool_result_is_error: true } }, {}),
      step({}, { extra: { is_error: true } }),
      step({}, { extra: { status: 'success' } }),
    ]),
  );
  const results = read?.messages.filter(({ role }) => role === 'tool');
  expect(results?.map(({ error }) => error !== undefined)).toEqual([true, true, false]);
});
