import { basename } from 'node:path';

/** Endings that say how a file is packed or written, not what it is called. */
const ENDING = /\.(traj|json|jsonl|ndjson|gz|zst|parquet)$/i;

/** The name of a file without its endings: the id of a run where the file has none itself. */
export function fileStem(file: string): string | undefined {
  let stem = basename(file);
  while (ENDING.test(stem)) stem = stem.replace(ENDING, '');
  return stem === '' ? undefined : stem;
}
