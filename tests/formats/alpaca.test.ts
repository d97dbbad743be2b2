import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyRejects, plainText, readLines, spoken } from './lines.ts';
import { readFile, realFile } from './read-file.ts';

test('instruction and input are one message, an empty input is none', async () => {
  const { transcripts } = await readFile(realFile('alpaca/alpaca.json'));
  expect(spoken(transcripts[0]?.messages)).toEqual([
    "user: You will be given a series of words. Output these words in reverse order, with each word on its own line.\nWords: ['Hello', 'world'].",
    "assistant: ['world', 'Hello']",
  ]);
  const identity = await readFile(realFile('alpaca/identity.json'));
  expect(spoken(identity.transcripts[0]?.messages)[0]).toBe('user: hi');
});

test('the history comes before, the system first, the rest is metadata', async () => {
  const { transcripts } = await readLines([
    {
      instruction: 'I',
      input: '',
      output: 'O',
      system: 'S',
      history: [
        ['q', 'a'],
        ['r', 'b'],
      ],
      category: 'qa',
    },
    { instruction: 'I', context: 'C', response: 'O', category: 'qa' },
  ]);
  expect(transcripts.map(({ messages }) => spoken(messages))).toEqual([
    ['system: S', 'user: q', 'assistant: a', 'user: r', 'assistant: b', 'user: I', 'assistant: O'],
    ['user: I\nC', 'assistant: O'],
  ]);
  expect(transcripts[0]?.metadata).toEqual({ category: 'qa' });
});

test('a wrong history is refused by its path', async () => {
  const { rejected } = await readLines([{ instruction: 'I', output: 'O', history: ['q'] }]);
  expect(rejected).toMatchObject([{ path: 'history[0]' }]);
});

test('what is written is read', async () => {
  await fc.assert(
    fc.asyncProperty(plainText, plainText, plainText, async (instruction, input, output) => {
      const { transcripts } = await readLines([{ instruction, input, output }]);
      expect(spoken(transcripts[0]?.messages)).toEqual([
        `user: ${instruction}\n${input}`,
        `assistant: ${output}`,
      ]);
    }),
    { numRuns: 40 },
  );
});

test('hostile rows are rejected', () =>
  onlyRejects('alpaca', ['instruction', 'input', 'output', 'history', 'system']));
