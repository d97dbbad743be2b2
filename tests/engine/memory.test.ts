import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { startEngine, temporaryFolder } from './support.ts';

const MEGABYTE = 1024 * 1024;

/** Records of about 200 kB each, none like the other; the text is a system prompt, which search does not index. */
function* records(bytes: number): Generator<string> {
  const filler = 'All of this stands in every prompt, so that packing it is quick. '.repeat(3_000);
  for (let written = 0, index = 0; written < bytes; index += 1) {
    const messages = [
      { role: 'system', content: `${index} ${filler}` },
      { role: 'user', content: `Task ${index}` },
    ];
    const record = `${JSON.stringify({ id: `t${index}`, messages, confessions: [{ id: 'a', text: 'Done.' }] })}\n`;
    written += record.length;
    yield record;
  }
}

/** The most memory that a process of its own held while it imported a file of this size. */
async function memoryOfImport(bytes: number): Promise<number> {
  const folder = temporaryFolder();
  const { client, close } = startEngine(folder);
  await client().datasets.create({ path: join(folder, 'd.shrive') });
  await close();
  const file = join(folder, 'in.jsonl.gz');
  await pipeline(Readable.from(records(bytes)), createGzip({ level: 1 }), createWriteStream(file));
  const child = fork(resolve(import.meta.dirname, 'importing-process.ts'), [folder, file]);
  onTestFinished(() => void child.kill());
  return new Promise((done, fail) => {
    child.on('message', (message: 'under way' | { maxRssBytes: number }) => {
      if (message !== 'under way') done(message.maxRssBytes);
    });
    child.on('exit', (status) => fail(new Error(`the import ended with ${status}`)));
  });
}

test('the memory of an import does not grow with the file', async () => {
  const small = await memoryOfImport(10 * MEGABYTE);
  const large = await memoryOfImport(320 * MEGABYTE);
  // Whoever holds the file, or its records, holds 310 MB more.
  expect((large - small) / MEGABYTE).toBeLessThan(180);
});
