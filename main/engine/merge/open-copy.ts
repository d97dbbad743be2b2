import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { decryptFile, isAgeFile } from '../packages/age-file.ts';
import { openReadable, openSnapshotOf, type ReadableStore } from '../store/handles.ts';
import { requireKnownDataset } from '../store/header.ts';
import { LAYOUT } from '../store/migrations/index.ts';
import { openDataset } from '../store/open.ts';

/** A copy of a dataset, opened to be read: it is never written, not even to bring its layout up to date. */
export interface OpenedCopy {
  store: ReadableStore;
  close(): void;
}

/**
 * Opens a copy as it stands at this moment. An encrypted one, and one of an older layout, is read from a copy in a
 * temporary folder.
 */
export async function openCopy(file: string, passphrase: string | undefined): Promise<OpenedCopy> {
  if (!(await isAgeFile(file))) return openPlain(file);
  if (passphrase === undefined) {
    throw new ShriveError('PASSPHRASE_WRONG', `${basename(file)} is encrypted. Give its passphrase.`, {
      where: { file },
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'shrive-copy-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const plain = join(folder, 'copy.shrive');
    await decryptFile(file, plain, passphrase);
    const { store, close } = openPlain(plain);
    return {
      store,
      close: () => {
        close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function openPlain(file: string): OpenedCopy {
  const { layout } = requireKnownDataset(file);
  if (layout === LAYOUT) {
    const store = openSnapshotOf(file);
    return { store, close: () => store.close() };
  }
  const folder = mkdtempSync(join(tmpdir(), 'shrive-copy-'));
  try {
    const migrated = join(folder, 'copy.shrive');
    const source = openReadable(file);
    try {
      source.prepare('VACUUM INTO ?').run(migrated);
    } catch {
      copyFileSync(file, migrated);
    } finally {
      source.close();
    }
    const { store } = openDataset(migrated);
    return {
      store,
      close: () => {
        store.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
