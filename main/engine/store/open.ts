import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import {
  inTransaction,
  openReadable,
  openSnapshot,
  openWritable,
  type ReadableStore,
  type WritableStore,
} from './handles.ts';
import { LAYOUT, MIGRATIONS } from './migrations/index.ts';

/** `SHRV`, in the header of every dataset (SQLite's application_id), so that other SQLite files are told apart. */
export const APPLICATION_ID = 0x53485256;

/** Header of an SQLite file: magic 0 to 15, user_version at 60, application_id at 68 (sqlite.org/fileformat2.html 1.3). */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\u0000';

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Reads layout and kind of a file without opening it as a database: nothing in it is touched. */
function readHeader(path: string): { layout: number } {
  const name = basename(path);
  let header: Buffer;
  try {
    if (statSync(path).isDirectory())
      throw new ShriveError('DATASET_NOT_SHRIVE', `${name} is a folder, not a dataset.`, {
        where: { file: path },
      });
    const file = openSync(path, 'r');
    header = Buffer.alloc(HEADER_BYTES);
    const read = readSync(file, header, 0, HEADER_BYTES, 0);
    closeSync(file);
    header = header.subarray(0, read);
  } catch (error) {
    if (error instanceof ShriveError) throw error;
    throw fileError(error, path);
  }
  const isWhole = header.length === HEADER_BYTES && header.toString('latin1', 0, 16) === MAGIC;
  const found = readHeaderInWal(path, isWhole || header.length === 0) ?? {
    kind: isWhole ? header.readUInt32BE(68) : 0,
    layout: isWhole ? header.readUInt32BE(60) : 0,
  };
  if (found.kind !== APPLICATION_ID) {
    throw new ShriveError(
      'DATASET_NOT_SHRIVE',
      `${name} is not a Shrive dataset. It was not touched. Transcripts are brought in with Import.`,
      { where: { file: path } },
    );
  }
  return { layout: found.layout };
}

/**
 * What the header says according to the write-ahead log, where there is one: another process may have made or migrated
 * the dataset and not written it into the file yet, or have died before it did.
 */
function readHeaderInWal(path: string, mayBeDatabase: boolean): { kind: number; layout: number } | undefined {
  if (!mayBeDatabase || (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0)
    return undefined;
  let store: ReadableStore | undefined;
  try {
    store = openReadable(path);
    return {
      kind: store.pragma('application_id', { simple: true }) as number,
      layout: store.pragma('user_version', { simple: true }) as number,
    };
  } catch {
    // Where the log cannot be shared (a read-only folder), the file's own header has to do.
    return undefined;
  } finally {
    store?.close();
  }
}

/** Turns what the file system or SQLite says into an error with words for people. */
export function fileError(error: unknown, path: string): Error {
  if (error instanceof ShriveError) return error;
  const name = basename(path);
  const code = (error as { code?: unknown }).code;
  const options = { where: { file: path }, cause: error };
  switch (code) {
    case 'ENOENT':
      return new ShriveError(
        'DATASET_NOT_FOUND',
        `There is no ${name} in ${dirname(path)}. It may have been moved or renamed.`,
        options,
      );
    case 'EACCES':
    case 'EPERM':
      return new ShriveError(
        'DATASET_READ_ONLY',
        `${path} cannot be opened: your account has no right to it.`,
        options,
      );
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
      return new ShriveError(
        'DATASET_READ_ONLY',
        `${name} cannot be written: the file or its folder is read-only. Copy it to a folder of your own.`,
        options,
      );
    case 'ENOSPC':
    case 'SQLITE_FULL':
      return new ShriveError(
        'DISK_FULL',
        `Not saved: the disk with ${name} is full. Free some space and try again.`,
        options,
      );
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
    case 'SQLITE_BUSY_SNAPSHOT':
      return new ShriveError(
        'DATASET_LOCKED',
        `${name} is being written by another program. Nothing was changed; try again in a moment.`,
        options,
      );
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
    case 'SQLITE_CORRUPT_INDEX':
      return new ShriveError(
        'DATASET_DAMAGED',
        `${name} is damaged. It was not touched. Open a backup of it, or copy it and run: npx shrive check`,
        options,
      );
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}

/** Brings a store to this version's layout, in one transaction, `user_version` included. */
function migrate(store: WritableStore): void {
  inTransaction(store, () => {
    // Asked here, under the lock: another process may have done it meanwhile.
    const from = store.pragma('user_version', { simple: true }) as number;
    for (const migration of MIGRATIONS.slice(from)) {
      migration.up(store);
      store.pragma(`user_version = ${migration.version}`);
    }
  });
}

/** Fails where a file is no dataset, or one of a newer layout. Nothing in it is touched. */
export function requireKnownDataset(path: string): { layout: number } {
  const { layout } = readHeader(path);
  if (layout <= LAYOUT) return { layout };
  throw new ShriveError(
    'DATASET_FROM_FUTURE',
    `${basename(path)} was made by a newer Shrive (layout ${layout}, this one knows ${LAYOUT}). It was not touched. Update Shrive to open it.`,
    { where: { file: path }, details: { layout, known: LAYOUT } },
  );
}

export interface OpenedDataset {
  path: string;
  store: WritableStore | ReadableStore;
  readOnly: boolean;
}

/**
 * Opens a dataset: checks that it is ours and not from a newer version, copies it beside before its layout is
 * changed, and opens it read-only where the file or its folder cannot be written.
 */
export function openDataset(path: string): OpenedDataset {
  const { layout } = requireKnownDataset(path);
  const name = basename(path);
  try {
    if (!isWritable(path)) {
      if (layout < LAYOUT) {
        throw new ShriveError(
          'DATASET_READ_ONLY',
          `${name} has an older layout and must be written once to be opened, but it is read-only. Copy it to a folder of your own.`,
          { where: { file: path } },
        );
      }
      return { path, store: openReadOnlyFile(path), readOnly: true };
    }
    if (layout < LAYOUT && layout > 0) copyBeforeMigration(path, layout);
    const store = openWritable(path, { mustExist: true });
    try {
      store.prepare('SELECT count(*) FROM sqlite_schema').get();
      if (layout < LAYOUT) migrate(store);
    } catch (error) {
      store.close();
      throw error;
    }
    return { path, store, readOnly: false };
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Largest file that is read into memory where SQLite cannot share it in place. */
const SNAPSHOT_MAX_BYTES = 1024 ** 3;

/**
 * A WAL database in a folder where no -shm file can be made cannot be opened in place. Then it is read as a snapshot
 * in memory, with the header's two version bytes (18 and 19) set back from WAL to the rollback journal.
 */
function openReadOnlyFile(path: string): ReadableStore {
  try {
    const store = openReadable(path);
    store.prepare('SELECT count(*) FROM sqlite_schema').get();
    return store;
  } catch (error) {
    if (statSync(path).size > SNAPSHOT_MAX_BYTES) throw error;
    const bytes = readFileSync(path);
    bytes.writeUInt8(1, 18);
    bytes.writeUInt8(1, 19);
    return openSnapshot(bytes);
  }
}

function copyBeforeMigration(path: string, layout: number): void {
  const copy = `${path}.before-${layout + 1}`;
  if (existsSync(copy)) return;
  const store = openWritable(path, { mustExist: true });
  // Closing checkpoints the WAL, so that the file alone is whole.
  store.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
  copyFileSync(path, copy, constants.COPYFILE_EXCL);
}

/** Makes a new, empty dataset; refuses a path where something is already. */
export function createDataset(path: string): OpenedDataset {
  if (existsSync(path)) {
    throw new ShriveError(
      'DATASET_EXISTS',
      `${basename(path)} exists already and was not touched. Open it, or choose another name.`,
      { where: { file: path } },
    );
  }
  if (!existsSync(dirname(path))) {
    throw new ShriveError(
      'FILE_NOT_FOUND',
      `There is no folder ${dirname(path)}. Make it first, or choose another.`,
      { where: { file: path } },
    );
  }
  try {
    // Readable by its owner alone: transcripts are other people's words.
    closeSync(openSync(path, 'wx', 0o600));
    const store = openWritable(path, { mustExist: false });
    store.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(store);
    // From here on the file by itself is a dataset: other programs know it by its header.
    store.pragma('wal_checkpoint(TRUNCATE)');
    return { path, store, readOnly: false };
  } catch (error) {
    throw fileError(error, path);
  }
}
