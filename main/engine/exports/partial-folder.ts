import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { newId } from '../clock.ts';
import { fileError } from '../store/file-error.ts';
import { folderReadOnly } from '../store/folder.ts';

function folderExists(out: string): ShriveError {
  return new ShriveError(
    'FILE_EXISTS',
    `${out} exists already and is not empty. It was not touched; choose another folder.`,
    { where: { file: out } },
  );
}

/** Refuses a folder that has something in it, and what is no folder. */
export async function requireFreeFolder(out: string): Promise<void> {
  if (!existsSync(out)) return;
  const inside = await readdir(out).catch(() => ['not a folder']);
  if (inside.length > 0) throw folderExists(out);
}

/** What the file system says of the folder of an export, in words. */
export function folderError(error: unknown, out: string): Error {
  const options = { where: { file: out }, cause: error };
  switch ((error as { code?: unknown }).code) {
    case 'ENOTEMPTY':
    case 'EEXIST':
      return folderExists(out);
    case 'ENOTDIR':
      return new ShriveError(
        'FILE_NOT_FOUND',
        `${out} cannot be made: what it should lie in is a file and no folder. Nothing was written.`,
        options,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return folderReadOnly(out, error);
    case 'ENOSPC':
      return new ShriveError(
        'DISK_FULL',
        `The disk with ${out} is full. Nothing of the export was left behind; free some space and try again.`,
        options,
      );
    default:
      return fileError(error, out);
  }
}

/** Names who builds a folder, so that what a killed one left can be told from what another is at. */
const BUILDER = '.builder.json';

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === 'ESRCH';
  }
}

/** Clears away what an export to the same place left when its process was killed, on this machine alone. */
export async function clearAbandoned(out: string): Promise<void> {
  const names = await readdir(dirname(out)).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`.${basename(out)}.`) || !name.endsWith('.partial')) continue;
    const folder = join(dirname(out), name);
    try {
      const builder = JSON.parse(await readFile(join(folder, BUILDER), 'utf8')) as Record<string, unknown>;
      if (builder.host === hostname() && typeof builder.pid === 'number' && isGone(builder.pid))
        await rm(folder, { recursive: true, force: true });
    } catch {
      // Nobody says whose it is: it stays.
    }
  }
}

/** A folder that is built under another name beside its place, and either lands there whole or leaves nothing. */
export class PartialFolder {
  readonly #out: string;
  readonly #partial: string;
  /** The outermost folder that had to be made for it. */
  #made: string | undefined;
  #isOpen = true;

  constructor(out: string) {
    this.#out = out;
    this.#partial = join(dirname(out), `.${basename(out)}.${newId()}.partial`);
  }

  path(...names: string[]): string {
    return join(this.#partial, ...names);
  }

  async make(name: string): Promise<void> {
    this.#made ??= await mkdir(this.path(name), { recursive: true });
    await writeFile(this.path(BUILDER), JSON.stringify({ host: hostname(), pid: process.pid }));
  }

  async land(): Promise<void> {
    await rm(this.path(BUILDER));
    if (existsSync(this.#out)) await rmdir(this.#out);
    await rename(this.#partial, this.#out);
    this.#isOpen = false;
  }

  /** Removes what was built, and the folders made for it as far as nobody else has put something there. */
  async abandon(): Promise<void> {
    if (!this.#isOpen || this.#made === undefined) return;
    await rm(this.#partial, { recursive: true, force: true });
    for (let folder = dirname(this.#partial); folder.startsWith(this.#made); folder = dirname(folder)) {
      try {
        await rmdir(folder);
      } catch {
        return;
      }
    }
  }
}
