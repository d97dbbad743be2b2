import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Json, jsonLog } from '../formats/inspect-log.ts';
import { resultOf, startEngine } from './support.ts';

const SAMPLE = {
  id: 'x',
  epoch: 1,
  uuid: 'u1',
  input: 'Run all tests.',
  target: '',
  messages: [
    { role: 'user', content: 'Run all tests.' },
    { role: 'assistant', content: 'All pass.' },
  ],
  scores: { match: { value: 'C' } },
  metadata: { kind: 'tests' },
};

async function imported(samples: readonly { sample: Json; about?: Json }[]) {
  const engine = startEngine();
  const client = engine.client();
  await client.session.setView({ view: 'coordinator' });
  await client.datasets.create({ path: join(engine.folder, 'd.shrive') });
  const files = samples.map(({ sample, about }, index) => {
    const file = join(engine.folder, `log${index}.json`);
    writeFileSync(file, jsonLog([sample], about));
    return file;
  });
  const [first = ''] = files;
  const run = async (which: string[]) =>
    resultOf(await client.imports.run({ files: which, skip_invalid: false }));
  await run([first]);
  const preview = await resultOf(await client.imports.preview({ file: files[1] ?? '' }));
  return { client, preview, rest: () => run(files.slice(1)), all: () => run(files) };
}

test('a log that was scored again, or finished later, is the same transcript; its first scores stay', async () => {
  const scored = {
    ...SAMPLE,
    scores: { ...SAMPLE.scores, other: { value: 1 } },
    model_usage: { m: { total_tokens: 3 } },
  };
  const { client, preview, rest, all } = await imported([
    { sample: SAMPLE, about: { status: 'started' } },
    { sample: scored },
  ]);
  expect(preview.transcripts).toEqual({ added: 0, existing: 1 });
  expect(preview.rejected ?? []).toEqual([]);
  expect((await rest()).transcripts).toEqual({ added: 0, existing: 1 });
  expect((await all()).transcripts).toEqual({ added: 0, existing: 2 });
  const { metadata } = await client.transcripts.get({ transcript_id: 'u1' });
  expect(metadata).toMatchObject({ scores: { match: { value: 'C' } } });
  expect(JSON.stringify(metadata)).not.toContain('other');
});

test('another sample under the same uuid is refused', async () => {
  const { rest } = await imported([
    { sample: SAMPLE },
    { sample: { ...SAMPLE, metadata: { kind: 'other' } } },
  ]);
  await expect(rest()).rejects.toMatchObject({ message: expect.stringContaining('other metadata') });
});
