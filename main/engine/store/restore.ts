import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { newId } from '../clock.ts';
import { backupDataset } from './backup.ts';
import { fileError } from './file-error.ts';
import { requireWritableFolder } from './folder.ts';

const FILES = ['', '-wal', '-shm'] as const;

/**
 * Puts a copy of a backup, which is known to be a dataset, in the place of a dataset. What was there is kept under another name, damaged or not, and a
 * dataset that somebody has open is refused: he would go on writing into a file that has no name any more.
 */
export async function restoreDataset(
  dataset: string,
  backup: string,
  keep: string,
): Promise<{ path: string; sha256: string; kept: string | null }> {
  requireWritableFolder(dataset);
  const isThere = existsSync(dataset);
  if (isThere) {
    if (existsSync(keep)) {
      throw new ShriveError(
        'FILE_EXISTS',
        `${basename(keep)} exists already. Nothing was changed; try again.`,
        {
          where: { file: keep },
        },
      );
    }
    requireUnused(dataset);
  }
  const partial = `${dataset}.${newId()}.restoring`;
  try {
    const { sha256 } = await backupDataset(backup, partial);
    if (isThere) await moveAside(dataset, keep);
    await rename(partial, dataset);
    return { path: dataset, sha256, kept: isThere ? keep : null };
  } catch (error) {
    throw fileError(error, dataset);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Takes the file for itself alone for a moment, which nobody gets who is not alone; its log is then in the file. */
function requireUnused(path: string): void {
  let file: Database.Database | undefined;
  try {
    file = new Database(path, { timeout: 0, fileMustExist: true });
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE; COMMIT');
    file.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    const { code } = error as { code?: unknown };
    // What is damaged or no database at all is nobody's, and is kept as it lies there.
    if (code !== 'SQLITE_BUSY' && code !== 'SQLITE_LOCKED') return;
    throw new ShriveError(
      'DATASET_LOCKED',
      `${basename(path)} is open. Close it everywhere, then restore it. Nothing was changed.`,
      { where: { file: path }, cause: error },
    );
  } finally {
    file?.close();
  }
}

async function moveAside(dataset: string, keep: string): Promise<void> {
  for (const end of FILES) {
    if (existsSync(`${dataset}${end}`)) await rename(`${dataset}${end}`, `${keep}${end}`);
  }
}
