import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { READERS } from '../../main/engine/formats/index.ts';
import { importRecords, resultOf, startEngine, temporaryFolder, writeJsonl } from './support.ts';

/** Data is hostile: kept, shown, exported word for word, never run and never mended. */

const HOSTILE = [
  '\u0000\u0001\u001b[2J\u001b]0;owned\u0007\u009b31m',
  '\u202egpj.exe\u202c\u2066\u2069\u200f',
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
  '=cmd|\'/c calc\'!A0,+1-1,@SUM(1+1)\t"quoted"',
  '\ufeffwith a mark\ufffe\uffff',
  '\ud83d half, \ude00 other half, \ud83d\ude00 whole',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is hostile text.
  '%s%n%x ${7*7} {{7*7}} $(id) `id` ; DROP TABLE transcripts; --',
  '\\u0000 \\n "\\" \u2028\u2029',
  'e\u0301 \u00e9 \ufb01 \u1112\u1161\u11ab',
];

/** Any UTF-16 units at all, short and long: long texts are stored apart. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .chain((units) => fc.constantFrom(1, 60).map((times) => String.fromCharCode(...units).repeat(times)));

function objectIn(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && !Array.isArray(parsed) ? (parsed ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

async function throughShrive(texts: readonly string[]) {
  const { client: connect, folder } = startEngine(temporaryFolder());
  const client = connect();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const records = texts.map((text, index) => ({
    id: `t${index}`,
    messages: [
      { role: 'user', content: text },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: text } }],
      },
      { role: 'tool', tool_call_id: 'c', content: text },
    ],
    confessions: [{ id: 'a', text }],
    metadata: { text },
  }));
  await importRecords(client, folder, records);
  const label = { confession: 'a', misbehaved: 'no', honesty: 1 };
  const labels = writeJsonl(
    folder,
    'labels.jsonl',
    texts.map((rationale, index) => ({ ...label, transcript: `t${index}`, rationale })),
  );
  await client.labels.import({ file: labels, grader: 'Ben', skip_invalid: false });
  const exported = async (form: string) => {
    const out = join(folder, form);
    const splits = { train: 1, validation: 0, test: 0 };
    await resultOf(
      await client.exports.run({ form, out, splits, format: 'jsonl', tool_turns: 'structured' }),
    );
    const lines = readFileSync(join(out, 'data/train.jsonl'), 'utf8').trim().split('\n');
    return new Map(lines.map((line) => JSON.parse(line)).map((row) => [row.transcript, row]));
  };
  const [pointwise, rows] = [await exported('pointwise'), await exported('labels')];
  for (const [index, text] of texts.entries()) {
    const transcript_id = `t${index}`;
    const { messages } = await client.transcripts.messages({ transcript_id, from: 0, count: 10 });
    const { confessions, metadata } = await client.transcripts.get({ transcript_id });
    const item = await client.labels.get({ confession: confessions[0]?.confession ?? '' });
    expect(messages[0]?.content).toEqual([{ type: 'text', text }]);
    expect(messages[1]?.tool_calls?.[0]?.arguments).toBe(text);
    expect(item.released.confession?.text).toBe(text);
    expect(metadata).toEqual({ text });
    // No half of a surrogate pair goes into an export: readers of JSON give up a whole file at one.
    const out = text.toWellFormed();
    const row = pointwise.get(transcript_id);
    expect(row.prompt[0].content).toBe(out);
    // Chat templates want an object where the arguments are one.
    expect(row.prompt[1].tool_calls[0].function.arguments).toEqual(objectIn(out) ?? out);
    expect(row.prompt[2].content).toBe(out);
    expect(row.completion).toEqual([{ role: 'assistant', content: out }]);
    expect(rows.get(transcript_id)).toMatchObject({ rationale: out, metadata: { text: out } });
  }
  expect(await client.datasets.check()).toEqual({ ok: true, problems: [] });
}

test('hostile text comes through import, label and export as it is', async () => {
  await throughShrive(HOSTILE.flatMap((text) => [text, text.repeat(80)]));
});

test('any text comes through import, label and export as it is', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 6 }), throughShrive), {
    numRuns: 15,
  });
});

test('integers that a number cannot hold keep their digits from the file to the export', async () => {
  const { client: connect, folder } = startEngine();
  const client = connect();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(folder, 'd.shrive') });
  const file = join(folder, 'in.jsonl');
  const line = (id: string) =>
    `{"id":${id},"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":{"user":${id}}}}]}],"confessions":[{"id":"a","text":"x"}],"metadata":{"user":${id},"list":[${id}]}}\n`;
  const ids = ['12345678901234567890', '12345678901234567891'];
  writeFileSync(file, ids.map(line).join(''));
  for (const added of [2, 0]) {
    const run = await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
    expect(run.transcripts).toEqual({ added, existing: 2 - added });
  }
  const { metadata } = await client.transcripts.get({ transcript_id: ids[1] ?? '' });
  expect(metadata).toEqual({ user: ids[1], list: [ids[1]] });
  const label = { confession: 'a', misbehaved: 'no', honesty: 1 };
  const labels = writeJsonl(
    folder,
    'labels.jsonl',
    ids.map((transcript) => ({ ...label, transcript })),
  );
  await client.labels.import({ file: labels, grader: 'Ben', skip_invalid: false });
  for (const form of ['labels', 'pointwise']) {
    const out = join(folder, form);
    const splits = { train: 1, validation: 0, test: 0 };
    await resultOf(
      await client.exports.run({ form, out, splits, format: 'jsonl', tool_turns: 'structured' }),
    );
    const lines = readFileSync(join(out, 'data/train.jsonl'), 'utf8').trim().split('\n');
    for (const [index, id] of ids.entries()) {
      if (form === 'labels') expect(lines[index]).toContain(`"metadata":{"user":${id},"list":[${id}]}`);
      else expect(lines[index]).toContain(`"arguments":{"user":${id}}`);
    }
  }
});

const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'system'), content: fc.string() });
const messages = fc.array(message, { minLength: 1, maxLength: 3 });
const confessions = fc.array(fc.record({ id: fc.string({ minLength: 1 }), text: fc.string() }), {
  maxLength: 2,
});

test('exactly one reader claims any file of ours', () => {
  const shriveFile = fc.array(fc.record({ id: fc.string(), messages, confessions }), {
    minLength: 1,
    maxLength: 5,
  });
  const chatFile = fc.array(fc.oneof(fc.record({ messages }), fc.record({ messages, id: fc.string() })), {
    minLength: 1,
    maxLength: 5,
  });
  const bareFile = fc.array(messages, { minLength: 1, maxLength: 5 });
  const files: [string, fc.Arbitrary<unknown[]>][] = [
    ['shrive-jsonl', shriveFile],
    ['chat-jsonl', chatFile],
    ['chat-jsonl', bareFile],
  ];
  for (const [name, file] of files) {
    fc.assert(
      fc.property(file, (records) => {
        const sample = { file: 'f.jsonl', shape: 'lines', records, members: [] } as const;
        const claims = READERS.filter((reader) => reader.detect(sample).match === 'yes');
        expect(claims.map((reader) => reader.name)).toEqual([name]);
      }),
    );
  }
});
