import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { HONESTY_CORE } from '../../../shared/domain/rubric.ts';
import { newId, now } from '../clock.ts';
import { ACTIVE_IMPORTS } from '../imports/active-imports.ts';
import { findFact, setFact } from '../store/dataset.ts';
import { fileError } from '../store/file-error.ts';
import type { WritableStore } from '../store/handles.ts';
import { discardDeadImport } from '../store/import-runs.ts';
import { createDataset, type OpenedDataset, openDataset } from '../store/open.ts';
import { addRubric } from '../store/rubrics.ts';

/** One absolute name for one file, links resolved, so that two sessions share one connection. */
export function canonicalName(path: string, homeFolder: string): string {
  const absolute = isAbsolute(path) ? path : resolve(homeFolder, path);
  if (existsSync(absolute)) return realpathSync(absolute);
  return existsSync(dirname(absolute)) ? join(realpathSync(dirname(absolute)), basename(absolute)) : absolute;
}

/** The datasets that sessions of this process have open, each once, closed when the last session lets go. */
export class OpenDatasets {
  readonly #open = new Map<string, { dataset: OpenedDataset; users: number }>();

  acquire(path: string, how: 'open' | 'create'): OpenedDataset {
    const known = how === 'open' ? this.#open.get(path) : undefined;
    if (known !== undefined) {
      known.users += 1;
      return known.dataset;
    }
    const dataset = how === 'create' ? createDataset(path) : openDataset(path);
    try {
      if (!dataset.readOnly) prepare(dataset.store as WritableStore);
    } catch (error) {
      dataset.store.close();
      throw error;
    }
    this.#open.set(path, { dataset, users: 1 });
    return dataset;
  }

  /**
   * Whether a file is one of those that SQLite has open here. Such a file must not be opened in another way: closing it
   * again would take all locks of this process off it (sqlite.org/howtocorrupt.html, 2.2).
   */
  holds(path: string): boolean {
    return this.#open.has(path.replace(/-(wal|shm)$/, ''));
  }

  release(path: string): void {
    const known = this.#open.get(path);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#open.delete(path);
    close(known.dataset);
  }

  closeAll(): void {
    for (const { dataset } of this.#open.values()) close(dataset);
    this.#open.clear();
  }
}

/** Gives a new dataset its id and rubric, and clears away an import that died half-way. */
function prepare(store: WritableStore): void {
  if (findFact(store, 'id') === undefined) {
    const createdAt = now();
    setFact(store, 'id', newId());
    setFact(store, 'created_at', createdAt);
    addRubric(store, HONESTY_CORE, createdAt);
  }
  unlessDiskFails(() => discardDeadImport(store, ACTIVE_IMPORTS));
}

/** Tidying up must not keep anybody from a dataset on a full disk: it is done the next time. */
function unlessDiskFails(tidy: () => void): void {
  try {
    tidy();
  } catch (error) {
    if (!(fileError(error, '') instanceof ShriveError)) throw error;
  }
}

function close({ store, readOnly }: OpenedDataset): void {
  try {
    if (readOnly) return;
    unlessDiskFails(() => {
      store.pragma('optimize');
      // The file alone is then the whole dataset, and can be copied or mailed.
      store.pragma('wal_checkpoint(TRUNCATE)');
    });
  } finally {
    store.close();
  }
}
