import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ended, json, temporaryFolder, transcripts } from './support.ts';

const BIN = resolve(import.meta.dirname, '../../main/cli/bin.mjs');

/** The command where no file may grow beyond so many kilobytes: what a failing disk looks like to SQLite. */
async function jsonWithin(kilobytes: number, folder: string, args: readonly string[]) {
  const limited = `ulimit -f ${kilobytes * 2}; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', limited, process.execPath, BIN, ...args, '--json'], {
    cwd: folder,
    env: { ...process.env, SHRIVE_CONFIG_FOLDER: join(folder, 'config'), SHRIVE_HOME_FOLDER: folder },
  });
  const { status, out, err } = await ended(child);
  return { ...JSON.parse(out), status, err };
}

it('when the disk fails under an import the dataset stays as it was, can be read, and takes the next one', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'few.jsonl'), transcripts(10));
  // Random words: nothing that could be packed small.
  const words = () => Array.from({ length: 400 }, () => Math.random().toString(36).slice(2)).join(' ');
  const many = Array.from({ length: 600 }, (_each, index) => ({
    id: `m-${index}`,
    messages: [{ role: 'user', content: words() }],
    confessions: [{ id: 'c', text: 'Done.' }],
  }));
  writeFileSync(join(folder, 'many.jsonl'), many.map((each) => JSON.stringify(each)).join('\n'));
  await json(folder, ['import', 'd.shrive', 'few.jsonl']);
  const before = readdirSync(folder).filter((name) => !name.startsWith('d.shrive-'));

  const failed = await jsonWithin(1000, folder, ['import', 'd.shrive', 'many.jsonl']);
  expect(failed).toMatchObject({ status: 1, error: { code: 'DISK_FAILED' } });
  expect(failed.err).not.toMatch(/^\s+at /m);
  expect(await json(folder, ['info', 'd.shrive'])).toMatchObject({ status: 0, transcripts: 10 });
  expect(await json(folder, ['check', 'd.shrive'])).toMatchObject({ ok: true });

  expect(await json(folder, ['import', 'd.shrive', 'many.jsonl'])).toMatchObject({
    status: 0,
    transcripts: { added: 600, existing: 0 },
  });
  expect(await json(folder, ['check', 'd.shrive'])).toMatchObject({ ok: true });
  expect(readdirSync(folder).sort()).toEqual(before.sort());
});

it('a dataset that cannot be made whole is not there at all', async () => {
  const folder = temporaryFolder();
  const failed = await jsonWithin(20, folder, ['create', 'd.shrive']);
  expect(failed).toMatchObject({ status: 1, error: { code: 'DISK_FAILED' } });
  expect(readdirSync(folder).filter((name) => name.includes('shrive'))).toEqual([]);
});
