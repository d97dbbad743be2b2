import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';

/** Refuses a place for a new file whose folder is not there or may not be written. */
export function requireWritableFolder(path: string): void {
  const folder = dirname(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ShriveError(
      'FILE_NOT_FOUND',
      `There is no folder ${folder}. Make it first, or choose another.`,
      {
        where: { file: path },
      },
    );
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw folderReadOnly(path, error);
  }
}

/** Nothing new can be put where this file or folder should be. */
export function folderReadOnly(path: string, cause: unknown): ShriveError {
  return new ShriveError(
    'FOLDER_READ_ONLY',
    `${path} cannot be made: your account may not write in ${dirname(path)}. Nothing was written; choose another folder.`,
    { where: { file: path }, cause },
  );
}
