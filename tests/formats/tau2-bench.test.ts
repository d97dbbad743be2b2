import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectToBearAnything } from './hostile.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { callId, expectedMessages, type Turn, turns } from './turns.ts';

const INFO = {
  git_commit: 'abc',
  agent_info: { implementation: 'llm_agent', llm: 'm' },
  user_info: { llm: 'u', global_simulation_guidelines: 'Play a customer.' },
  environment_info: { domain_name: 'telecom', policy: 'Be kind.', tool_defs: null },
};

function simulation(messages: unknown, more: object = {}) {
  return {
    id: 's1',
    task_id: '7',
    trial: 0,
    termination_reason: 'user_stop',
    reward_info: { reward: 1 },
    messages,
    ...more,
  };
}

function results(...simulations: unknown[]) {
  return { timestamp: 't', info: INFO, tasks: [{ id: '7', description: 'No signal.' }], simulations };
}

async function readResults(...simulations: unknown[]) {
  return readFile(madeFile('f.json', JSON.stringify(results(...simulations))));
}

test('a file of results: the policy first, results joined with their calls, what the pages need', async () => {
  const { transcripts, format } = await readFile(realFile('tau2-bench/airline_grok-4-fast.json'));
  expect(format).toBe('tau2-bench');
  expect(transcripts.map(({ messages }) => messages.length)).toEqual([27, 27, 25, 29]);
  const [read] = transcripts;
  expect(read?.id).toBe('ff63381d-e2f8-4a33-9cb0-cc8cfd507e48');
  expect(read?.messages[0]).toMatchObject({
    role: 'system',
    name: 'policy-added-at-import',
    content: [{ type: 'text', text: expect.stringMatching(/^# Airline Agent Policy/) as string }],
  });
  for (const { messages } of transcripts)
    for (const [index, message] of messages.entries()) {
      if (message.role !== 'tool') continue;
      const calls = messages.slice(0, index).flatMap((each) => each.tool_calls ?? []);
      expect(calls.find(({ id }) => id === message.tool_call_id)?.name).toBe(message.name);
    }
  expect(read?.metadata).toMatchObject({
    task_id: '8',
    model: 'xai/grok-4-fast-reasoning',
    environment: 'airline-relaxed',
    reward: 1,
    trial: 2,
    termination_reason: 'user_stop',
    task: { id: '8' },
  });
  expect(new Set(transcripts.map(({ family }) => family))).toEqual(new Set(['airline-relaxed/8']));
});

test('what the simulated user did with tools of its own is the user’s', async () => {
  const { transcripts } = await readResults(
    simulation([
      {
        role: 'user',
        content: null,
        tool_calls: [{ id: 'u1', name: 'check_bars', arguments: {}, requestor: 'user' }],
      },
      { role: 'tool', id: 'u1', content: 'none', requestor: 'user', error: false },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a1', name: 'find', arguments: { q: 1 }, requestor: 'assistant' },
          { id: 'a2', name: 'find', arguments: {} },
        ],
      },
      {
        role: 'tool',
        tool_messages: [
          { role: 'tool', id: 'a1', content: 'x', requestor: 'assistant', error: false },
          { role: 'tool', id: 'a2', content: 'Error: no', requestor: 'assistant', error: true },
        ],
      },
    ]),
  );
  expect(transcripts[0]?.messages.slice(1)).toEqual([
    {
      role: 'user',
      content: [],
      tool_calls: [{ id: 'u1', name: 'check_bars', arguments: '{}' }],
      extra: { requestor: 'user' },
    },
    {
      role: 'tool',
      name: 'check_bars-by-user',
      content: [{ type: 'text', text: 'none' }],
      tool_call_id: 'u1',
      extra: { requestor: 'user' },
    },
    {
      role: 'assistant',
      content: [],
      tool_calls: [
        { id: 'a1', name: 'find', arguments: '{"q":1}' },
        { id: 'a2', name: 'find', arguments: '{}' },
      ],
    },
    { role: 'tool', name: 'find', content: [{ type: 'text', text: 'x' }], tool_call_id: 'a1' },
    {
      role: 'tool',
      name: 'find',
      content: [{ type: 'text', text: 'Error: no' }],
      tool_call_id: 'a2',
      error: 'the tool reported an error',
    },
  ]);
});

test('streamed pieces are put together, and a spoken run is read from its ticks', async () => {
  const piece = (content: string, id: number, last: boolean) => ({
    role: 'assistant',
    content,
    chunk_id: id,
    is_final_chunk: last,
  });
  const streamed = await readResults(
    simulation([piece('He', 0, false), piece('llo.', 1, true), piece('Bye.', 0, true)]),
  );
  const texts = (read: typeof streamed) =>
    read.transcripts[0]?.messages
      .slice(1)
      .map(({ role, content }) => [role, content.map((part) => ('text' in part ? part.text : ''))]);
  expect(texts(streamed)).toEqual([
    ['assistant', ['Hello.']],
    ['assistant', ['Bye.']],
  ]);

  const said = (content: string, utterance: string) => ({
    role: 'user',
    content,
    utterance_ids: [utterance],
  });
  const ticks = [
    { tick_id: 0, timestamp: 't', user_chunk: said('No sig', 'a'), agent_chunk: null },
    { tick_id: 1, timestamp: 't', user_chunk: said('nal.', 'a') },
    { tick_id: 2, timestamp: 't', user_chunk: said('Help!', 'b') },
    {
      tick_id: 3,
      timestamp: 't',
      agent_chunk: { role: 'assistant', content: 'Wait.' },
      agent_tool_calls: [{ id: 'c', name: 'f', arguments: {} }],
      agent_tool_results: [{ role: 'tool', id: 'c', content: 'ok' }],
    },
  ];
  const spoken = await readResults(simulation([], { ticks }));
  expect(texts(spoken)).toEqual([
    ['user', ['No signal. Help!']],
    ['assistant', ['Wait.']],
    ['tool', ['ok']],
  ]);
  expect(spoken.transcripts[0]?.metadata.ticks).toBe(4);
});

test('a system message that is there is not doubled, and reasoning of the raw answer is kept', async () => {
  const raw = { message: { role: 'assistant', content: 'Hi', reasoning_content: 'Be kind.' } };
  const { transcripts } = await readResults(
    simulation([
      { role: 'system', content: 'Be kind.' },
      { role: 'assistant', content: 'Hi', raw_data: raw },
    ]),
  );
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'assistant']);
  expect(transcripts[0]?.messages[1]?.content[0]).toEqual({ type: 'reasoning', text: 'Be kind.' });
});

test('simulations without messages, and results whose simulations lie elsewhere, say what to do', async () => {
  const crashed = await readResults(
    simulation([], { termination_reason: 'agent_error' }),
    simulation([{ role: 'user', content: 'Hi' }]),
  );
  expect(crashed.transcripts).toHaveLength(1);
  expect(crashed.rejected).toMatchObject([
    { path: 'simulations[0].messages', reason: expect.stringContaining('agent_error') as string },
  ]);

  const { simulations: _none, ...index } = results();
  const elsewhere = await readFile(
    madeFile('results.json', JSON.stringify({ ...index, simulation_index: [{ id: 's1' }] })),
  );
  expect([elsewhere.format, elsewhere.transcripts]).toEqual(['tau2-bench', []]);
  expect(elsewhere.rejected[0]?.reason).toContain('simulations/ beside it');

  const alone = await readFile(
    madeFile(
      's1.json',
      JSON.stringify(simulation([{ role: 'user', content: 'Hi' }], { policy: 'Be kind.' })),
    ),
  );
  expect(alone.format).toBe('tau2-bench');
  expect(alone.transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
});

test('what the simulations share is found wherever it stands, in packed files and in cut ones', async () => {
  const { info, tasks, simulations } = results(simulation([{ role: 'user', content: 'Hi' }]));
  const behind = await readFile(
    madeFile('f.json.gz', gzipSync(JSON.stringify({ simulations, tasks, info }))),
  );
  expect(behind.transcripts).toMatchObject([
    { metadata: { model: 'm', task: { description: 'No signal.' } } },
  ]);
  const whole = JSON.stringify({ info, tasks, simulations: [...simulations, ...simulations] });
  const cut = await readFile(madeFile('f.json', whole.slice(0, -40)));
  expect(cut.transcripts).toHaveLength(1);
  expect(cut.rejected).toMatchObject([{ reason: expect.stringContaining('ends in the middle') as string }]);
});

function written(said: readonly Turn[]) {
  return said.flatMap(({ role, text, reasoning, calls }, turn) => [
    {
      role,
      content: text,
      tool_calls:
        calls.length === 0
          ? null
          : calls.map((call, index) => ({
              id: callId(turn, index),
              name: call.name,
              arguments: call.arguments,
              requestor: 'assistant',
            })),
      raw_data: reasoning === undefined ? null : { message: { reasoning_content: reasoning } },
    },
    ...calls.map((call, index) => ({
      role: 'tool',
      id: callId(turn, index),
      content: call.result,
      requestor: 'assistant',
      error: call.failed,
    })),
  ]);
}

test('what is written as simulations is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (said) => {
      const { transcripts } = await readResults(simulation(written(said)));
      const read = transcripts[0]?.messages.slice(1).map(({ extra: _extra, ...message }) => message);
      expect(read).toEqual(expectedMessages(said, 'the tool reported an error'));
    }),
    { numRuns: 40 },
  );
});

test('broken files give rejections, not failures', async () => {
  const calls = [{ name: 'f', arguments: { a: 1 }, result: 'r', failed: true }];
  const said: Turn[] = [{ role: 'assistant', text: 'a', reasoning: 'b', calls }];
  await expectToBearAnything(
    'tau2-bench',
    results(simulation(written(said)), simulation(null, { ticks: [{ user_chunk: { content: 'x' } }] })),
  );
});

test('results in a folder: the simulations beside them share what the results hold, read from either side', async () => {
  const folder = join(dirname(madeFile('x', '')), 'run');
  mkdirSync(join(folder, 'simulations'), { recursive: true });
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  const simulation = (id: string) => ({
    id,
    task_id: '7',
    termination_reason: 'user_stop',
    messages: [{ role: 'assistant', content: 'Hi!', turn_idx: 0 }],
  });
  write('results.json', {
    timestamp: '2026-01-01T00:00:00',
    info: {
      agent_info: { llm: 'm' },
      user_info: {},
      environment_info: { domain_name: 'telecom', policy: 'Be kind.' },
    },
    tasks: [{ id: '7', purpose: 'to test' }],
    simulation_index: [{ id: 's1' }, { id: 's2' }],
  });
  write('simulations/b.json', simulation('s2'));
  write('simulations/a.json', simulation('s1'));
  write('simulations/notes.json', { by: 'hand' });
  writeFileSync(join(folder, 'simulations', 'a.log'), 'x');
  const { transcripts, rejected } = await readFile(join(folder, 'results.json'));
  expect(rejected).toEqual([]);
  expect(transcripts.map(({ id }) => id)).toEqual(['s1', 's2']);
  expect(transcripts[0]).toMatchObject({
    family: 'telecom/7',
    metadata: {
      model: 'm',
      environment: 'telecom',
      task: { purpose: 'to test' },
      run: { timestamp: '2026-01-01T00:00:00' },
    },
  });
  expect(transcripts[0]?.messages[0]?.extra).toEqual({ added: 'policy' });
  const alone = await readFile(join(folder, 'simulations', 'b.json'));
  expect(alone.transcripts).toEqual(transcripts.slice(1));
});
