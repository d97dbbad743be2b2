import { randomUUID } from 'node:crypto';
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Well below what file systems allow (255 bytes), in any script. */
const MAX_NAME = 80;
const FOLDER_NAME = /^shrive-uploads-(\d+)-/;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes what a run left behind that was killed; of this user only. */
function removeLeftBehind(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = FOLDER_NAME.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(tmpdir(), name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true && stats.uid === process.getuid?.()) removeFolder(path);
  }
}

function removeFolder(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(path, entry.name), 0o700);
  }
  rmSync(path, { recursive: true, force: true });
}

/** A file's name as it was, without anything that leads elsewhere or hides. */
export function safeName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '_');
  if (plain === '') return 'upload';
  // The end tells the format.
  return plain.length <= MAX_NAME ? plain : plain.slice(0, MAX_NAME - 20) + plain.slice(-20);
}

/**
 * Files that a page handed over, since a browser does not tell their path: in a folder that only this user can read,
 * removed when the server ends.
 */
export class Uploads {
  readonly #folder: string;

  constructor() {
    removeLeftBehind();
    this.#folder = mkdtempSync(join(tmpdir(), `shrive-uploads-${process.pid}-`));
  }

  /** Streams a file to the disk and says where it is; a broken stream leaves nothing. */
  async take(name: string, body: Readable): Promise<string> {
    const folder = join(this.#folder, randomUUID());
    mkdirSync(folder, { mode: 0o700 });
    const path = join(folder, safeName(name));
    try {
      await pipeline(body, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    // An import's rejects then go beside the dataset, where they stay, and not here.
    chmodSync(folder, 0o500);
    return path;
  }

  remove(): void {
    removeFolder(this.#folder);
  }
}
