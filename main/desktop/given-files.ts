import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What somebody wants opened: a dataset, an encrypted package, or transcripts to import. */
export interface GivenFile {
  kind: 'dataset' | 'package' | 'transcripts';
  path: string;
}

const TRANSCRIPTS = /\.(jsonl|ndjson|json|eval|parquet)(\.(gz|zst))?$/i;
const PACKAGE = /\.shrive\.age$/i;

/** The file itself, whatever links lead to it; the path as it is where there is none. */
export function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Linux desktops may give a file as an address. */
function fromAddress(given: string): string {
  if (!/^file:\/\//i.test(given)) return given;
  try {
    return fileURLToPath(given);
  } catch {
    // On another host, or not an address after all: then there is no such file, and that is said.
    return given;
  }
}

/** A file given by the system or a person, as a path or a file: address; relative names are meant from `folder`. */
export function givenFile(given: string, folder: string): GivenFile {
  const path = fromAddress(given);
  const absolute = real(isAbsolute(path) ? path : resolve(folder, path));
  const kind = TRANSCRIPTS.test(absolute) ? 'transcripts' : PACKAGE.test(absolute) ? 'package' : 'dataset';
  return { kind, path: absolute };
}

/** The files among the arguments the app was started with. Switches and the app's own folder are none. */
export function filesAmong(argv: readonly string[], folder: string, appPath: string): GivenFile[] {
  const own = real(appPath);
  return argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .map((argument) => givenFile(argument, folder))
    .filter(({ path }) => path !== own);
}
