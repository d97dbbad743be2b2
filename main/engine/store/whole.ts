import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { openReadable } from './handles.ts';

/** Refuses a dataset in which SQLite finds damage. */
export function requireWhole(path: string): void {
  const store = openReadable(path);
  try {
    const [first] = store.pragma('quick_check(1)') as { quick_check: string }[];
    if (first?.quick_check === 'ok') return;
    throw new ShriveError(
      'DATASET_DAMAGED',
      `${basename(path)} is damaged: ${first?.quick_check}. Run: npx shrive check`,
      { where: { file: path } },
    );
  } finally {
    store.close();
  }
}
