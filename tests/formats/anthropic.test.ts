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
  const [transcript] = transcripts;
  if (transcript === undefined) throw new Error('nothing was read');
  return { ...transcript, format };
}

const CALL = { type: 'tool_use', id: 'u1', name: 'run_tests', input: { only: 2 } };
const OTHER_CALL = { type: 'tool_use', id: 'u2', name: 'ls', input: {} };

test('a recorded response keeps its thinking, its id and its model', async () => {
  const { transcripts, format } = await readFile(realFile('anthropic/thinking-response.json'));
  expect(format).toBe('anthropic');
  expect(transcripts).toMatchObject([
    {
      id: 'msg_011CdMNhurHSJCxCC2NB7WYc',
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', text: expect.stringMatching(/^I need to find all roots/) as string },
            { type: 'text', text: expect.stringMatching(/^## Step 1/) as string },
          ],
        },
      ],
      metadata: { model: 'claude-opus-5', response: { stop_reason: 'end_turn' } },
    },
  ]);
});

test('where the provider ran the tools, call and result come apart in their order', async () => {
  const { transcripts } = await readFile(realFile('anthropic/code-execution-response.json'));
  const messages = transcripts[0]?.messages ?? [];
  expect(messages.map(({ role }) => role)).toEqual([
    'assistant',
    'tool',
    'assistant',
    'tool',
    'assistant',
    'tool',
    'assistant',
  ]);
  for (const at of [0, 2, 4])
    expect(messages[at]?.tool_calls?.map(({ id }) => id)).toEqual([messages[at + 1]?.tool_call_id]);
  expect(messages[1]?.name).toBe('text_editor_code_execution');
  expect(messages[3]).toMatchObject({
    content: [{ type: 'text', text: expect.stringMatching(/^Calculating Fibonacci/) as string }],
    extra: { result: { return_code: 0 } },
  });
  expect(messages.some(({ error }) => error !== undefined)).toBe(false);
});

test('results become messages of their tools, before what the user says', async () => {
  const read = await readOne({
    id: 'x',
    model: 'm',
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    tools: [{ name: 'run_tests' }],
    messages: [
      { role: 'user', content: 'Run all tests.' },
      { role: 'assistant', content: [{ type: 'text', text: 'So be it.' }, CALL, OTHER_CALL] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'And?' },
          { type: 'tool_result', tool_use_id: 'u2', content: 'no such folder', is_error: true },
          {
            type: 'tool_result',
            tool_use_id: 'u1',
            content: [
              { type: 'text', text: '2 passed' },
              { type: 'image', source: { type: 'base64', media_type: 'image/gif', data: 'R0lG' } },
            ],
          },
        ],
      },
    ],
  });
  expect(read.format).toBe('anthropic');
  expect(read.messages).toEqual([
    { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Run all tests.' }] },
    {
      role: 'assistant',
      content: [{ type: 'text', text: 'So be it.' }],
      tool_calls: [
        { id: 'u1', name: 'run_tests', arguments: '{"only":2}' },
        { id: 'u2', name: 'ls', arguments: '{}' },
      ],
    },
    {
      role: 'tool',
      name: 'ls',
      tool_call_id: 'u2',
      content: [{ type: 'text', text: 'no such folder' }],
      error: 'is_error',
    },
    {
      role: 'tool',
      name: 'run_tests',
      tool_call_id: 'u1',
      content: [
        { type: 'text', text: '2 passed' },
        { type: 'image', url: 'data:image/gif;base64,R0lG' },
      ],
    },
    { role: 'user', content: [{ type: 'text', text: 'And?' }] },
  ]);
  expect(read.metadata).toMatchObject({ model: 'm', tools: [{ name: 'run_tests' }] });
});

test.each([
  ['a signature alone', { type: 'thinking', thinking: '', signature: 's' }],
  ['redacted thinking', { type: 'redacted_thinking', data: 'cipher' }],
])('%s is reasoning that is withheld', async (_what, block) => {
  const read = await readOne({ messages: [{ role: 'assistant', content: [block, CALL] }] });
  expect(read.messages[0]?.content).toEqual([{ type: 'reasoning', text: '', withheld: true }]);
});

test('hosted tools that fail say so, searches show what they found', async () => {
  const { messages } = await readOne({
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [
      { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 's1',
        content: [
          { type: 'web_search_result', url: 'https://example.com', title: 'A page', encrypted_content: 'x' },
        ],
      },
      { type: 'server_tool_use', id: 's2', name: 'web_fetch', input: {} },
      {
        type: 'web_fetch_tool_result',
        tool_use_id: 's2',
        content: { type: 'web_fetch_tool_result_error', error_code: 'unavailable' },
      },
      { type: 'server_tool_use', id: 's3', name: 'bash_code_execution', input: {} },
      {
        type: 'bash_code_execution_tool_result',
        tool_use_id: 's3',
        content: { type: 'bash_code_execution_result', stdout: '', stderr: 'no', return_code: 2 },
      },
      { type: 'mcp_tool_use', id: 's4', name: 'echo', server_name: 'e', input: {} },
      {
        type: 'mcp_tool_result',
        tool_use_id: 's4',
        is_error: false,
        content: [{ type: 'text', text: 'hello' }],
      },
      { type: 'text', text: 'Done.' },
    ],
  });
  const results = messages.filter(({ role }) => role === 'tool');
  expect(results.map(({ name, content, error }) => [name, content, error])).toEqual([
    ['web_search', [{ type: 'text', text: 'A page\nhttps://example.com' }], undefined],
    ['web_fetch', [{ type: 'text', text: 'unavailable' }], 'unavailable'],
    ['bash_code_execution', [{ type: 'text', text: 'no' }], 'exit code 2'],
    ['echo', [{ type: 'text', text: 'hello' }], undefined],
  ]);
  expect(messages.at(-1)).toEqual({ role: 'assistant', content: [{ type: 'text', text: 'Done.' }] });
});

test('pages that were fetched and the words of an advisor are read as text', async () => {
  const page = {
    type: 'document',
    title: 'T',
    source: { type: 'text', media_type: 'text/plain', data: 'The page.' },
  };
  const { messages } = await readOne({
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [
      {
        type: 'web_fetch_tool_result',
        tool_use_id: 'a',
        content: { type: 'web_fetch_result', url: 'u', content: page },
      },
      {
        type: 'advisor_tool_result',
        tool_use_id: 'b',
        content: { type: 'advisor_result', text: 'Beware.', stop_reason: 'x' },
      },
    ],
  });
  expect(messages.map(({ content }) => content)).toEqual([
    [{ type: 'text', text: 'The page.' }],
    [{ type: 'text', text: 'Beware.' }],
  ]);
  expect(messages[0]?.extra).toMatchObject({ result: { url: 'u', content: { title: 'T' } } });
  expect(messages[1]?.extra).toMatchObject({ result: { stop_reason: 'x' } });
});

test('request and response, and a list of messages as a file, are one conversation each', async () => {
  const asked = { role: 'user', content: 'Hi' };
  const response = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [CALL],
    stop_reason: 'tool_use',
  };
  const pair = await readOne({ request: { system: 'S', messages: [asked], max_tokens: 5 }, response });
  expect(pair.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
  expect([pair.id, pair.metadata.model, pair.metadata.request]).toEqual(['msg_1', 'm', { max_tokens: 5 }]);

  const list = [
    asked,
    { role: 'assistant', content: [CALL] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'u1' }] },
  ];
  const one = await readFile(madeFile('f.json', JSON.stringify(list)));
  expect(one.format).toBe('anthropic');
  expect(one.transcripts.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
    ['user', 'assistant', 'tool'],
  ]);

  const several = await readFile(
    madeFile('f.json', JSON.stringify([response, { ...response, id: 'msg_2' }])),
  );
  expect(several.transcripts.map(({ id }) => id)).toEqual(['msg_1', 'msg_2']);
});

test('of a batch the answers are read, and each line without one is refused with its reason', async () => {
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [{ type: 'text', text: 'All pass.' }],
  };
  const { format, transcripts, rejected } = await readLines(
    {
      custom_id: 'a',
      result: {
        type: 'errored',
        error: { type: 'error', error: { type: 'invalid_request', message: 'Too long.' } },
      },
    },
    { custom_id: 'b', result: { type: 'succeeded', message } },
    { custom_id: 'c', result: { type: 'expired' } },
  );
  expect(format).toBe('anthropic');
  expect(transcripts).toMatchObject([
    { id: 'b', messages: [{ role: 'assistant' }], metadata: { model: 'm' } },
  ]);
  expect(rejected.map(({ line, reason }) => `${line} ${reason}`).join(' ')).toMatch(
    /^1 .*Too long.* 3 .*expired/,
  );

  const sent = await readOne({
    custom_id: 'a',
    params: { system: 'S', messages: [{ role: 'user', content: 'Hi' }] },
  });
  expect([sent.id, sent.messages.length, sent.format]).toEqual(['a', 2, 'anthropic']);
});

test('a block that is wrong is named by its path', async () => {
  const { rejected } = await readLines({
    system: 'S',
    messages: [{ role: 'assistant', content: [CALL, { type: 'tool_use', id: 'u2', input: {} }] }],
  });
  expect(rejected.map(({ path }) => path)).toEqual(['messages[0].content[1].name']);
});

function written(said: readonly Turn[]) {
  return said.flatMap(({ role, text, reasoning, calls }, turn) => [
    {
      role,
      content: [
        ...(reasoning === undefined ? [] : [{ type: 'thinking', thinking: reasoning }]),
        { type: 'text', text },
        ...calls.map((call, index) => ({
          type: 'tool_use',
          id: callId(turn, index),
          name: call.name,
          input: call.arguments,
        })),
      ],
    },
    ...(calls.length === 0
      ? []
      : [
          {
            role: 'user',
            content: calls.map((call, index) => ({
              type: 'tool_result',
              tool_use_id: callId(turn, index),
              content: call.result,
              ...(call.failed && { is_error: true }),
            })),
          },
        ]),
  ]);
}

test('Bedrock’s blocks, whose kind is their key, are the same calls and results', async () => {
  const { format, messages } = await readOne({
    modelId: 'm',
    system: [{ text: 'Be brief.' }],
    messages: [
      { role: 'user', content: [{ text: 'Run.' }] },
      {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { text: 'Two.', signature: 's' } } },
          { toolUse: { toolUseId: 'u', name: 'run', input: { n: 2 } } },
        ],
      },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 'u', content: [{ text: 'no' }], status: 'error' } }],
      },
    ],
  });
  expect(format).toBe('anthropic');
  expect(messages.slice(1)).toMatchObject([
    { role: 'user', content: [{ type: 'text', text: 'Run.' }] },
    {
      role: 'assistant',
      content: [{ type: 'reasoning', text: 'Two.' }],
      tool_calls: [{ id: 'u', name: 'run', arguments: '{"n":2}' }],
    },
    {
      role: 'tool',
      name: 'run',
      tool_call_id: 'u',
      content: [{ type: 'text', text: 'no' }],
      error: 'is_error',
    },
  ]);
});

test('what blocks have beside what they say is kept by their place', async () => {
  const { messages } = await readOne({
    messages: [
      {
        role: 'user',
        content: [{ type: 'text', text: 'Go.', cache_control: { type: 'ephemeral' } }],
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Two will do.', signature: 'signed' },
          { type: 'redacted_thinking', data: 'hidden' },
          { type: 'mcp_tool_use', id: 'u', name: 'f', server_name: 'srv', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'u', content: 'ok', cache_control: { type: 'ephemeral' } },
        ],
      },
    ],
  });
  expect(messages.map(({ extra }) => extra)).toEqual([
    { parts: [{ part: 0, cache_control: { type: 'ephemeral' } }] },
    {
      parts: [
        { part: 2, server_name: 'srv' },
        { part: 0, signature: 'signed' },
        { part: 1, data: 'hidden' },
      ],
    },
    { cache_control: { type: 'ephemeral' } },
  ]);
});

test('what is written as Anthropic’s messages is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (said) => {
      const read = await readOne({ id: 'x', system: 'S', messages: written(said) });
      expect(read.messages.slice(1)).toEqual(expectedMessages(said, 'is_error'));
    }),
    { numRuns: 60 },
  );
});

test('broken files give rejections, not failures', async () => {
  const calls = [{ name: 'f', arguments: { a: 1 }, result: 'r', failed: true }];
  await expectToBearAnything('anthropic', {
    request: { system: 'S', messages: written([{ role: 'assistant', text: 'a', reasoning: 'b', calls }]) },
    response: {
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [
        { type: 'server_tool_use', id: 's', name: 'bash_code_execution', input: {} },
        {
          type: 'bash_code_execution_tool_result',
          tool_use_id: 's',
          content: { stdout: 'x', return_code: 1 },
        },
      ],
    },
  });
});
