import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json, shrive, temporaryFolder } from './support.ts';

const RECORDS = [1, 2].map((n) => JSON.stringify({ asked: `Add ${n}.`, said: 'Done.', note: n })).join('\n');

function written(folder: string, mapping: unknown): string[] {
  writeFileSync(join(folder, 'odd.jsonl'), RECORDS);
  writeFileSync(join(folder, 'map.json'), JSON.stringify(mapping));
  return ['import', 'd.shrive', 'odd.jsonl', '--map', 'map.json'];
}

test('a mapping that somebody wrote needs no more than where the conversation stands', async () => {
  const folder = temporaryFolder();
  const conversation = { prompt: 'asked', answer: 'said' };
  const run = await json(folder, written(folder, { version: 1, name: 'm', conversation }));
  expect(run).toMatchObject({ status: 0, transcripts: { added: 2 }, rejected: [] });
});

test('what is no mapping is told by its field, and a file that is not there is told as that', async () => {
  const folder = temporaryFolder();
  const refused = async (mapping: unknown) => (await json(folder, written(folder, mapping))).error;
  expect(await refused({ version: 1, name: 'm', conversation: { promt: 'asked' } })).toMatchObject({
    code: 'INPUT_INVALID',
    message: expect.stringContaining('"conversation" is not {"messages": PATH}, nor {"prompt": PATH'),
    where: { path: 'conversation' },
  });
  expect((await refused([])).message).not.toContain('""');
  expect((await json(folder, ['import', 'd.shrive', 'odd.jsonl', '--map', 'none.json'])).error).toMatchObject(
    {
      code: 'FILE_NOT_FOUND',
    },
  );
});

test('a mapping and a format say two things of one file', async () => {
  const folder = temporaryFolder();
  const args = written(folder, { version: 1, name: 'm', conversation: { prompt: 'asked', answer: 'said' } });
  const ran = await shrive(folder, [...args, '--format', 'chat-jsonl']);
  expect(ran).toMatchObject({ status: 2, err: expect.stringContaining('--format') });
});

test('a record that is refused as a whole is placed by its file and line alone', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bad.jsonl'), '{"messages":[{"role":"user","content":"x"}]}\n{"messages": \n');
  const { err } = await shrive(folder, ['import', 'd.shrive', 'bad.jsonl']);
  expect(err.trimEnd()).toMatch(/bad\.jsonl, line 2\)$/);
});
