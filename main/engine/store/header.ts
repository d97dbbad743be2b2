import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { fileError } from './file-error.ts';
import { openReadable, type ReadableStore } from './handles.ts';
import { LAYOUT } from './migrations/index.ts';

/** `SHRV`, in the header of every dataset (SQLite's application_id), so that other SQLite files are told apart. */
export const APPLICATION_ID = 0x53485256;

/** Header of an SQLite file: magic 0 to 15, user_version at 60, application_id at 68 (sqlite.org/fileformat2.html 1.3). */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\u0000';

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
