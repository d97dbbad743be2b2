import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isStandardInput } from './file-stem.ts';
import { isObject, type JsonObject, parseRecord } from './json.ts';

/** Larger than any summary of a run; what is larger is something else. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The last one: the files of a folder all look at the same. */
let last: { path: string; version: string; value: JsonObject | undefined } | undefined;

/**
 * What the program that wrote a file wrote about it beside it, a JSON object at a path from the file's folder; undefined
 * where there is none. What the files of a run say together is more than each says alone: scores, the task.
 */
export async function jsonBeside(file: string, ...segments: string[]): Promise<JsonObject | undefined> {
  if (isStandardInput(file)) return undefined;
  const path = resolve(dirname(file), ...segments);
  try {
    const facts = await stat(path);
    if (!facts.isFile() || facts.size > MAX_BYTES) return undefined;
    const version = `${facts.mtimeMs} ${facts.size}`;
    if (last?.path !== path || last.version !== version) {
      const parsed = parseRecord((await readFile(path, 'utf8')).replace(/^\ufeff/, ''));
      last = { path, version, value: 'value' in parsed && isObject(parsed.value) ? parsed.value : undefined };
    }
    return last.value;
  } catch {
    // What cannot be read tells nothing; the file itself is read without it.
    return undefined;
  }
}

/** The names of what is in a folder beside a file, in order; none where there is no such folder. */
export async function namesBeside(file: string, folder: string): Promise<string[]> {
  if (isStandardInput(file)) return [];
  try {
    return (await readdir(resolve(dirname(file), folder))).sort();
  } catch {
    return [];
  }
}
