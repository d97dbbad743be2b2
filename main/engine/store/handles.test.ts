import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupDataset } from './backup.ts';
import { checkDataset } from './check.ts';
import { countTranscripts } from './dataset.ts';
import { openReadable } from './handles.ts';
import { LAYOUT } from './migrations/index.ts';

const STORED = resolve(import.meta.dirname, `../../../tests/fixtures/layout-${LAYOUT}.shrive`);

function copyOfStored(): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'shrive-handles-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'd.shrive');
  copyFileSync(STORED, path);
  return { folder, path };
}

test('a handle for questions refuses to write', () => {
  const store = openReadable(copyOfStored().path);
  expect(() => store.exec("INSERT INTO dataset (key, value) VALUES ('k', 'v')")).toThrow(/readonly/);
  store.close();
});

test('where SQLite cannot put its shared memory, a dataset is read and backed up all the same', async () => {
  const { folder, path } = copyOfStored();
  // As in a folder that may not be written, which is none to the account that runs everything.
  mkdirSync(`${path}-shm`);
  const store = openReadable(path);
  expect(countTranscripts(store)).toBe(5);
  expect(checkDataset(store, () => true)).toEqual([]);
  store.close();
  const copy = await backupDataset(path, join(folder, 'copy.shrive'));
  const copied = openReadable(copy.path);
  expect(countTranscripts(copied)).toBe(5);
  copied.close();
});
