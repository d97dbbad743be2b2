import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { ReadRecord } from './format.ts';
import { openSource, READERS, recognise } from './index.ts';

function fileOf(bytes: string | Buffer, name = 'f.jsonl'): string {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-format-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function readAll(bytes: string | Buffer, name?: string) {
  const file = fileOf(bytes);
  const { reader } = await recognise(file, name);
  const source = await openSource(file);
  const records: ReadRecord[] = [];
  for await (const record of reader.read(source, undefined)) records.push(record);
  return { reader, records, facts: source.facts };
}

const LINE = JSON.stringify({
  id: 't1',
  messages: [{ role: 'user', content: 'Grüße 🙂' }],
  confessions: [{ id: 'a', text: 'All done.' }],
  metadata: { k: 1 },
});

function transcriptOf(record: ReadRecord | undefined) {
  if (record === undefined || !('transcript' in record))
    throw new Error(`not a transcript: ${JSON.stringify(record)}`);
  return record.transcript;
}

test.each([
  ['plain', `${LINE}\n`, { line_ends: 'LF', bom: false, packed: undefined }],
  ['without a last newline', LINE, { line_ends: 'none', bom: false }],
  ['with CRLF and blank lines', `\r\n${LINE}\r\n\r\n`, { line_ends: 'CRLF' }],
  ['with a BOM', `\ufeff${LINE}\n`, { bom: true }],
  ['gzipped', gzipSync(`${LINE}\n`), { packed: 'gzip' }],
])('one transcript is read from a file %s', async (_what, bytes, facts) => {
  const read = await readAll(bytes);
  expect(read.reader.name).toBe('shrive-jsonl');
  expect(read.records).toHaveLength(1);
  expect(transcriptOf(read.records[0])).toMatchObject({
    id: 't1',
    metadata: { k: 1 },
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Grüße 🙂' }] }],
  });
  expect(read.facts).toMatchObject({ ...facts, records: 1 });
});

test('chat shapes: a bare list, tool calls, old function calls, reasoning in its places, unknown parts and fields', async () => {
  const messages = [
    { role: 'human', content: 'x' },
    { role: 'assistant', content: '<think>hm</think>\nYes', weight: 1 },
    {
      role: 'assistant',
      content: null,
      reasoning_content: 'why',
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{broken' } }],
    },
    {
      role: 'tool',
      tool_call_id: 'c',
      content: [
        { type: 'text', text: 'ok' },
        { type: 'hologram', size: 3 },
      ],
    },
    { role: 'assistant', content: null, function_call: { name: 'g', arguments: '{}' } },
    { role: 'function', name: 'g', content: 'done' },
  ];
  const { records, reader } = await readAll(`${JSON.stringify(messages)}\n`);
  expect(reader.name).toBe('chat-jsonl');
  const [user, thought, call, result, old, answer] = transcriptOf(records[0]).messages;
  expect(user).toEqual({ role: 'user', content: [{ type: 'text', text: 'x' }] });
  expect(thought).toEqual({
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'hm' },
      { type: 'text', text: 'Yes' },
    ],
    extra: { weight: 1 },
  });
  expect(call).toEqual({
    role: 'assistant',
    content: [{ type: 'reasoning', text: 'why' }],
    tool_calls: [{ id: 'c', name: 'f', arguments: '{broken' }],
  });
  expect(result?.content[1]).toEqual({
    type: 'opaque',
    kind: 'hologram',
    json: '{"type":"hologram","size":3}',
  });
  expect(old?.tool_calls?.[0]?.id).toBe(answer?.tool_call_id);
});

test.each([
  ['{"messages":[{"role":"cook"}]}', 'messages[0].role'],
  ['{"messages":[]}', 'messages'],
  ['{"messages":[{"role":"user","content":7}]}', 'messages[0].content'],
  ['{"messages":[{"role":"user","content":[{"type":"text"}]}]}', 'messages[0].content[0].text'],
  ['{"messages":[{"role":"user","content":"x"}],"confessions":[{"id":"a"}]}', 'confessions[0]'],
  [
    '{"messages":[{"role":"user","content":"x"}],"confessions":[{"id":"a","text":"x"},{"id":"a","text":"y"}]}',
    'confessions[1].id',
  ],
  [
    '{"messages":[{"role":"user","content":"x"}],"confessions":[{"id":"a","text":"x","judge_scores":[{"judge":"j","score":2}]}]}',
    'confessions[0].judge_scores[0].score',
  ],
  ['{"messages": [', ''],
])('%s is refused at "%s", and the lines around it are read', async (line, path) => {
  const { records } = await readAll(`${LINE}\n${line}\n${LINE}\n`);
  expect(
    records.map((record) => ('rejected' in record ? [record.line, record.rejected.path] : record.line)),
  ).toEqual([1, [2, path], 3]);
});

test('NaN of Python files is read as null, in strings it stays', async () => {
  const { records } = await readAll(
    `{"messages":[{"role":"user","content":"NaN"}],"confessions":[],"metadata":{"score":NaN}}\n`,
  );
  expect(transcriptOf(records[0])).toMatchObject({
    metadata: { score: null },
    messages: [{ content: [{ text: 'NaN' }] }],
  });
});

test.each([
  [Buffer.from([0xff, 0xfe, 0x41, 0x00]), 'FILE_NOT_TEXT'],
  [Buffer.from('PK\u0003\u0004 zip', 'latin1'), 'FILE_NOT_READABLE'],
  [Buffer.concat([Buffer.from(LINE), Buffer.from([0xc3, 0x28, 0x0a])]), 'FILE_NOT_TEXT'],
  [gzipSync(LINE.repeat(50)).subarray(0, 60), 'FILE_NOT_READABLE'],
  ['', 'FORMAT_UNKNOWN'],
  ['{"rows": 1}\n', 'FORMAT_UNKNOWN'],
])('a file that is not for us fails with its own code (%#)', async (bytes, code) => {
  await expect(readAll(bytes)).rejects.toMatchObject({ code });
});

test('a missing file and an unknown format name are said so', async () => {
  await expect(recognise('/nowhere/at/all.jsonl')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  await expect(recognise(fileOf(LINE), 'wordperfect')).rejects.toMatchObject({ code: 'FORMAT_UNKNOWN' });
});

test('no reader throws anything but a ShriveError, whatever the bytes', async () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((json) => Buffer.from(`${json}\n`)),
    fc
      .record({ messages: fc.jsonValue(), confessions: fc.jsonValue(), id: fc.jsonValue() })
      .map((record) => Buffer.from(JSON.stringify(record))),
  );
  await fc.assert(
    fc.asyncProperty(
      hostile,
      fc.constantFrom(...READERS.map((reader) => reader.name)),
      async (bytes, name) => {
        try {
          await readAll(bytes, name);
        } catch (error) {
          expect(error).toBeInstanceOf(ShriveError);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a line of 60 MB is read', async () => {
  const long = JSON.stringify({
    id: 'long',
    messages: [{ role: 'user', content: 'x'.repeat(60_000_000) }],
    confessions: [],
  });
  const { records, facts } = await readAll(`${LINE}\n${long}\n`);
  expect(records).toHaveLength(2);
  expect(facts.longest_line_bytes).toBeGreaterThan(60_000_000);
});

test('what is packed twice is refused, and damaged archives say what they are, packed or not', async () => {
  const parquet = Buffer.from('PAR1....PAR1');
  const archive = Buffer.from('PK\u0003\u0004....');
  for (const [bytes, said] of [
    [gzipSync(parquet), 'a Parquet file and damaged'],
    [zstdCompressSync(archive), 'zip archive'],
    [gzipSync(zstdCompressSync(LINE)), 'a file packed with zstd, packed once more with gzip'],
    [Buffer.concat(['P', 'AR', '1'].map((each) => zstdCompressSync(each))), 'a Parquet file and damaged'],
  ] as const)
    await expect(recognise(fileOf(bytes))).rejects.toMatchObject({
      name: 'ShriveError',
      message: expect.stringContaining(said),
    });
});

test('a zip archive that is read as a format of text is refused, not taken for an empty file', async () => {
  const archive = Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`);
  for (const name of ['chat-jsonl', 'sharegpt', 'alpaca', 'openai-responses']) {
    const { records } = await readAll(archive, name);
    expect(records).toMatchObject([{ rejected: { found: 'a zip archive' } }]);
  }
});
