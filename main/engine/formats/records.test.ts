import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfession } from '../../../shared/domain/confession.ts';
import type { ReadRecord } from './format.ts';
import { openSource, recognise } from './index.ts';

/** What real files hold that JSON's own rules do not settle, and what is made to break readers. */

const GOOD = '{"id":"good","messages":[{"role":"user","content":"x"}],"confessions":[]}';

/** Reads the lines between two good ones. */
async function readBetween(...lines: string[]): Promise<ReadRecord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'f.jsonl');
  writeFileSync(file, `${[GOOD, ...lines, GOOD].join('\n')}\n`);
  const { reader } = await recognise(file);
  const records: ReadRecord[] = [];
  for await (const record of reader.read(await openSource(file), undefined)) records.push(record);
  const ids = [records.at(0), records.at(-1)].map(
    (each) => each && 'transcript' in each && each.transcript.id,
  );
  expect(ids).toEqual(['good', 'good']);
  return records.slice(1, -1);
}

function transcriptOf(record: ReadRecord | undefined) {
  if (record === undefined || !('transcript' in record))
    throw new Error(`not a transcript: ${JSON.stringify(record)}`);
  return record.transcript;
}

function nested(levels: number): string {
  return `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;
}

test.each([
  ['at the beginning', (deep: string) => `{"metadata":${deep},"messages":[{"role":"user","content":"x"}]}`],
  [
    'behind much text',
    (deep: string) =>
      `{"messages":[{"role":"user","content":"${'x'.repeat(50_000)}"}],"metadata":{"m":${deep}}}`,
  ],
  ['in a call', (deep: string) => `{"messages":[{"role":"user","content":[{"type":"new","of":${deep}}]}]}`],
])('a record nested far too deep %s is named, and nothing overflows', async (_where, make) => {
  for (const levels of [300, 200_000]) {
    const [record] = await readBetween(make(nested(levels)));
    expect(record).toMatchObject({
      line: 2,
      rejected: {
        path: '',
        expected: 'at most 256 levels',
        reason: 'the record is nested deeper than 256 levels.',
      },
    });
  }
});

test('what nests deep inside of a string is text, and is read as such', async () => {
  const report = `{"objectives":${nested(200_000)}}`;
  const [record] = await readBetween(
    JSON.stringify({
      messages: [{ role: 'user', content: 'x' }],
      confessions: [
        { id: 'a', text: report },
        { id: 'b', report },
      ],
    }),
  );
  const { confessions } = transcriptOf(record);
  expect(confessions.map(({ confession }) => [confession.text, confession.report])).toEqual([
    [report, undefined],
    [report, undefined],
  ]);
  expect(confessions.map(({ confession }) => readConfession(confession).claims)).toEqual([[], []]);
});

test('keys named __proto__ are fields like others, and change nothing else', async () => {
  const [record] = await readBetween(
    '{"messages":[{"role":"user","content":"x","__proto__":{"polluted":1}}],"confessions":[{"id":"a","report":{"objectives":[],"__proto__":{"polluted":2}}}],"metadata":{"__proto__":{"polluted":3},"constructor":4}}',
  );
  const { messages, confessions, metadata } = transcriptOf(record);
  expect(JSON.stringify(messages[0]?.extra)).toBe('{"__proto__":{"polluted":1}}');
  expect(JSON.stringify(confessions[0]?.confession.report)).toBe(
    '{"objectives":[],"__proto__":{"polluted":2}}',
  );
  expect(JSON.stringify(metadata)).toBe('{"__proto__":{"polluted":3},"constructor":4}');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('of a key that stands twice the last value counts', async () => {
  const [record] = await readBetween('{"id":"one","id":"two","messages":[{"role":"user","content":"x"}]}');
  expect(transcriptOf(record).id).toBe('two');
});

test('NUL and half characters stay what they are', async () => {
  const [record] = await readBetween('{"messages":[{"role":"user","content":"a\\u0000b\\ud83dc"}]}');
  expect(transcriptOf(record).messages[0]?.content).toEqual([{ type: 'text', text: 'a\u0000b\ud83dc' }]);
});

test('a NUL that is not escaped is no JSON, and is named', async () => {
  const [record] = await readBetween('{"messages":[{"role":"user","content":"a\u0000b"}]}');
  expect(record).toMatchObject({ rejected: { path: '', expected: 'JSON' } });
});

test('integers that a number cannot hold keep their digits', async () => {
  const [record] = await readBetween(
    '{"id":12345678901234567891,"messages":[{"role":"assistant","content":[{"type":"new","n":9007199254740993}],"tool_calls":[{"id":"c","function":{"name":"f","arguments":{"user":12345678901234567892}}}],"seen":12345678901234567893}],"confessions":[{"id":12345678901234567894,"report":{"objectives":[],"n":12345678901234567895}}],"metadata":{"n":-12345678901234567896,"small":9007199254740991}}',
  );
  const { id, messages, confessions, metadata } = transcriptOf(record);
  expect(id).toBe('12345678901234567891');
  expect(messages[0]?.content).toEqual([
    { type: 'opaque', kind: 'new', json: '{"type":"new","n":9007199254740993}' },
  ]);
  expect(messages[0]?.tool_calls?.[0]?.arguments).toBe('{"user":12345678901234567892}');
  expect(messages[0]?.extra).toEqual({ seen: '12345678901234567893' });
  expect(confessions[0]?.confession).toMatchObject({
    id: '12345678901234567894',
    report: { n: '12345678901234567895' },
  });
  expect(metadata).toEqual({ n: -12345678901234567896n, small: 9007199254740991 });
});

test.each([
  ['<think>a</think>\n\nb', ['reasoning a', 'text b']],
  ['<think>a</think>b\n<think>c</think>\nd', ['reasoning a', 'text b', 'reasoning c', 'text d']],
  ['<think>cut off in the middle', ['reasoning cut off in the middle']],
  ['the tag was in the prompt</think>\nb', ['reasoning the tag was in the prompt', 'text b']],
  ['Write <think> and </think> around it.', ['text Write <think> and </think> around it.']],
  ['no thinking> at all', ['text no thinking> at all']],
])('%j of an assistant is told apart from its reasoning', async (content, expected) => {
  const [record] = await readBetween(JSON.stringify({ messages: [{ role: 'assistant', content }] }));
  const parts = transcriptOf(record).messages[0]?.content ?? [];
  expect(parts.map((part) => ('text' in part ? `${part.type} ${part.text}` : part.type))).toEqual(expected);
});

test('much thinking in one text overflows nothing', async () => {
  const content = `<think>${'x\n'.repeat(4_000_000)}</think>${'y\n'.repeat(4_000_000)}`;
  const [record] = await readBetween(JSON.stringify({ messages: [{ role: 'assistant', content }] }));
  expect(transcriptOf(record).messages[0]?.content.map((part) => part.type)).toEqual(['reasoning', 'text']);
});

test.each([
  [
    { type: 'reasoning', text: 'a' },
    { type: 'reasoning', text: 'a' },
  ],
  [
    { type: 'thinking', thinking: 'a', signature: 's' },
    { type: 'reasoning', text: 'a' },
  ],
  [
    {
      type: 'reasoning',
      summary: [
        { type: 'summary_text', text: 'a' },
        { type: 'summary_text', text: 'b' },
      ],
    },
    { type: 'reasoning', text: 'a\nb' },
  ],
  [
    { type: 'redacted_thinking', data: 'gAAA' },
    { type: 'reasoning', text: '', withheld: true },
  ],
  [
    { type: 'reasoning', encrypted_content: 'gAAA', summary: [] },
    { type: 'reasoning', text: '', withheld: true },
  ],
])('a part of reasoning is read as one: %j', async (part, expected) => {
  const [record] = await readBetween(JSON.stringify({ messages: [{ role: 'assistant', content: [part] }] }));
  expect(transcriptOf(record).messages[0]?.content).toEqual([expected]);
});
