import { zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { openSource, recognise } from '../../main/engine/formats/index.ts';
import { anyRecords } from '../../main/engine/formats/mapping.ts';
import { madeFile, readFile, realFile } from './read-file.ts';
import { zipOf } from './zip-file.ts';

/** Small files that unpack to more than any memory, archives that mean harm, and tables that are none. */

const MEBIBYTE = 1024 * 1024;

/** Many mebibytes of the same text in a few bytes: frames of zstd may follow each other. */
function packed(text: string, mebibytes: number, head = ''): Buffer {
  const part = 64;
  const frame = zstdCompressSync(text.repeat((part * MEBIBYTE) / text.length));
  return Buffer.concat([zstdCompressSync(head), ...Array.from({ length: mebibytes / part }, () => frame)]);
}

async function readAll(file: string): Promise<string[]> {
  const found: string[] = [];
  for await (const record of anyRecords(await openSource(file), undefined))
    found.push('value' in record ? `line ${record.line}` : `line ${record.line}: ${record.rejected.reason}`);
  return found;
}

test('gigabytes of blank lines end at the millionth', { timeout: 60_000 }, async () => {
  const file = madeFile('blank.jsonl.zst', packed('\n', 64 * 64));
  await expect(recognise(file)).rejects.toMatchObject({ code: 'FILE_NOT_TEXT', where: { line: 1_000_001 } });
});

test('a line without an end is refused at 256 MiB', { timeout: 60_000 }, async () => {
  const file = madeFile('line.jsonl.zst', packed('a', 64 * 64));
  await expect(readAll(file)).rejects.toMatchObject({
    code: 'FILE_NOT_TEXT',
    message: expect.stringContaining('line 1: longer than 256 MiB'),
  });
});

test('looking at what a file is stops when it is cancelled', async () => {
  const file = madeFile('object.json.zst', packed('a', 64 * 64, '{"messages":[{"content":"'));
  const abort = new AbortController();
  const looking = recognise(file, undefined, undefined, abort.signal);
  setImmediate(() => abort.abort());
  await expect(looking).rejects.toThrow(/abort/i);
});

test.skipIf(process.platform === 'win32')('a device is no file', async () => {
  await expect(recognise('/dev/zero')).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
});

test('a number beyond all numbers is null', async () => {
  const line = '{"prompt":"Q","completion":"A","n":1e999,"list":[-1e400,1],"big":12345678901234567890}';
  const { transcripts } = await readFile(madeFile('n.jsonl', line));
  expect(transcripts[0]?.metadata).toEqual({ n: null, list: [null, 1], big: 12345678901234567890n });
});

const HEADER = {
  name: 'header.json',
  content: JSON.stringify({ version: 2, status: 'success', eval: { task: 't', model: 'm' } }),
};
const SAMPLE = {
  name: 'samples/1_epoch_1.json',
  content: JSON.stringify({ id: '1', epoch: 1, messages: [{ role: 'user', content: 'Hi' }] }),
};

test('names that would be paths are names, and of two members of one name the last counts', async () => {
  const evil = ['../../samples/2_epoch_1.json', '/etc/passwd', 'C:\\evil', '..\\x', 'a/../../b'];
  const other = { ...SAMPLE, content: SAMPLE.content.replace('Hi', 'Ho') };
  const members = [HEADER, ...evil.map((name) => ({ name, content: 'x' })), SAMPLE, other];
  const { transcripts, rejected } = await readFile(madeFile('log.eval', zipOf(members)));
  expect(rejected).toEqual([]);
  expect(transcripts.map(({ messages }) => messages[0]?.content)).toMatchObject([[{ text: 'Ho' }]]);
});

test('an encrypted member is named as such', async () => {
  const bytes = zipOf([HEADER, SAMPLE]);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1))
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
  await expect(readFile(madeFile('log.eval', bytes))).rejects.toMatchObject({
    code: 'FILE_NOT_READABLE',
    message: expect.stringContaining('header.json is encrypted'),
  });
});

test('a member that holds more than it says is refused', async () => {
  const bytes = zipOf([HEADER, { ...SAMPLE, content: ' '.repeat(MEBIBYTE) }]);
  for (let at = bytes.indexOf(SAMPLE.name); at >= 0; at = bytes.indexOf(SAMPLE.name, at + 1)) {
    const isDirectory = bytes.readUInt32LE(at - 46) === 0x02014b50;
    if (isDirectory) bytes.writeUInt32LE(10, at - 46 + 24);
  }
  const { transcripts, rejected } = await readFile(madeFile('log.eval', bytes));
  expect(transcripts).toEqual([]);
  expect(rejected).toMatchObject([{ reason: expect.stringContaining('is longer than the archive says') }]);
});

test('a row of Parquet that is too long, or no text, is refused by itself', async () => {
  expect(await readAll(realFile('parquet/long-row.parquet'))).toEqual([
    'line 1',
    'line 2: the row is longer than 256 MiB.',
    'line 3',
  ]);
  const data = ['good', 'caf\u00e9', 'good'];
  const columnData = [{ name: 'prompt', data, type: 'STRING' as const }];
  const bytes = Buffer.from(parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED', statistics: false }));
  bytes[bytes.indexOf('caf\u00e9') + 3] = 0x41;
  expect(await readAll(madeFile('latin.parquet', bytes))).toEqual([
    'line 1',
    expect.stringMatching(/^line 2: "prompt" is a column of text, and its bytes are not UTF-8/),
    'line 3',
  ]);
});

test('looking at a file of Parquet does not read all of it', async () => {
  const { facts, records, sha256 } = await openSource(realFile('parquet/row-groups.parquet'));
  for await (const _record of records(undefined));
  expect(facts.sha256).toBe('');
  expect(await sha256()).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['semicolons', 'id;prompt\n1;"a;b"\n', ['line 2']],
  ['tabs, a byte order mark and CRLF', '\ufeffid\tprompt\r\n1\t"x\r\ny"\r\n2\tz\r\n', ['line 2', 'line 4']],
  [
    'rows that are short or long',
    'id,prompt,a\n1,x\n2,x,y,z\n3,x,y\n',
    ['line 2', /line 3: the row has 4 cells/, 'line 4'],
  ],
  ['names twice and none', 'id,text,text,\n1,a,b,c\n', ['line 2']],
  [
    'a quote that is never closed',
    'id,prompt\n1,a\n2,"b\n3,c\n',
    ['line 2', /line 3: the rows from here on cannot/],
  ],
])('a table with %s is read, and what cannot be says its line', async (_name, text, expected) => {
  const found = await readAll(madeFile('t.csv', text));
  expect(found).toEqual(
    expected.map((each) => (typeof each === 'string' ? each : expect.stringMatching(each))),
  );
});
