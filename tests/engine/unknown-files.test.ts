import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runSuggest } from '../../main/engine/imports/suggest-for-file.ts';
import { realFile } from '../formats/read-file.ts';
import { resultOf, startEngine } from './support.ts';

/** Files that nobody knows are read in a thread of their own: the engine answers meanwhile, and can end it. */

test('paths are suggested for a file of Parquet, read in a worker', async () => {
  const { client } = startEngine(undefined, { inline: false });
  const suggestion = await client().imports.suggestMapping({ file: realFile('parquet/types.parquet') });
  expect(suggestion.records).toHaveLength(2);
  expect(suggestion.mapping).toMatchObject({ id: 'id', conversation: { messages: 'messages' } });
  await expect(
    client().imports.suggestMapping({ file: realFile('parquet/README.md') }),
  ).resolves.toMatchObject({ mapping: null });
  await expect(client().imports.suggestMapping({ file: '/nowhere.parquet' })).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  });
});

test('a preview of a file that unpacks without end is cancelled', async () => {
  const { client, folder } = startEngine(undefined, { inline: false });
  const file = join(folder, 'bomb.json.zst');
  const frame = zstdCompressSync('a'.repeat(2 ** 26));
  const head = zstdCompressSync('{"messages":[{"role":"user","content":"');
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: 1_000 }, () => frame)]));
  const abort = new AbortController();
  const preview = client().imports.preview({ file }, { signal: abort.signal }).then(resultOf);
  // The engine's own thread is free while the worker reads.
  await client().imports.formats();
  abort.abort();
  await expect(preview).rejects.toThrow(/cancel|abort/i);
});

test('a suggestion that nobody waits for any more is cancelled, not failed', async () => {
  const job = { file: realFile('parquet/types.parquet'), mapping: undefined, blind: false };
  await expect(runSuggest(job, AbortSignal.abort()).next()).rejects.toMatchObject({ code: 'CANCELLED' });
});
