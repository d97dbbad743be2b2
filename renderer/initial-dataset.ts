import { client } from './client.ts';
import { shell } from './shell.ts';

async function openInitialDataset(): Promise<string | undefined> {
  try {
    const path = await shell.initialDataset();
    if (path !== undefined) await client.datasets.open({ path });
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
