import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyRejects, plainText, readLines, spoken } from './lines.ts';
import { readFile, realFile } from './read-file.ts';

test('a real array keeps its ids, roles and texts', async () => {
  const { transcripts } = await readFile(realFile('sharegpt/dummy_conversation.json'));
  expect(transcripts[0]?.id).toBe('identity_0');
  expect(spoken(transcripts[0]?.messages)).toEqual([
    'user: Who are you?',
    'assistant: I am Vicuna, a language model trained by researchers from Large Model Systems Organization (LMSYS).',
    'user: Have a nice day!',
    'assistant: You too!',
  ]);
});

test('one object over many lines is one conversation', async () => {
  const { transcripts } = await readFile(realFile('sharegpt/conversation.json'));
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual(
    Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? 'user' : 'assistant')),
  );
});

test('calls are joined with their observations, a call that is no JSON stays text, and the system comes first', async () => {
  const { transcripts } = await readLines([
    {
      id: 's',
      system: 'Brief.',
      tools: '[]',
      conversations: [
        { from: 'human', value: 'Go.' },
        { from: 'function_call', value: '[{"name":"f","arguments":{"a":1}},{"name":"g","arguments":"x"}]' },
        { from: 'observation', value: '1' },
        { from: 'observation', value: '2' },
        { from: 'function_call', value: '<tool_call>\n{"name":"h","arguments":{}}\n</tool_call>' },
        { from: 'tool', value: '3' },
        { from: 'function_call', value: 'call f' },
        { from: 'gpt', value: 'Done.', weight: 1 },
      ],
    },
  ]);
  const [{ messages, metadata } = { messages: [], metadata: {} }] = transcripts;
  expect(spoken(messages)).toEqual([
    'system: Brief.',
    'user: Go.',
    'assistant: f({"a":1}) g(x)',
    'tool: 1',
    'tool: 2',
    'assistant: h({})',
    'tool: 3',
    'assistant: call f',
    'assistant: Done.',
  ]);
  const [first, second] = messages[2]?.tool_calls ?? [];
  expect([messages[3]?.tool_call_id, messages[4]?.tool_call_id]).toEqual([first?.id, second?.id]);
  expect(messages.at(-1)?.extra).toEqual({ weight: 1 });
  expect(metadata).toEqual({ tools: '[]' });
});

test('the other names of its fields are known, and a strange role is refused by its path', async () => {
  const turns = [{ from: 'human', value: 'Hi' }];
  const { transcripts, format, rejected } = await readLines([
    { conversation: turns },
    { messages: turns },
    { conversations: [{ role: 'user', content: 'Hi' }] },
    { conversations: [{ from: 'cook', value: 'Hi' }] },
  ]);
  expect(format).toBe('sharegpt');
  expect(transcripts.map(({ messages }) => spoken(messages))).toEqual([
    ['user: Hi'],
    ['user: Hi'],
    ['user: Hi'],
  ]);
  expect(rejected).toMatchObject([{ line: 4, path: 'conversations[0].role' }]);
});

test('what is written is read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('human', 'gpt', 'system'), plainText), {
        minLength: 1,
        maxLength: 6,
      }),
      async (turns) => {
        const { transcripts } = await readLines([
          { conversations: turns.map(([from, value]) => ({ from, value })) },
        ]);
        const role = { human: 'user', gpt: 'assistant', system: 'system' } as const;
        expect(spoken(transcripts[0]?.messages)).toEqual(
          turns.map(([from, value]) => `${role[from as keyof typeof role]}: ${value}`),
        );
      },
    ),
    { numRuns: 40 },
  );
});

test('hostile rows are rejected', () => onlyRejects('sharegpt', ['id', 'conversations', 'system', 'tools']));

test('calls in tags are calls, what is said around them stays, and their results are joined', async () => {
  const { transcripts } = await readLines([
    {
      conversations: [
        { from: 'human', value: 'Warm it.' },
        { from: 'gpt', value: 'Sure.\n<tool_call>\n{"name": "set", "arguments": {"to": 20}}\n</tool_call>' },
        { from: 'tool', value: 'ok' },
        { from: 'gpt', value: '<tool_call>no JSON</tool_call>' },
      ],
    },
  ]);
  expect(spoken(transcripts[0]?.messages)).toEqual([
    'user: Warm it.',
    'assistant: Sure. set({"to":20})',
    'tool: ok',
    'assistant: <tool_call>no JSON</tool_call>',
  ]);
  expect(transcripts[0]?.messages[2]?.tool_call_id).toBe(transcripts[0]?.messages[1]?.tool_calls?.[0]?.id);
});

test('conversations of WildChat and LMSYS-Chat keep their ids; one without a turn is one refused line', async () => {
  const conversation = [
    { role: 'user', content: 'Q', country: 'X' },
    { role: 'assistant', content: 'A' },
  ];
  const { format, transcripts, rejected } = await readLines([
    { conversation_hash: 'h', model: 'm', conversation },
    { conversation_id: 'i', model: 'm', conversation },
    { conversation_id: 'j', conversation: [] },
  ]);
  expect(format).toBe('sharegpt');
  expect(transcripts.map(({ id }) => id)).toEqual(['h', 'i']);
  expect(rejected.map(({ line }) => line)).toEqual([3]);
});
