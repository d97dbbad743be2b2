import { expect, test } from 'vitest';
import { type Message, outlineOf } from '../../shared/domain/transcript.ts';
import { resultOf, startEngine, temporaryFolder, writeJsonl } from './support.ts';

const COUNT = 5000;
const words = 'the quick brown fox jumps over the lazy dog '.repeat(20);
const records = Array.from({ length: COUNT }, (_, index) => ({
  role: index % 2 === 0 ? 'user' : 'assistant',
  content: `${index} ${words}`,
}));
const messages: Message[] = records.map(({ role, content }) => ({
  role: role as Message['role'],
  content: [{ type: 'text', text: content }],
}));

async function openLong() {
  const folder = temporaryFolder();
  const client = startEngine(folder).client();
  const file = writeJsonl(folder, 'long.jsonl', [
    { id: 'long', messages: records, confessions: [{ id: 'a', text: 'All is well.' }] },
  ]);
  await client.datasets.create({ path: `${folder}/long.shrive` });
  await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  return client;
}

test('a long transcript opens by its beginning: how much is sent does not grow with it', async () => {
  const client = await openLong();
  const begin = await client.transcripts.get({ transcript_id: 'long' });
  expect(begin.message_count).toBe(COUNT);
  expect(JSON.stringify(begin).length).toBeLessThan(400_000);
  expect(begin.messages.length).toBeGreaterThan(10);
  expect(begin.outline.length).toBeGreaterThanOrEqual(begin.messages.length);
});

test('the pieces of an outline are together the outline of the whole', async () => {
  const client = await openLong();
  const { outline } = await client.transcripts.get({ transcript_id: 'long' });
  while (outline.length < COUNT) {
    const { entries } = await client.transcripts.outline({
      transcript_id: 'long',
      from: outline.length,
      count: 1000,
    });
    expect(entries.length).toBeGreaterThan(0);
    outline.push(...entries);
  }
  expect(outline).toEqual(outlineOf(messages));
});

test('messages of any window are the same, however often and in whatever order they are asked for', async () => {
  const client = await openLong();
  const read = (from: number) => client.transcripts.messages({ transcript_id: 'long', from, count: 3 });
  const first = await read(4000);
  await read(0);
  const again = await read(4000);
  expect(again).toEqual(first);
  expect(first.messages).toEqual(messages.slice(4000, 4003));
  expect((await read(COUNT - 1)).messages).toHaveLength(1);
});

test('what is sent at once counts the reasoning and the kept fields, not the words alone', async () => {
  const folder = temporaryFolder();
  const client = startEngine(folder).client();
  const heavy = Array.from({ length: 40 }, (_, index) => ({
    role: 'assistant',
    content: `Step ${index}.`,
    reasoning_content: `${index} `.padEnd(100_000, 'hm '),
    kept_as_it_was: 'x'.repeat(1000),
  }));
  const file = writeJsonl(folder, 'heavy.jsonl', [
    { id: 'heavy', messages: heavy, confessions: [{ id: 'a', text: 'All is well.' }] },
  ]);
  await client.datasets.create({ path: `${folder}/heavy.shrive` });
  await resultOf(await client.imports.run({ files: [file], skip_invalid: false }));
  const sealed = await client.transcripts.get({ transcript_id: 'heavy' });
  expect(sealed.messages).toHaveLength(40);

  await client.session.setView({ view: 'coordinator' });
  const open = await client.transcripts.get({ transcript_id: 'heavy' });
  expect(open.messages).toHaveLength(2);
  const all: Message[] = [];
  while (all.length < 40) {
    const { messages: more } = await client.transcripts.messages({
      transcript_id: 'heavy',
      from: all.length,
      count: 40 - all.length,
    });
    expect(more.length).toBeGreaterThan(0);
    expect(JSON.stringify(more).length).toBeLessThan(1_300_000);
    all.push(...more);
  }
  expect(all.map(({ content }) => content.find(({ type }) => type === 'text'))).toEqual(
    heavy.map(({ content }) => ({ type: 'text', text: content })),
  );
});
