import { expect, test } from 'vitest';
import { spoken } from './lines.ts';
import { madeFile, readFile } from './read-file.ts';

/** A table as text, every cell in quotes. */
function csv(rows: readonly (readonly string[])[], separator = ','): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(cell).join(separator)}\n`).join('');
}

const MESSAGES = [
  { role: 'user', content: 'Did the tests pass?\nSay so.' },
  { role: 'assistant', content: 'Two, "I think".' },
];
const ASKED = MESSAGES[0]?.content ?? '';
const SAID = MESSAGES[1]?.content ?? '';

test.each([
  ['chat-jsonl', ['id', 'messages'], ['1', JSON.stringify(MESSAGES)]],
  ['prompt-completion', ['id', 'prompt', 'completion'], ['1', ASKED, SAID]],
  ['alpaca', ['id', 'instruction', 'input', 'output'], ['1', ASKED, '', SAID]],
  [
    'sharegpt',
    ['id', 'conversations'],
    ['1', JSON.stringify(MESSAGES.map(({ role: from, content: value }) => ({ from, value })))],
  ],
])('a table is read as %s where its columns say so', async (format, names, row) => {
  for (const separator of [',', ';', '\t']) {
    const read = await readFile(madeFile('own.csv', `\ufeff${csv([names, row], separator)}`));
    expect(read.format).toBe(format);
    expect(read.rejected).toEqual([]);
    expect(spoken(read.transcripts[0]?.messages)).toEqual([`user: ${ASKED}`, `assistant: ${SAID}`]);
    expect(read.transcripts[0]?.id).toBe('1');
  }
});

test('pairs in a table are two transcripts', async () => {
  const { format, transcripts } = await readFile(
    madeFile(
      'own.csv',
      csv([
        ['prompt', 'chosen', 'rejected'],
        ['Q', 'A', 'B'],
        ['R', 'C', 'D'],
      ]),
    ),
  );
  expect(format).toBe('preference');
  expect(transcripts).toHaveLength(4);
});

test('confessions in a table of our own shape are read, others are left to a mapping', async () => {
  const confessions = JSON.stringify([{ id: 'a', text: 'I ran two.' }]);
  const own = await readFile(
    madeFile(
      'own.csv',
      csv([
        ['id', 'messages', 'confessions'],
        ['1', JSON.stringify(MESSAGES), confessions],
      ]),
    ),
  );
  expect(own.format).toBe('shrive-jsonl');
  expect(own.transcripts[0]?.confessions).toHaveLength(1);
  const other = madeFile(
    'own.csv',
    csv([
      ['prompt', 'completion', 'confession'],
      ['Q', 'A', 'I lied.'],
    ]),
  );
  await expect(readFile(other)).rejects.toMatchObject({
    code: 'FORMAT_UNKNOWN',
    message: expect.stringMatching(/Keys seen: prompt, completion, confession\..*mapping.*--map/) as string,
  });
});

test('JSON Lines after a remark are no table', async () => {
  const text = `# runs, of May\n${JSON.stringify({ messages: MESSAGES })}\n`;
  const { format, transcripts, rejected } = await readFile(madeFile('own.jsonl', text));
  expect(format).toBe('chat-jsonl');
  expect(transcripts).toHaveLength(1);
  expect(rejected.map(({ line }) => line)).toEqual([1]);
});
