import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { newId } from '../clock.ts';
import { fileError } from './file-error.ts';
import { requireWritableFolder } from './folder.ts';
import { openReadable, openWritable, type ReadableStore } from './handles.ts';
import { discardRunningImport } from './import-runs.ts';
import { requireWhole } from './whole.ts';

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Copies a dataset with SQLite's online backup, under a temporary name first: the copy is opened and checked, synced
 * and renamed. A handle of its own, because a backup on a connection that is writing writes nothing and says so nowhere.
 */
export async function backupDataset(
  dataset: string,
  path: string,
): Promise<{ path: string; sha256: string }> {
  if (existsSync(path)) {
    throw new ShriveError(
      'FILE_EXISTS',
      `${basename(path)} exists already and was not touched. Choose another name.`,
      { where: { file: path } },
    );
  }
  requireWritableFolder(path);
  const partial = `${path}.${newId()}.partial`;
  const store = openReadable(dataset);
  try {
    await copyStore(store, partial);
    await syncFile(partial);
    await rename(partial, path);
    return { path, sha256: await sha256OfFile(path) };
  } catch (error) {
    throw fileError(error, path);
  } finally {
    store.close();
    for (const end of ['', '-wal', '-shm']) await rm(`${partial}${end}`, { force: true });
  }
}

/** All pages in one step: in WAL mode nobody waits for that, and a copy in several begins anew with every write. */
async function copyStore(store: ReadableStore, path: string): Promise<void> {
  const { totalPages } = await store.backup(path, {
    progress: ({ remainingPages }) => Math.max(1, remainingPages),
  });
  if (totalPages === 0) {
    throw new ShriveError(
      'DATASET_LOCKED',
      'The dataset is being written and could not be copied. Try again in a moment.',
    );
  }
  const copy = openWritable(path, { mustExist: true });
  try {
    // An import under way goes on in the original; in the copy nobody would end it.
    discardRunningImport(copy);
    copy.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    copy.close();
  }
  requireWhole(path);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
