import { accessSync, closeSync, constants, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { fileError } from './file-error.ts';
import { requireWritableFolder } from './folder.ts';
import {
  inTransaction,
  openReadable,
  openWritable,
  type ReadableStore,
  type WritableStore,
} from './handles.ts';
import { APPLICATION_ID, requireKnownDataset } from './header.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { requireWhole } from './whole.ts';

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Brings a store to this version's layout, in one transaction, `user_version` included. */
function migrate(store: WritableStore, migrations: readonly Migration[]): void {
  inTransaction(store, () => {
    // Asked here, under the lock: another process may have done it meanwhile.
    const from = store.pragma('user_version', { simple: true }) as number;
    for (const migration of migrations.slice(from)) {
      migration.up(store);
      store.pragma(`user_version = ${migration.version}`);
    }
  });
}

export interface OpenedDataset {
  path: string;
  store: WritableStore | ReadableStore;
  readOnly: boolean;
}

/**
 * Opens a dataset: checks that it is ours and not from a newer version, copies it beside before its layout is
 * changed, and opens it read-only where the file or its folder cannot be written. Tests give migrations of their own.
 */
export function openDataset(path: string, migrations: readonly Migration[] = MIGRATIONS): OpenedDataset {
  const { layout } = requireKnownDataset(path);
  const name = basename(path);
  const newest = migrations.length;
  try {
    if (!isWritable(path)) {
      if (layout < newest) {
        throw new ShriveError(
          'DATASET_READ_ONLY',
          `${name} has an older layout and must be written once to be opened, but it is read-only. Copy it to a folder of your own.`,
          { where: { file: path } },
        );
      }
      return { path, store: openReadable(path), readOnly: true };
    }
    const store = openWritable(path, { mustExist: true });
    try {
      store.prepare('SELECT count(*) FROM sqlite_schema').get();
      if (layout < newest) {
        copyBeforeMigration(store, path, layout);
        migrate(store, migrations);
      }
    } catch (error) {
      store.close();
      throw error;
    }
    return { path, store, readOnly: false };
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Lays a copy beside, whole or not at all, with what is in the write-ahead log. Refuses a damaged file. */
function copyBeforeMigration(store: WritableStore, path: string, layout: number): void {
  const copy = `${path}.before-${layout + 1}`;
  if (existsSync(copy)) return;
  requireWhole(path);
  const partial = `${copy}.${process.pid}.partial`;
  try {
    store.prepare('VACUUM INTO ?').run(partial);
    renameSync(partial, copy);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Makes an empty file that its owner alone may read: transcripts are other people's words. Never overwrites. */
function makeFile(path: string): void {
  requireWritableFolder(path);
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw fileError(error, path);
    throw new ShriveError(
      'DATASET_EXISTS',
      `${basename(path)} exists already and was not touched. Open it, or choose another name.`,
      { where: { file: path } },
    );
  }
}

/** Makes a new, empty dataset; refuses a path where something is already, and leaves nothing where that fails. */
export function createDataset(path: string): OpenedDataset {
  makeFile(path);
  let store: WritableStore | undefined;
  try {
    store = openWritable(path, { mustExist: true });
    store.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(store, MIGRATIONS);
    // From here on the file by itself is a dataset: other programs know it by its header.
    store.pragma('wal_checkpoint(TRUNCATE)');
    return { path, store, readOnly: false };
  } catch (error) {
    store?.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    throw fileError(error, path);
  }
}
