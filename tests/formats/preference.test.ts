import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyRejects, plainText, readLines, spoken } from './lines.ts';
import { readFile, realFile } from './read-file.ts';

const FIELDS = [
  ...['id', 'chosen', 'rejected', 'prompt', 'conversations', 'context', 'system', 'completions'],
  ...[
    'input',
    'preferred_output',
    'non_preferred_output',
    'instruction',
    'history',
    'response1',
    'response2',
  ],
];

test('a conversation beside two answers becomes two transcripts, linked as a pair', async () => {
  const { transcripts } = await readFile(realFile('preference/toolcall_dpo_zh_demo.jsonl'));
  const [, , chosen, rejected] = transcripts;
  expect(chosen?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant']);
  expect(chosen?.messages[1]?.tool_calls).toEqual([
    { id: 'call-1-1', name: 'get_weather', arguments: '{"city":"北京"}' },
  ]);
  expect(chosen?.messages[2]?.tool_call_id).toBe('call-1-1');
  expect(spoken(rejected?.messages).at(-1)).toBe('assistant: 北京今天28度。');
  expect(chosen?.metadata).toMatchObject({ preference: 'chosen', pair: rejected?.metadata.pair });
  expect(rejected?.metadata.preference).toBe('rejected');
  expect(chosen?.id).toBe(`${String(chosen?.metadata.pair)}:chosen`);
  expect(chosen?.metadata.tools).toContain('get_weather');
});

test('keys with a prefix are read where the format is chosen by name, and recognised nowhere', async () => {
  const file = realFile('preference/hh-harmless-base.jsonl');
  const { transcripts } = await readFile(file, 'preference');
  expect(transcripts[0]?.messages.map(({ role }) => role)).toEqual([
    'user',
    'assistant',
    'user',
    'assistant',
    'user',
    'assistant',
  ]);
  expect(transcripts[0]?.metadata).toMatchObject({ split: 'test', preference: 'chosen' });
  await expect(readFile(file)).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('a text is split only where a line after an empty one begins a turn', async () => {
  const text =
    '\n\nHuman: Say "Human: x"\nHuman: y\n\nAssistant: I say\n\nAssistants: z and Human: q\n\nHuman: \n\nAssistant:';
  const { transcripts } = await readLines([{ chosen: text, rejected: '\n\nHuman: a\n\nAssistant: b' }]);
  expect(spoken(transcripts[0]?.messages)).toEqual([
    'user: Say "Human: x"\nHuman: y',
    'assistant: I say\n\nAssistants: z and Human: q',
    'user: ',
    'assistant: ',
  ]);
});

const ASK = { role: 'user', content: 'Q' };
const ANSWERS = {
  chosen: [{ role: 'assistant', content: 'A' }],
  rejected: [{ role: 'assistant', content: 'B' }],
};

test.each([
  ['prompt text, answer texts', { prompt: 'Q', chosen: 'A', rejected: 'B' }],
  ['prompt messages', { prompt: [ASK], ...ANSWERS }],
  ['one message each', { prompt: 'Q', chosen: ANSWERS.chosen[0], rejected: ANSWERS.rejected[0] }],
  [
    'from and value',
    {
      conversations: [{ from: 'human', value: 'Q' }],
      chosen: { from: 'gpt', value: 'A' },
      rejected: { from: 'gpt', value: 'B' },
    },
  ],
  [
    'from and content',
    {
      context: [{ from: 'user', content: 'Q' }],
      chosen: [{ from: 'assistant', content: 'A' }],
      rejected: [{ from: 'assistant', content: 'B' }],
    },
  ],
  ['messages beside answers', { messages: [ASK], ...ANSWERS }],
  ['no prompt of its own', { chosen: [ASK, ...ANSWERS.chosen], rejected: [ASK, ...ANSWERS.rejected] }],
  [
    'a prompt that the answers repeat',
    { prompt: 'Q', chosen: [ASK, ...ANSWERS.chosen], rejected: [ASK, ...ANSWERS.rejected] },
  ],
  [
    'the preferred conversation once more, as UltraFeedback-binarized has it',
    {
      prompt: 'Q',
      messages: [ASK, ...ANSWERS.chosen],
      chosen: [ASK, ...ANSWERS.chosen],
      rejected: [ASK, ...ANSWERS.rejected],
    },
  ],
  [
    'conversations in objects',
    { chosen: { messages: [ASK, ...ANSWERS.chosen] }, rejected: { messages: [ASK, ...ANSWERS.rejected] } },
  ],
  [
    'OpenAI’s preference fine-tuning',
    {
      input: { messages: [ASK], tools: [] },
      preferred_output: ANSWERS.chosen,
      non_preferred_output: ANSWERS.rejected,
    },
  ],
  [
    'OpenAI’s with bare input',
    { input: [ASK], preferred_output: ANSWERS.chosen, non_preferred_output: ANSWERS.rejected },
  ],
  [
    'NeMo RL',
    {
      context: [ASK],
      completions: [
        { rank: 0, completion: ANSWERS.chosen },
        { rank: 1, completion: ANSWERS.rejected },
      ],
    },
  ],
  ['two answers beside each other', { context: [ASK], response1: 'A', response2: 'B' }],
  [
    'two conversations beside each other',
    {
      conversation_a: [ASK, ...ANSWERS.chosen],
      conversation_b: [ASK, ...ANSWERS.rejected],
      winner: 'model_a',
    },
  ],
  ['a prompt that only asks', { prompt: '\n\nHuman: Q\n\nAssistant:', chosen: 'A', rejected: 'B' }],
])('%s', async (_what, row) => {
  const { transcripts, rejected, format } = await readLines([row]);
  expect(format).toBe('preference');
  expect(rejected).toEqual([]);
  expect(transcripts.map(({ messages }) => spoken(messages))).toEqual([
    ['user: Q', 'assistant: A'],
    ['user: Q', 'assistant: B'],
  ]);
});

test('a side with several answers gives a transcript each, and an id that repeats gets its line', async () => {
  const row = { id: 7, prompt: 'Q', chosen: ['A'], rejected: ['B', 'C'], margin: 0.5 };
  const { transcripts } = await readLines([row, { ...row, prompt: 'R' }]);
  expect(transcripts.map(({ id }) => id)).toEqual([
    '7:chosen',
    '7:rejected:1',
    '7:rejected:2',
    '7:chosen#2',
    '7:rejected:1#2',
    '7:rejected:2#2',
  ]);
  expect(transcripts[0]?.metadata).toEqual({ margin: 0.5, pair: '7', preference: 'chosen' });
});

test('which answer is preferred is known where the row says it, whatever the order', async () => {
  const { transcripts } = await readLines([
    {
      context: 'Q',
      completions: [
        { rank: 2, completion: 'C' },
        { rank: 0, completion: 'A' },
        { rank: 1, completion: 'B' },
      ],
    },
    {
      input: { messages: [ASK], parallel_tool_calls: true },
      preferred_output: 'A',
      non_preferred_output: 'B',
    },
  ]);
  expect(transcripts.map(({ id, metadata }) => [id?.replace(/^[^:]+/, ''), metadata.preference])).toEqual([
    [':rejected:1', 'rejected'],
    [':chosen', 'chosen'],
    [':rejected:2', 'rejected'],
    [':chosen', 'chosen'],
    [':rejected', 'rejected'],
  ]);
  expect(transcripts[3]?.metadata).toMatchObject({ parallel_tool_calls: true });
  const { transcripts: beside } = await readLines([
    { id: 'x', prompt: 'Q', response_a: 'A', response_b: 'B', model_a: 'm', winner: 'a' },
  ]);
  expect(beside[0]).toMatchObject({ id: 'x:response_a', metadata: { model: 'm', winner: 'a' } });
  expect(beside[0]?.metadata).not.toHaveProperty('preference');
});

test('the input belongs to the instruction, and earlier turns and instructions are kept', async () => {
  const { transcripts } = await readLines([
    { instruction: 'Add.', input: '1 and 2', history: [['Hi', 'Hello']], chosen: '3', rejected: '4' },
    {
      prompt: [{ role: 'system', content: 'S' }, ASK],
      chosen: [ASK, ...ANSWERS.chosen],
      rejected: [ASK, ...ANSWERS.rejected],
    },
  ]);
  expect(spoken(transcripts[0]?.messages)).toEqual([
    'user: Hi',
    'assistant: Hello',
    'user: Add.\n1 and 2',
    'assistant: 3',
  ]);
  expect(spoken(transcripts[2]?.messages)).toEqual(['system: S', 'user: Q', 'assistant: A']);
});

test('one bad side is refused by its path, the other is taken', async () => {
  const { transcripts, rejected } = await readLines([
    { prompt: 'Q', chosen: 'A', rejected: null },
    { prompt: 'Q', chosen: [{ role: 'cook', content: 'A' }], rejected: 'B' },
  ]);
  expect(transcripts).toHaveLength(2);
  expect(rejected.map(({ line, path }) => [line, path])).toEqual([
    [1, 'rejected'],
    [2, 'chosen[0].role'],
  ]);
});

test('what is written as text or as messages is read as it was', async () => {
  const turns = fc.array(plainText, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(turns, plainText, plainText, fc.boolean(), async (prompt, chosen, rejected, asList) => {
      const messages = prompt.map((content, index) => ({
        role: index % 2 === 0 ? 'user' : 'assistant',
        content,
      }));
      const answer = (content: string) => (asList ? [{ role: 'assistant', content }] : content);
      const { transcripts } = await readLines([
        { prompt: messages, chosen: answer(chosen), rejected: answer(rejected) },
      ]);
      const asked = messages.map(({ role, content }) => `${role}: ${content}`);
      expect(transcripts.map((each) => spoken(each.messages))).toEqual([
        [...asked, `assistant: ${chosen}`],
        [...asked, `assistant: ${rejected}`],
      ]);
    }),
    { numRuns: 40 },
  );
});

test('hostile rows are rejected', () => onlyRejects('preference', FIELDS));
