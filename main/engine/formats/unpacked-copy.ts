import { rmSync } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { readBytes, readError } from './bytes.ts';
import type { FileFacts } from './format.ts';
import { type Packing, unpack } from './unpack.ts';

/** Unpacked, no larger than this: a file of a few packed bytes must not fill a disk. */
const MAX_UNPACKED_BYTES = 32 * 1024 ** 3;

interface Copy {
  /** What it was made of: path, size and time. */
  of: string;
  folder: string;
  path: string;
}

/** The last one stays for what is asked next of the same file: it is looked at, previewed and then imported. */
let last: Copy | undefined;

process.once('exit', () => {
  if (last !== undefined) rmSync(last.folder, { recursive: true, force: true });
});

async function remove(copy: Copy | undefined): Promise<void> {
  if (copy !== undefined) await rm(copy.folder, { recursive: true, force: true });
}

async function write(file: string, path: string, packing: Packing, signal: AbortSignal | undefined) {
  const target = await open(path, 'wx', 0o600);
  let written = 0;
  try {
    const facts = { bytes: 0 } as FileFacts;
    for await (const chunk of unpack(readBytes(file, facts), packing)) {
      signal?.throwIfAborted();
      written += chunk.length;
      if (written > MAX_UNPACKED_BYTES) {
        throw new ShriveError(
          'FILE_NOT_TEXT',
          `${basename(file)} is larger than 32 GiB unpacked. Unpack it, and import the file itself.`,
          { where: { file } },
        );
      }
      await target.writeFile(chunk);
    }
  } finally {
    await target.close();
  }
}

/**
 * A packed file as it is unpacked, in a temporary folder: for Parquet and zip archives, which are read here and there and
 * not from front to back. The copy goes when another file is unpacked, and with the process.
 */
export async function unpackedCopy(
  file: string,
  packing: Packing,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  const of = `${file}\u0000${size}\u0000${mtimeMs}`;
  if (last?.of === of) return last.path;
  await remove(last);
  last = undefined;
  const folder = await mkdtemp(join(tmpdir(), 'shrive-unpacked-'));
  const copy = { of, folder, path: join(folder, basename(file).replace(/\.(gz|gzip|zst|zstd)$/i, '')) };
  try {
    await write(file, copy.path, packing, signal);
  } catch (error) {
    await remove(copy);
    throw readError(error, file);
  }
  last = copy;
  return copy.path;
}
