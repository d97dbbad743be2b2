import { client } from './client.ts';
import { isPackageName, unlockPackage } from './packages/unlock.ts';
import { shell } from './shell.ts';

async function openInitialDataset(): Promise<string | undefined> {
  try {
    const path = await shell.initialDataset();
    if (path === undefined) return undefined;
    const opened = isPackageName(path) ? await unlockPackage(path) : { path };
    if (opened !== undefined && 'problem' in opened) return opened.problem;
    if (opened !== undefined) await client.datasets.open(opened);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Settles once the dataset that this window was made for is open, so that no page asks for one before. Gives what is
 * wrong with it, in words, or undefined.
 */
export const initialDataset: Promise<string | undefined> = openInitialDataset();
