import { readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

declare const reads: unique symbol;
declare const writes: unique symbol;

/** A handle for questions. Its connection may be read-only. */
export type ReadableStore = Database.Database & { readonly [reads]: true };
/** A handle for acts: what takes one of these writes. */
export type WritableStore = ReadableStore & { readonly [writes]: true };

/** How long a writer waits for another process's or thread's transaction. */
const BUSY_TIMEOUT_MS = 10_000;

function harden(database: Database.Database): void {
  // A dataset may come from anybody: what its schema holds must not run with our rights.
  database.pragma('trusted_schema = OFF');
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.pragma('foreign_keys = ON');
  database.pragma('cache_size = -32768');
  database.pragma('temp_store = FILE');
}

/** Largest file that is read into memory where SQLite cannot share it in place. */
const SNAPSHOT_MAX_BYTES = 1024 ** 3;
/** Format version bytes of an SQLite header: 1 is the rollback journal, 2 is WAL. */
const FORMAT_VERSION_BYTES = [18, 19];

/** A read-only connection, so that the database agrees with the compiler. */
export function openReadable(path: string): ReadableStore {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    harden(database);
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database as unknown as ReadableStore;
  } catch (error) {
    database.close();
    const { code } = error as { code?: string };
    if (code !== 'SQLITE_CANTOPEN' && code?.startsWith('SQLITE_READONLY') !== true) throw error;
    return openSnapshot(path, error);
  }
}

/**
 * A WAL database in a folder where no -shm file can be made cannot be read in place. Then it is read from memory, as
 * one without WAL.
 */
function openSnapshot(path: string, cause: unknown): ReadableStore {
  if (statSync(path).size > SNAPSHOT_MAX_BYTES) throw cause;
  const bytes = readFileSync(path);
  for (const at of FORMAT_VERSION_BYTES) bytes.writeUInt8(1, at);
  const database = new Database(bytes, { readonly: true });
  harden(database);
  return database as unknown as ReadableStore;
}

/**
 * A writing connection in WAL mode. `synchronous = FULL` is set each time, since better-sqlite3 is compiled with
 * NORMAL for WAL and the setting is not kept in the file: a submitted label must survive a power cut.
 */
export function openWritable(path: string, options: { mustExist: boolean }): WritableStore {
  const database = new Database(path, { fileMustExist: options.mustExist });
  try {
    harden(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // On macOS fsync may stop at the drive's cache; checkpoints at least go through it (docs/durability.md).
    database.pragma('checkpoint_fullfsync = ON');
  } catch (error) {
    database.close();
    throw error;
  }
  return database as unknown as WritableStore;
}

const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** The prepared statement for `sql` on this handle, made once. Values are bound, never spliced in. */
export function statement(store: ReadableStore, sql: string): Database.Statement {
  let statements = prepared.get(store);
  if (statements === undefined) {
    statements = new Map();
    prepared.set(store, statements);
  }
  let found = statements.get(sql);
  if (found === undefined) {
    found = store.prepare(sql);
    statements.set(sql, found);
  }
  return found;
}

/** Runs `act` in one transaction that takes the write lock at its beginning. */
export function inTransaction<T>(store: WritableStore, act: () => T): T {
  return store.transaction(act).immediate();
}

/** Opens a file to be read as it stands at this moment, also while somebody goes on writing in it. */
export function openSnapshotOf(path: string): ReadableStore {
  const store = openReadable(path);
  store.exec('BEGIN');
  // A read begins the transaction.
  store.prepare('SELECT count(*) FROM sqlite_schema').get();
  return store;
}
