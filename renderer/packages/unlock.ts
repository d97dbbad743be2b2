import { ORPCError } from '@orpc/client';
import { client } from '../client.ts';
import { askPassphrase } from './ask-passphrase.ts';

/** Whether a file is an encrypted package, by its name. */
export function isPackageName(name: string): boolean {
  return /\.age$/i.test(name);
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Asks for a passphrase until one fits. Undefined where the person thought better of it. */
export async function withPassphrase<Result>(
  path: string,
  act: (passphrase: string) => Promise<Result>,
): Promise<{ result: Result } | undefined> {
  let problem: string | undefined;
  for (;;) {
    const passphrase = await askPassphrase(nameOf(path), problem);
    if (passphrase === undefined) return undefined;
    try {
      return { result: await act(passphrase) };
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'PASSPHRASE_WRONG') throw error;
      problem = error.message;
    }
  }
}

/** Decrypts a package beside itself. Gives the dataset's path, or what went wrong; undefined where it was left. */
export async function unlockPackage(
  file: string,
): Promise<{ path: string } | { problem: string } | undefined> {
  try {
    const unlocked = await withPassphrase(file, (passphrase) => client.packages.unlock({ file, passphrase }));
    return unlocked && { path: unlocked.result.path };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
