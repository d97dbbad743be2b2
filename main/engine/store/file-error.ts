import { basename, dirname } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';

/** Turns what the file system or SQLite says into an error with words for people. */
export function fileError(error: unknown, path: string): Error {
  if (error instanceof ShriveError) return error;
  const name = basename(path);
  const code = (error as { code?: unknown }).code;
  const options = { where: { file: path }, cause: error };
  // SQLITE_IOERR_WRITE, _FSYNC, _READ and many more.
  if (code === 'EIO' || String(code).startsWith('SQLITE_IOERR')) {
    return new ShriveError(
      'DISK_FAILED',
      `The disk with ${name} could not be read or written (${String(code)}). What said saved is saved; nothing else was changed.`,
      options,
    );
  }
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
