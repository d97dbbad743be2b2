import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectToBearAnything } from './hostile.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { callId, expectedMessages, type Turn, turns } from './turns.ts';

async function readLines(...records: unknown[]) {
  return readFile(madeFile('f.jsonl', `${records.map((each) => JSON.stringify(each)).join('\n')}\n`));
}

async function readOne(record: unknown) {
  const { transcripts, rejected, format } = await readLines(record);
  expect(rejected).toEqual([]);
  expect(format).toBe('openai-responses');
  const [transcript] = transcripts;
  if (transcript === undefined) throw new Error('nothing was read');
  return transcript;
}

const ASKED = { role: 'user', content: 'Run all tests.' };
const ANSWER = {
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text: 'All pass.', annotations: [] }],
};
const WITHHELD = { type: 'reasoning', text: '', withheld: true };

test('a recorded response: listed tools, a call with its result, reasoning that is not there', async () => {
  const { transcripts } = await readFile(realFile('openai-responses/openai-mcp-tool.json'));
  const [read] = transcripts;
  expect(read?.id).toBe('resp_0a4801d792de11eb00690ccb85294c8197b71ddda28cf382e0');
  expect(read?.metadata).toMatchObject({
    model: 'gpt-5-mini-2025-08-07',
    response: { usage: { total_tokens: 7778 } },
  });
  const [call, result, answer] = read?.messages ?? [];
  expect(read?.messages).toHaveLength(3);
  expect(call?.content).toMatchObject([{ type: 'opaque', kind: 'mcp_list_tools' }, WITHHELD]);
  expect(call?.tool_calls).toMatchObject([
    { name: 'web_search_exa', arguments: expect.stringContaining('NYC mayoral') as string },
  ]);
  expect(result).toMatchObject({
    role: 'tool',
    name: 'web_search_exa',
    tool_call_id: call?.tool_calls?.[0]?.id,
  });
  expect(answer?.content).toMatchObject([WITHHELD, { type: 'text' }]);
});

test('rollouts that wrap request and response are read with their reward', async () => {
  const { transcripts } = await readFile(realFile('openai-responses/calendar_rollouts.jsonl'));
  expect(transcripts.map(({ messages }) => messages.length)).toEqual([11, 19, 23, 39, 43]);
  expect(transcripts[0]?.messages.at(-1)?.content.map(({ type }) => type)).toEqual(['reasoning', 'text']);
  expect(transcripts[0]?.metadata).toMatchObject({ reward: 1, model: 'Qwen/Qwen3-8B' });
});

test('reasoning, text and calls up to the next output are one message', async () => {
  const { messages } = await readOne({
    instructions: 'Be brief.',
    input: [
      ASKED,
      {
        type: 'reasoning',
        id: 'r',
        summary: [
          { type: 'summary_text', text: 'One.' },
          { type: 'summary_text', text: 'Two.' },
        ],
        encrypted_content: 'x',
      },
      { ...ANSWER, content: [{ type: 'output_text', text: 'Wait.' }] },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"a": 1}' },
      { type: 'custom_tool_call', call_id: 'c2', name: 'py', input: 'print(1)' },
      { type: 'function_call_output', call_id: 'c1', output: 'ok' },
      {
        type: 'custom_tool_call_output',
        call_id: 'c2',
        output: [
          { type: 'input_text', text: '1' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA' },
        ],
      },
    ],
    output: [{ type: 'reasoning', id: 'r', summary: [], encrypted_content: 'x' }, ANSWER],
  });
  expect(messages.map(({ extra: _extra, ...each }) => each)).toEqual([
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Run all tests.' }] },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'One.' },
        { type: 'reasoning', text: 'Two.' },
        { type: 'text', text: 'Wait.' },
      ],
      tool_calls: [
        { id: 'c1', name: 'f', arguments: '{"a": 1}' },
        { id: 'c2', name: 'py', arguments: 'print(1)' },
      ],
    },
    { role: 'tool', name: 'f', tool_call_id: 'c1', content: [{ type: 'text', text: 'ok' }] },
    {
      role: 'tool',
      name: 'py',
      tool_call_id: 'c2',
      content: [
        { type: 'text', text: '1' },
        { type: 'image', url: 'data:image/png;base64,AA' },
      ],
    },
    { role: 'assistant', content: [WITHHELD, { type: 'text', text: 'All pass.' }] },
  ]);
});

test.each([
  [
    'code_interpreter_call',
    { id: 'h', code: 'print(1)', outputs: [{ type: 'logs', logs: '1' }] },
    'code_interpreter',
    '{"code":"print(1)"}',
    [{ type: 'text', text: '1' }],
  ],
  [
    'web_search_call',
    { id: 'h', status: 'completed', action: { type: 'search', query: 'q' } },
    'web_search',
    '{"type":"search","query":"q"}',
    undefined,
  ],
  [
    'file_search_call',
    { id: 'h', queries: ['q'], results: [{ file_id: 'f', text: 'found' }] },
    'file_search',
    '{"queries":["q"]}',
    [{ type: 'text', text: 'found' }],
  ],
  [
    'image_generation_call',
    { id: 'h', result: 'AA' },
    'image_generation',
    '{}',
    [{ type: 'image', url: 'data:image/png;base64,AA' }],
  ],
  [
    'mcp_call',
    { id: 'h', name: 'echo', server_label: 's', arguments: '{}', error: 'no', output: null },
    'echo',
    '{}',
    [{ type: 'text', text: 'no' }],
  ],
])('the hosted tool %s is a call with what it gave', async (type, fields, name, asked, given) => {
  const { messages } = await readOne({ object: 'response', output: [{ type, ...fields }, ANSWER] });
  expect(messages[0]?.tool_calls).toEqual([{ id: 'h', name, arguments: asked }]);
  const result = messages.find(({ role }) => role === 'tool');
  expect(result?.content).toEqual(given);
  if (result !== undefined) expect(result.tool_call_id).toBe('h');
  expect(result?.error).toBe(type === 'mcp_call' ? 'no' : undefined);
});

test('calls whose output is an item of its own: shells, computers, patches', async () => {
  const { messages } = await readOne({
    input: [
      { type: 'shell_call', call_id: 's', action: { commands: ['ls'] } },
      {
        type: 'shell_call_output',
        call_id: 's',
        output: [{ stdout: 'a.txt', stderr: '', outcome: { type: 'exit', exit_code: 1 } }],
      },
      { type: 'computer_call', call_id: 'k', action: { type: 'screenshot' } },
      {
        type: 'computer_call_output',
        call_id: 'k',
        output: { type: 'computer_screenshot', image_url: 'data:image/png;base64,AA' },
      },
      { type: 'apply_patch_call', call_id: 'p', operation: { type: 'delete_file', path: 'a' } },
      { type: 'apply_patch_call_output', call_id: 'p', status: 'completed', output: 'gone' },
    ],
  });
  expect(
    messages.map(({ role, tool_calls: calls, tool_call_id: id }) => [role, calls?.[0]?.id ?? id]),
  ).toEqual([
    ['assistant', 's'],
    ['tool', 's'],
    ['assistant', 'k'],
    ['tool', 'k'],
    ['assistant', 'p'],
    ['tool', 'p'],
  ]);
  expect(messages[1]?.content).toEqual([
    { type: 'text', text: 'a.txt' },
    { type: 'text', text: 'exit code: 1' },
  ]);
  expect(messages[3]?.content).toEqual([{ type: 'image', url: 'data:image/png;base64,AA' }]);
});

test('outputs without the id of their call answer the last one; programs are calls', async () => {
  const { messages } = await readOne({
    object: 'response',
    output: [
      { type: 'tool_search_call', id: 'tsc_1', call_id: null, arguments: { paths: ['f'] } },
      { type: 'tool_search_output', id: 'tso_1', call_id: null, tools: [{ type: 'function', name: 'f' }] },
      { type: 'program', id: 'cm_1', call_id: 'p', code: 'f()', fingerprint: 'x' },
      { type: 'program_output', call_id: 'p', result: 'ok' },
    ],
  });
  expect(
    messages.map(({ tool_calls: calls, tool_call_id: id, name }) => [
      calls?.[0]?.name ?? name,
      calls?.[0]?.id ?? id,
    ]),
  ).toEqual([
    ['tool_search', 'tsc_1'],
    ['tool_search', 'tsc_1'],
    ['program', 'p'],
    ['program', 'p'],
  ]);
  expect(messages[1]?.content).toEqual([{ type: 'text', text: '{"type":"function","name":"f"}' }]);
});

test('requests without a typed item are known by what is sent with them', async () => {
  const body = { model: 'm', input: [ASKED, { role: 'assistant', content: 'All pass.' }] };
  expect((await readOne({ custom_id: 'a', url: '/v1/responses', body })).messages).toHaveLength(2);
  expect((await readOne({ instructions: 'Be brief.', input: 'Hi' })).messages).toHaveLength(2);
  // A dataset of questions is none.
  const file = madeFile('f.jsonl', JSON.stringify({ input: [ASKED], target: 'x' }));
  await expect(readFile(file)).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('a response that failed says why', async () => {
  const { rejected } = await readLines(
    { input: [ANSWER] },
    { object: 'response', status: 'failed', output: [], error: { message: 'Overloaded.' } },
  );
  expect(rejected[0]?.reason).toContain('Overloaded.');
});

test('what is of no known kind keeps its place, and compaction with it', async () => {
  const { messages } = await readOne({
    input: [
      ASKED,
      { type: 'compaction', encrypted_content: 'x' },
      { type: 'item_reference', id: 'i' },
      ANSWER,
    ],
  });
  expect(messages[1]?.content.map((part) => ('kind' in part ? part.kind : part.type))).toEqual([
    'compaction',
    'item_reference',
    'text',
  ]);
});

test.each([
  [
    'of a request',
    { input: 'Go on.', previous_response_id: 'resp_0', output: [ANSWER] },
    'previous_response_id',
  ],
  [
    'of a wrapped response',
    {
      request: { input: [ASKED] },
      response: { object: 'response', previous_response_id: 'resp_0', output: [ANSWER] },
    },
    'response.previous_response_id',
  ],
  ['of a conversation', { input: 'Go on.', conversation: 'resp_0', output: [ANSWER] }, 'conversation'],
  [
    'of the conversation of a response',
    {
      request: { input: [ASKED] },
      response: { object: 'response', conversation: { id: 'resp_0' }, output: [ANSWER] },
    },
    'response.conversation',
  ],
])('earlier turns that are elsewhere, by the id %s, are a reason to refuse', async (_where, record, path) => {
  const { transcripts, rejected } = await readLines({ input: [ANSWER] }, record);
  expect(transcripts).toHaveLength(1);
  expect(rejected).toMatchObject([
    {
      line: 2,
      path,
      reason: expect.stringMatching(
        /continues resp_0, which the provider keeps: its earlier turns are not in the file/,
      ) as string,
    },
  ]);
});

test('of a batch the answers are read, and what failed is refused', async () => {
  const { format, transcripts, rejected } = await readLines(
    {
      id: 'b',
      custom_id: 'a',
      response: {
        status_code: 200,
        body: { id: 'resp_1', object: 'response', model: 'm', output: [ANSWER] },
      },
      error: null,
    },
    { id: 'c', custom_id: 'b', response: null, error: { code: 'batch_expired', message: 'Expired.' } },
  );
  expect(format).toBe('openai-responses');
  expect(transcripts).toMatchObject([{ id: 'a', metadata: { model: 'm' } }]);
  expect(rejected).toHaveLength(1);
  const sent = await readOne({
    custom_id: 'a',
    url: '/v1/responses',
    body: { model: 'm', instructions: 'S', input: [{ type: 'message', ...ASKED }] },
  });
  expect([sent.id, sent.messages.length]).toEqual(['a', 2]);
});

test('a bare list of items is a conversation, as a line and as a file', async () => {
  const items = [
    { type: 'message', ...ASKED },
    { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: 'c', output: 'ok' },
    ANSWER,
  ];
  const line = await readOne(items);
  const file = await readFile(madeFile('f.json', JSON.stringify(items)));
  expect(file.format).toBe('openai-responses');
  expect(file.transcripts.map(({ messages }) => messages)).toEqual([line.messages]);
  expect(line.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
});

function written(said: readonly Turn[]) {
  return said.flatMap(({ role, text, reasoning, calls }, turn) => [
    ...(reasoning === undefined
      ? []
      : [{ type: 'reasoning', summary: [{ type: 'summary_text', text: reasoning }] }]),
    { type: 'message', role, content: [{ type: role === 'user' ? 'input_text' : 'output_text', text }] },
    ...calls.map((call, index) => ({
      type: 'function_call',
      call_id: callId(turn, index),
      name: call.name,
      arguments: JSON.stringify(call.arguments),
    })),
    ...calls.map((call, index) => ({
      type: 'function_call_output',
      call_id: callId(turn, index),
      output: call.result,
    })),
  ]);
}

test('what is written as items is read as it was', async () => {
  // Two turns of the assistant in a row are one: nothing sets their items apart.
  const apart = turns.map((said) =>
    said.flatMap((turn) => [turn, { role: 'user' as const, text: 'On.', reasoning: undefined, calls: [] }]),
  );
  await fc.assert(
    fc.asyncProperty(apart, async (said) => {
      const read = await readOne({ id: 'x', input: written(said) });
      expect(read.messages).toEqual(expectedMessages(said));
    }),
    { numRuns: 60 },
  );
});

test('broken files give rejections, not failures', async () => {
  const calls = [{ name: 'f', arguments: { a: 1 }, result: 'r', failed: false }];
  const hosted = { type: 'shell_call', call_id: 's', action: { commands: ['ls'] } };
  const output = [{ stdout: 'a', stderr: 'b', outcome: { exit_code: 1 } }];
  await expectToBearAnything('openai-responses', {
    responses_create_params: {
      instructions: 'S',
      input: written([{ role: 'assistant', text: 'a', reasoning: 'b', calls }]),
    },
    response: {
      object: 'response',
      output: [hosted, { type: 'shell_call_output', call_id: 's', output }, ANSWER],
    },
  });
});
