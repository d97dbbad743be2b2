import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyRejects, plainText, readLines, spoken } from './lines.ts';
import { readFile, realFile } from './read-file.ts';

test('a real evaluation run: ids that repeat, calls that are strings, rewards as metadata', async () => {
  const { transcripts } = await readFile(realFile('prompt-completion/mcp-env_results.jsonl'));
  expect(transcripts.map(({ id }) => id)).toEqual(['0', '0#2', '0#3']);
  const [{ messages, metadata } = { messages: [], metadata: {} }] = transcripts;
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
  expect(messages[1]?.tool_calls).toEqual([
    {
      id: 'call_M0vydN2JYNF6s0JQdLLNye3i',
      name: 'fetch',
      arguments: '{"url":"https://primeintellect.ai","max_length":1000}',
    },
  ]);
  expect(messages[2]?.tool_call_id).toBe('call_M0vydN2JYNF6s0JQdLLNye3i');
  expect(metadata).toMatchObject({ reward: 1, answer: 'ENVIRONMENTS HUB', task: 'default' });
});

test.each([
  ['texts', { prompt: 'Q', completion: 'A' }],
  ['response', { prompt: 'Q', response: 'A' }],
  ['answer', { prompt: 'Q', answer: 'A' }],
  ['text', { prompt: 'Q', text: 'A' }],
  [
    'messages',
    { prompt: [{ role: 'user', content: 'Q' }], completion: [{ role: 'assistant', content: 'A' }] },
  ],
  ['a prompt that only asks', { prompt: '\n\nHuman: Q\n\nAssistant:', completion: 'A' }],
  [
    'an empty assistant turn',
    {
      prompt: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: '' },
      ],
      completion: 'A',
    },
  ],
])('%s', async (_what, row) => {
  const { transcripts, format } = await readLines([row]);
  expect(format).toBe('prompt-completion');
  expect(spoken(transcripts[0]?.messages)).toEqual(['user: Q', 'assistant: A']);
});

test('what the prompt lets the assistant begin with stays a turn of its own', async () => {
  const prompt = [
    { role: 'user', content: 'Q' },
    { role: 'assistant', content: 'Well,' },
  ];
  const { transcripts } = await readLines([{ system: 'S', prompt, completion: 'A' }]);
  expect(spoken(transcripts[0]?.messages)).toEqual([
    'system: S',
    'user: Q',
    'assistant: Well,',
    'assistant: A',
  ]);
});

test('a missing completion is refused by its name', async () => {
  const { rejected } = await readLines(
    [{ prompt: 'Q', completion: 'A' }, { prompt: 'Q', completion: 7 }, { completion: 'A' }],
    'prompt-completion',
  );
  expect(rejected.map(({ line, path }) => [line, path])).toEqual([
    [2, 'completion'],
    [3, 'prompt'],
  ]);
});

test('what is written is read', async () => {
  await fc.assert(
    fc.asyncProperty(plainText, plainText, async (prompt, completion) => {
      const { transcripts } = await readLines([{ prompt, completion, n: 1 }]);
      expect(spoken(transcripts[0]?.messages)).toEqual([`user: ${prompt}`, `assistant: ${completion}`]);
      expect(transcripts[0]?.metadata).toEqual({ n: 1 });
    }),
    { numRuns: 40 },
  );
});

test('hostile rows are rejected', () =>
  onlyRejects('prompt-completion', ['id', 'prompt', 'completion', 'text', 'system']));

test.each([
  [
    'question and response',
    { question: 'Q', response: 'A', system_prompt: 'S' },
    ['system: S', 'user: Q', 'assistant: A'],
  ],
  ['input and output', { input: 'Q', output: 'A' }, ['user: Q', 'assistant: A']],
  ['steps', { prompt: 'Q', completions: ['A', 'B'], labels: [true, false] }, ['user: Q', 'assistant: A B']],
  [
    'a whole conversation as the completion',
    {
      transcript_id: 't',
      completion: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'A' },
      ],
    },
    ['user: Q', 'assistant: A'],
  ],
])('%s are read', async (_what, record, expected) => {
  const { format, transcripts } = await readLines([record]);
  expect(format).toBe('prompt-completion');
  expect(spoken(transcripts[0]?.messages)).toEqual(expected);
  if ('transcript_id' in record) expect(transcripts[0]?.id).toBe('t');
});

test.each([
  ['an answer to compare with alone', { question: 'Q', answer: '4' }],
  ['a confession beside', { question: 'Q', response: 'A', self_report: 'I lied.' }],
])('%s is no completion', async (_what, record) => {
  await expect(readLines([record])).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});
