import * as fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { metrMalt } from '../../main/engine/formats/metr-malt.ts';
import { survivesHostileInput } from './hostile-input.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { conversations, expected, lines, plain, type WrittenTurn } from './written-conversation.ts';

const node = (id: number, parent: number | null, message: unknown, branch = 0) => ({
  node_id: id,
  parent_node_id: parent,
  branch_id: branch,
  node_data: { message, first_called_at: id },
});

const run = (nodes: unknown) => ({
  version: '1',
  run_id: 17,
  task_id: 't1',
  model: 'm',
  labels: ['reward_hacking'],
  manually_reviewed: true,
  nodes,
});

const read = (nodes: unknown) => readFile(madeFile('malt.jsonl', lines([run(nodes)])));

test('the way to the end of the trunk is the transcript; labels are kept', async () => {
  const { format, transcripts } = await read([
    node(1, null, { role: 'system', content: 'You are an agent.' }),
    node(2, 1, { role: 'assistant', content: 'A side way.' }, 1),
    node(3, 1, {
      role: 'assistant',
      content: '',
      function_call: { name: 'bash', arguments: '{"cmd":"ls"}' },
    }),
    node(4, 3, { role: 'function', name: 'bash', content: 'a.py' }),
    node(5, 2, { role: 'user', content: 'Further aside.' }, 1),
  ]);
  expect(format).toBe('metr-malt');
  expect(transcripts[0]).toMatchObject({
    id: '17',
    family: 'malt/t1',
    metadata: {
      model: 'm',
      task_id: 't1',
      labels: ['reward_hacking'],
      manually_reviewed: true,
      nodes_left_out: 2,
    },
  });
  const messages = transcripts[0]?.messages ?? [];
  expect(messages.map(({ role }) => role)).toEqual(['system', 'assistant', 'tool']);
  expect(messages[2]).toMatchObject({ name: 'bash', tool_call_id: messages[1]?.tool_calls?.[0]?.id });
  expect(messages[1]?.extra).toMatchObject({ node: { first_called_at: 3 } });
});

test('a call that Parquet left without a name is none', async () => {
  const { transcripts } = await read([
    node(1, null, {
      role: 'user',
      content: 'Go.',
      function_call: { name: null, arguments: null },
      name: null,
    }),
    node(2, 1, { role: 'assistant', content: 'Done.', function_call: {} }),
  ]);
  expect(transcripts[0]?.messages.every(({ tool_calls }) => tool_calls === undefined)).toBe(true);
});

test('both data sets give the same run, from Parquet with the columns of their cards', async () => {
  const [nodes, samples] = await Promise.all(
    ['nodes', 'samples'].map(async (name) => {
      const { format, transcripts, rejected } = await readFile(realFile(`parquet/malt-${name}.parquet`));
      expect([format, rejected]).toEqual(['metr-malt', []]);
      return transcripts[0];
    }),
  );
  const conversation = [nodes, samples].map((each) => plain(each?.messages ?? []));
  expect(conversation[0]).toEqual(conversation[1]);
  expect(nodes?.messages.map(({ role }) => role).join(' ')).toBe('system user assistant tool assistant');
  for (const each of [nodes, samples])
    expect(each).toMatchObject({
      id: '17',
      family: 'malt/hello/main',
      metadata: { labels: ['reward_hacking'], manually_reviewed: true, model: 'm' },
    });
});

test('rows of Parquet with nodes as JSON are read', async () => {
  const nodes = JSON.stringify([node(1, null, { role: 'user', content: 'Go.' })]);
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'run_id', data: [1n, 2n], type: 'INT64' },
      { name: 'task_id', data: ['a', 'b'], type: 'STRING' },
      { name: 'labels', data: [['normal'], ['refusals']], type: 'JSON' },
      { name: 'nodes', data: [nodes, nodes], type: 'STRING' },
    ],
  });
  const { format, transcripts } = await readFile(madeFile('malt.parquet', new Uint8Array(bytes)));
  expect(format).toBe('metr-malt');
  expect(transcripts.map(({ id }) => id)).toEqual(['1', '2']);
});

const sample = (input: readonly unknown[], output: readonly unknown[]) => ({ input, output });
const sampled = (samples: unknown, more = {}) => ({
  samples,
  metadata: { run_id: 18, task_id: 't1', model: 'm', labels: ['normal'], manually_reviewed: false, ...more },
});

test('of a run as samples the longest is the transcript, with its first completion', async () => {
  const asked = { role: 'user', content: 'Go.', name: null, function_call: { name: null, arguments: null } };
  const called = {
    role: 'assistant',
    content: '',
    function_call: { name: 'bash', arguments: '{"cmd":"ls"}' },
    metadata: { completion_type: 'generation' },
  };
  const listed = { role: 'function', name: 'bash', content: 'a.py' };
  const done = { role: 'assistant', content: 'Done.' };
  const other = { role: 'assistant', content: 'Not yet.' };
  const samples = [
    sample([asked], [[called]]),
    sample([asked, called, listed], [[done], [other]]),
    sample([{ role: 'user', content: 'Which is better?' }], [[{ role: 'assistant', content: 'The first.' }]]),
  ];
  const { format, transcripts, rejected } = await readFile(madeFile('m.jsonl', lines([sampled(samples)])));
  expect([format, rejected]).toEqual(['metr-malt', []]);
  expect(transcripts[0]).toMatchObject({
    id: '18',
    family: 'malt/t1',
    metadata: {
      model: 'm',
      task_id: 't1',
      environment: 'metr-malt',
      labels: ['normal'],
      manually_reviewed: false,
      samples: 3,
      other_completions: [[other]],
    },
  });
  const messages = transcripts[0]?.messages ?? [];
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
  expect(messages[0]).not.toHaveProperty('tool_calls');
  expect(messages[2]).toMatchObject({ name: 'bash', tool_call_id: messages[1]?.tool_calls?.[0]?.id });
  expect(messages[1]?.extra).toMatchObject({ metadata: { completion_type: 'generation' } });
});

test('of samples an output may be the one completion itself, and their fields may stand beside them', async () => {
  const { metadata, samples } = sampled([
    sample([{ role: 'user', content: 'Go.' }], [{ role: 'assistant', content: 'Done.' }]),
  ]);
  const { transcripts } = await readFile(madeFile('m.jsonl', lines([{ samples, ...metadata }])));
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
  const empty = await readFile(madeFile('m.jsonl', lines([sampled([])])));
  expect(empty.rejected[0]?.reason).toBe('the run holds no message. Leave it out.');
});

test('a run without nodes is refused', async () => {
  expect((await read([])).rejected[0]?.reason).toBe('the run holds no message. Leave it out.');
});

function written(turns: readonly WrittenTurn[]): unknown[] {
  const messages = turns.flatMap(({ user, text, calls }) => [
    { role: 'user', content: user },
    {
      role: 'assistant',
      content: text,
      ...(calls[0] !== undefined && {
        function_call: { name: calls[0].name, arguments: JSON.stringify(calls[0].arguments) },
      }),
    },
    ...calls.map(({ name, result }) => ({ role: 'function', name, content: result })),
  ]);
  return messages.map((message, index) => node(index + 1, index === 0 ? null : index, message));
}

const withoutIds = (list: ReturnType<typeof plain>) =>
  list.map(({ answers, calls, ...each }) => ({
    ...each,
    answers: answers !== undefined,
    calls: calls.map(({ id: _id, ...call }) => call),
  }));

test('what is written as a run is read back', async () => {
  await fc.assert(
    fc.asyncProperty(conversations(false), async (turns) => {
      const { transcripts } = await read(written(turns));
      expect(withoutIds(plain(transcripts[0]?.messages ?? []))).toEqual(withoutIds(expected(turns, false)));
    }),
    { numRuns: 60 },
  );
});

test('hostile runs give whole transcripts or say what is wrong', () =>
  survivesHostileInput('metr-malt', metrMalt.docs.sample));
