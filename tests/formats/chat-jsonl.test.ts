import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectToBearAnything } from './hostile.ts';
import { spoken } from './lines.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { callId, expectedMessages, type Turn, turns } from './turns.ts';

const ASKED = { role: 'user', content: 'Run all tests.' };
const ANSWER = { role: 'assistant', content: 'All pass.' };
const SAID = [
  { role: 'user', content: [{ type: 'text', text: 'Run all tests.' }] },
  { role: 'assistant', content: [{ type: 'text', text: 'All pass.' }] },
];

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

test('the last message of a log of requests stands in its response', async () => {
  const { transcripts } = await readFile(realFile('openai-chat/messages-with-response.json'));
  const [log] = transcripts;
  expect(log?.id).toBe('chatcmpl-84717e1f-199b-40fe-b780-e84a1784944d');
  expect(log?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant']);
  expect(log?.messages[2]?.tool_calls?.[0]?.id).toBe(log?.messages[3]?.tool_call_id);
  expect(log?.messages[4]).toMatchObject({
    content: [{ type: 'text', text: expect.stringMatching(/^Let me first check/) as string }],
    tool_calls: [
      {
        id: 'toolu_01MgS75uyxLSueHHFj1DXiRZ',
        name: 'terminal',
        arguments: '{"command": "pwd && ls -la", "security_risk": "LOW"}',
      },
    ],
  });
  expect(log?.metadata).toMatchObject({
    model: 'litellm_proxy/claude-sonnet-4-20250514',
    response: { choices: [{ finish_reason: 'tool_calls' }], usage: { prompt_tokens: 5002 } },
  });
  expect(log?.metadata).toHaveProperty('tools');
});

test('bare lists, a line each, and fine-tuning files are read whole', async () => {
  const bare = await readFile(realFile('openai-chat/openai_sft.jsonl'));
  expect(bare.transcripts.every(({ id, messages }) => id === undefined && messages.length > 1)).toBe(true);
  const tuning = await readFile(realFile('openai-chat/fine-tuning-data.jsonl'));
  expect(tuning.transcripts[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant']);
});

test.each([
  [
    'messages with a response',
    { messages: [ASKED], response: { id: 'r', model: 'm', choices: [{ message: ANSWER }] } },
    'r',
  ],
  [
    'request and response',
    {
      id: 'x',
      request: { model: 'm', messages: [ASKED] },
      response: { id: 'r', choices: [{ message: ANSWER }] },
    },
    'x',
  ],
  [
    'both as strings of JSON',
    {
      request: JSON.stringify({ model: 'm', messages: [ASKED] }),
      response: JSON.stringify({ id: 'r', choices: [{ message: ANSWER }] }),
    },
    'r',
  ],
  [
    'a batch before it ran',
    {
      custom_id: 'c',
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model: 'm', messages: [ASKED, ANSWER] },
    },
    'c',
  ],
  ['messages as a string of JSON', { id: 'x', model: 'm', messages: JSON.stringify([ASKED, ANSWER]) }, 'x'],
  [
    'messages as lists by field',
    {
      id: 'x',
      model: 'm',
      messages: { role: ['user', 'assistant'], content: [ASKED.content, ANSWER.content], name: [null, null] },
    },
    'x',
  ],
])('%s: the same conversation', async (_shape, record, id) => {
  const read = await readOne(record);
  expect(read.format).toBe('chat-jsonl');
  expect(read.messages).toEqual(SAID);
  expect(read.id).toBe(id);
  expect(read.metadata).toMatchObject({ model: 'm' });
});

test('one file may hold several dialects, and a conversation in which nothing was said is one refused line', async () => {
  const read = await readLines(
    { messages: [] },
    { custom_id: 'a', method: 'POST', url: '/v1/chat/completions', body: { messages: [ASKED] } },
    { custom_id: 'b', method: 'POST', url: '/v1/responses', body: { model: 'm', input: 'Run all tests.' } },
  );
  expect(read.format).toBe('chat-jsonl');
  expect(read.transcripts.map(({ id, messages }) => [id, messages.length])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  expect(read.rejected.map(({ line, path }) => [line, path])).toEqual([[1, 'messages']]);
});

test('messages whose content is called parts are read', async () => {
  const { messages } = await readOne([
    { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Run.' }] },
    { role: 'model', parts: [{ text: 'Done.' }, { type: 'reasoning', text: 'Two.' }] },
  ]);
  expect(messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', [{ type: 'text', text: 'Run.' }]],
    [
      'assistant',
      [
        { type: 'text', text: 'Done.' },
        { type: 'reasoning', text: 'Two.' },
      ],
    ],
  ]);
  expect(messages[0]?.extra).toEqual({ id: 'u' });
});

test('calls and results that are parts, as Vercel’s AI SDK has them, are joined', async () => {
  const call = { toolCallId: 'c', toolName: 'run', input: { n: 2 } };
  const sent = await readOne([
    { role: 'user', content: 'Run.' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Two.' },
        { type: 'tool-call', ...call },
      ],
    },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', toolCallId: 'c', toolName: 'run', output: { type: 'text', value: 'ok' } },
        {
          type: 'tool-result',
          toolCallId: 'd',
          toolName: 'run',
          output: { type: 'error-text', value: 'no' },
        },
      ],
    },
  ]);
  expect(sent.messages.slice(1)).toEqual([
    {
      role: 'assistant',
      content: [{ type: 'reasoning', text: 'Two.' }],
      tool_calls: [{ id: 'c', name: 'run', arguments: '{"n":2}' }],
    },
    { role: 'tool', name: 'run', content: [{ type: 'text', text: 'ok' }], tool_call_id: 'c' },
    {
      role: 'tool',
      name: 'run',
      content: [{ type: 'text', text: 'no' }],
      tool_call_id: 'd',
      error: 'is_error',
    },
  ]);
  const kept = await readOne([
    { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Run.' }] },
    {
      id: 'a',
      role: 'assistant',
      parts: [
        { type: 'text', text: 'Now.' },
        {
          type: 'tool-run',
          toolCallId: 'c',
          state: 'output-available',
          input: { n: 2 },
          output: { done: true },
        },
        {
          type: 'tool-invocation',
          toolInvocation: { state: 'call', toolCallId: 'd', toolName: 'run', args: {} },
        },
        { type: 'text', text: 'Done.' },
      ],
    },
  ]);
  expect(spoken(kept.messages)).toEqual([
    'user: Run.',
    'assistant: Now. run({"n":2})',
    'tool: {"done":true}',
    'assistant: Done. run({})',
  ]);
  expect(kept.messages[2]?.tool_call_id).toBe('c');
});

test('what a proxy keeps as request_body and response_body is one conversation', async () => {
  const read = await readOne({
    request_body: { model: 'm', messages: [ASKED] },
    response_body: { id: 'r', choices: [{ message: ANSWER }] },
  });
  expect(read.messages).toEqual(SAID);
});

test('of a batch’s output the answers are read by their custom_id, and what failed is refused with its reason', async () => {
  const line = (id: string, more: object) => ({ id: `batch_${id}`, custom_id: id, error: null, ...more });
  const { format, transcripts, rejected } = await readLines(
    line('a', {
      response: { status_code: 200, request_id: 'q', body: { model: 'm', choices: [{ message: ANSWER }] } },
    }),
    line('b', {
      response: null,
      error: { code: 'batch_expired', message: 'This request could not be executed.' },
    }),
    line('c', { response: { status_code: 400, body: { error: { message: 'Unknown model.' } } } }),
  );
  expect(format).toBe('chat-jsonl');
  expect(transcripts).toMatchObject([
    { id: 'a', messages: [SAID[1]], metadata: { model: 'm', batch_request_id: 'batch_a' } },
  ]);
  expect(rejected.map(({ line: at, path }) => [at, path])).toEqual([
    [2, 'error'],
    [3, 'response'],
  ]);
  expect(rejected.map(({ reason }) => reason).join(' ')).toMatch(/could not be executed.*Unknown model/);
});

test('a batch in which everything failed is still known', async () => {
  const { format, rejected } = await readLines({ custom_id: 'a', response: null, error: { code: 'x' } });
  expect([format, rejected.length]).toEqual(['chat-jsonl', 1]);
});

test('choices after the first are kept beside the conversation', async () => {
  const other = { role: 'assistant', content: 'I ran two.' };
  const read = await readOne({
    messages: [ASKED],
    response: {
      choices: [
        { index: 0, message: ANSWER },
        { index: 1, message: other },
      ],
    },
  });
  expect(read.messages).toEqual(SAID);
  expect(read.metadata.response).toEqual({ choices: [{ index: 0 }, { index: 1, message: other }] });
});

test('calls: custom tools, calls that are strings of JSON, and old function calls joined across other messages', async () => {
  const read = await readOne([
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'py', input: 'print(1)' } }],
    },
    { role: 'tool', tool_call_id: 'c', content: '1' },
    { role: 'assistant', tool_calls: ['{"id":"d","function":{"name":"f","arguments":{"a":1}}}'] },
    { role: 'assistant', content: null, function_call: { name: 'g', arguments: '{}' } },
    { role: 'assistant', content: 'Wait.' },
    { role: 'function', name: 'g', content: 'done' },
  ]);
  const [custom, , text, old, , answer] = read.messages;
  expect(custom?.tool_calls).toEqual([{ id: 'c', name: 'py', arguments: 'print(1)' }]);
  expect(text?.tool_calls).toEqual([{ id: 'd', name: 'f', arguments: '{"a":1}' }]);
  expect(answer?.tool_call_id).toBe(old?.tool_calls?.[0]?.id);
});

test.each([
  [
    'text',
    { reasoning_details: [{ type: 'reasoning.text', text: 'Two will do.' }] },
    [{ type: 'reasoning', text: 'Two will do.' }],
  ],
  [
    'a summary',
    {
      reasoning_details: [
        { type: 'reasoning.summary', summary: 'Two.' },
        { type: 'reasoning.encrypted', data: 'x' },
      ],
    },
    [{ type: 'reasoning', text: 'Two.' }],
  ],
  [
    'nothing but cipher',
    { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] },
    [{ type: 'reasoning', text: '', withheld: true }],
  ],
  [
    'the same twice',
    { reasoning: 'Two.', reasoning_details: [{ type: 'reasoning.text', text: 'Two.' }] },
    [{ type: 'reasoning', text: 'Two.' }],
  ],
  [
    'blocks of thinking',
    { thinking_blocks: [{ type: 'thinking', thinking: 'Two.', signature: 's' }] },
    [{ type: 'reasoning', text: 'Two.' }],
  ],
])('reasoning_details with %s', async (_what, fields, reasoning) => {
  const read = await readOne([ASKED, { ...ANSWER, ...fields }]);
  expect(read.messages[1]?.content).toEqual([...reasoning, ...(SAID[1]?.content ?? [])]);
});

test('a file that is one list of messages is one conversation, and a record of Anthropic’s among others is read as such', async () => {
  const one = await readFile(madeFile('f.json', JSON.stringify([ASKED, ANSWER])));
  expect(one.transcripts.map(({ messages }) => messages)).toEqual([SAID]);
  const plain = Array.from({ length: 6 }, () => ({ messages: [ASKED, ANSWER] }));
  const blocks = [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'u', name: 'f', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'u', content: 'ok' }] },
  ];
  const mixed = await readLines(...plain, { messages: blocks });
  expect(mixed.format).toBe('chat-jsonl');
  expect(mixed.transcripts[6]?.messages.map(({ role }) => role)).toEqual(['assistant', 'tool']);
});

test('choices that stand beside the messages are the answer; those of a quiz are no chat', async () => {
  const merged = await readOne({
    model: 'm',
    messages: [ASKED],
    choices: [{ message: ANSWER }],
    usage: { total_tokens: 3 },
  });
  expect(merged.messages).toEqual(SAID);
  expect(merged.metadata).toMatchObject({ model: 'm', response: { usage: { total_tokens: 3 } } });
  const quiz = madeFile('f.jsonl', JSON.stringify({ question: 'What?', choices: ['A', 'B'], answer: 1 }));
  await expect(readFile(quiz)).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('what calls have beside name and arguments is kept with their message', async () => {
  const signed = { google: { thought_signature: 'x' } };
  const call = { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
  const read = await readOne([
    { role: 'assistant', content: null, tool_calls: [{ ...call, extra_content: signed }] },
  ]);
  expect(read.messages[0]?.extra).toEqual({ tool_calls: [{ extra_content: signed }] });
});

test('trajectories under other names are chat, and their paths say where', async () => {
  const { format, transcripts, rejected } = await readLines(
    { instance_id: 'i', trajectory: [ASKED, ANSWER], resolved: 1 },
    { instance_id: 'j', trajectory: [ASKED, { role: 'cook' }] },
  );
  expect(format).toBe('chat-jsonl');
  expect(transcripts).toMatchObject([{ messages: SAID, metadata: { instance_id: 'i', resolved: 1 } }]);
  expect(transcripts[0]?.metadata).not.toHaveProperty('trajectory');
  expect(rejected.map(({ path }) => path)).toEqual(['trajectory[1].role']);
});

test('a document with a message longer than what is looked at is known', async () => {
  const long = { role: 'system', content: 'x'.repeat(100_000) };
  const { format, transcripts } = await readFile(
    madeFile('f.json', JSON.stringify({ messages: [long, ASKED] }, null, 1)),
  );
  expect([format, transcripts[0]?.messages.length]).toEqual(['chat-jsonl', 2]);
});

function written(said: readonly Turn[]) {
  return said.flatMap(({ role, text, reasoning, calls }, turn) => [
    {
      role,
      content: text,
      ...(reasoning !== undefined && { reasoning_content: reasoning }),
      ...(calls.length > 0 && {
        tool_calls: calls.map((call, index) => ({
          id: callId(turn, index),
          type: 'function',
          function: { name: call.name, arguments: JSON.stringify(call.arguments) },
        })),
      }),
    },
    ...calls.map((call, index) => ({
      role: 'tool',
      tool_call_id: callId(turn, index),
      name: call.name,
      content: call.result,
    })),
  ]);
}

test('what is written as chat is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(turns, async (said) => {
      const read = await readOne({ id: 'x', messages: written(said) });
      expect(read.messages).toEqual(expectedMessages(said));
    }),
    { numRuns: 60 },
  );
});

test('broken files give rejections, not failures', async () => {
  const request = {
    model: 'm',
    messages: [
      ASKED,
      ...written([
        {
          role: 'assistant',
          text: 'a',
          reasoning: 'b',
          calls: [{ name: 'f', arguments: {}, result: 'r', failed: false }],
        },
      ]),
    ],
  };
  await expectToBearAnything('chat-jsonl', {
    id: 'x',
    request,
    response: { id: 'r', choices: [{ message: ANSWER }] },
  });
});
