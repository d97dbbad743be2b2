import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { openSource } from '../../main/engine/formats/index.ts';
import { plainText, spoken } from './lines.ts';
import { madeFile, readFile, realFile } from './read-file.ts';

const CONVERSATION = [
  'user: Run all tests 0. 🙂',
  'assistant: run({"n":0})',
  'tool: 2 passed',
  'assistant: All pass.',
];

function parquet(name: string) {
  return realFile(`parquet/${name}.parquet`);
}

async function rowsOf(file: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const raw of (await openSource(file)).records(undefined))
    if ('value' in raw) rows.push(raw.value);
  return rows;
}

test.each([
  ['codec-snappy', 3],
  ['codec-gzip', 3],
  ['codec-zstd', 3],
  ['codec-lz4', 3],
  ['codec-brotli', 3],
  ['no-dictionary', 3],
  ['data-page-v2', 3],
  ['list-item-name', 3],
  ['large-list', 3],
  ['row-groups', 7],
  ['json-text', 2],
  ['json-column', 2],
])('%s gives its conversations', async (name, count) => {
  const { transcripts, rejected, format } = await readFile(parquet(name));
  expect(format).toBe('chat-jsonl');
  expect(rejected).toEqual([]);
  expect(transcripts.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, index) => `t${index}`));
  expect(spoken(transcripts[0]?.messages)).toEqual(CONVERSATION);
  expect(transcripts[0]?.messages[1]?.tool_calls?.[0]?.id).toBe('c0');
  expect(transcripts[0]?.messages[2]?.tool_call_id).toBe('c0');
});

test('metadata that is JSON in a cell is metadata', async () => {
  const { transcripts } = await readFile(parquet('json-text'));
  expect(transcripts.map(({ metadata }) => metadata)).toEqual([{ model: 'm', n: 1 }, {}]);
});

test('an object of lists is the list of messages that it was', async () => {
  const { transcripts } = await readFile(parquet('dict-of-lists'));
  expect(spoken(transcripts[0]?.messages)).toEqual(['user: Run.', 'assistant: Done.']);
});

test('a file without rows gives none, by name and as an unknown format', async () => {
  expect((await readFile(parquet('zero-rows'), 'chat-jsonl')).transcripts).toEqual([]);
  await expect(readFile(parquet('zero-rows'))).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('values of every type become what JSON has for them, and no digit of an integer is lost', async () => {
  const { transcripts } = await readFile(parquet('types'));
  expect(transcripts[0]?.metadata).toMatchObject({
    big: 9007199254740993n,
    u64: 18446744073709551615n,
    day: '2026-01-02',
    time: '2026-01-02T03:04:05.678901',
    bin: Buffer.from([0x00, 0xff, 0x10]).toString('base64'),
    ns: '2026-01-02T03:04:05.678901234Z',
    clock: '01:02:03.000',
    dec: 0.1,
    bigdec: '12345678901234567890.12',
    nan: null,
    half: 1.5,
    flags: [true, false],
    map: { a: 1 },
    cat: 'x',
    floats: [0.5, 1.5],
  });
  expect(transcripts[1]?.metadata).toMatchObject({ big: 7, u64: 1, nan: null, cat: 'x' });
  expect(transcripts[1]?.metadata).not.toHaveProperty('day');
});

test('what is written is read, whatever the size of the row groups', async () => {
  const rows = fc.array(fc.record({ prompt: plainText, completion: plainText, n: fc.integer() }), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (records, rowGroupSize) => {
      const columnData = [
        { name: 'prompt', data: records.map(({ prompt }) => prompt), type: 'STRING' as const },
        { name: 'completion', data: records.map(({ completion }) => completion), type: 'STRING' as const },
        { name: 'n', data: records.map(({ n }) => n), type: 'INT32' as const },
      ];
      const file = madeFile('rows.parquet', new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize })));
      expect(await rowsOf(file)).toEqual(records);
    }),
    { numRuns: 30 },
  );
});

test('JSON that is none in a JSON column is a cell of text, and an answer that is JSON stays text', async () => {
  const columnData = [
    { name: 'prompt', data: ['Give JSON.', 'Again.'], type: 'STRING' as const },
    { name: 'completion', data: ['[{"a":1}]', '{"role":"x"}'], type: 'STRING' as const },
  ];
  const file = madeFile('rows.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
  expect((await readFile(file)).transcripts.map(({ messages }) => spoken(messages)[1])).toEqual([
    'assistant: [{"a":1}]',
    'assistant: {"role":"x"}',
  ]);
});

test('a file that is cut off anywhere fails with a code', async () => {
  const bytes = readFileSync(parquet('codec-snappy'));
  for (let length = 4; length < bytes.length; length += 97) {
    await expect(
      readFile(madeFile('cut.parquet', bytes.subarray(0, length)), 'chat-jsonl'),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^FILE_/),
    });
  }
});

/** The footer of a file, changed; its length follows. */
function withFooter(bytes: Buffer, change: (footer: Buffer) => Buffer): Buffer {
  const start = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  const footer = change(bytes.subarray(start, -8));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([bytes.subarray(0, start), footer, length, Buffer.from('PAR1')]);
}

test('a footer that counts more rows than its file can hold is refused at once', async () => {
  const columnData = [{ name: 'prompt', data: ['a', 'b', 'c'], type: 'STRING' as const }];
  const bytes = Buffer.from(parquetWriteBuffer({ columnData }));
  // Field 3 of a row group, an i64: three rows as a zigzag varint, then 2^49 of them.
  const three = Buffer.from([0x16, 0x06]);
  const many = Buffer.from([0x16, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02]);
  const hostile = withFooter(bytes, (footer) => {
    const at = footer.lastIndexOf(three);
    return Buffer.concat([footer.subarray(0, at), many, footer.subarray(at + 2)]);
  });
  await expect(readFile(madeFile('hostile.parquet', hostile), 'chat-jsonl')).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringContaining('562949953421312 rows'),
  });
});

test('a column that the schema does not have is refused, and nothing fails unseen', async () => {
  const hostile = withFooter(readFileSync(parquet('codec-snappy')), (footer) => {
    const changed = Buffer.from(footer);
    changed.write('messageZ', footer.lastIndexOf('messages'), 'latin1');
    return changed;
  });
  await expect(readFile(madeFile('hostile.parquet', hostile), 'chat-jsonl')).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
  });
});
