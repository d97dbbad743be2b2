import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { FileFacts } from './format.ts';
import type { Packing } from './unpack.ts';

/** Bytes that are looked at to recognise a file. */
const HEAD_BYTES = 64 * 1024;
/** Bytes that are read at once. */
const CHUNK_BYTES = 256 * 1024;

/** What the file system or an unpacker says, in words. */
export function readError(error: unknown, file: string): Error {
  if (error instanceof ShriveError) return error;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  const options = { where: { file }, cause: error };
  if (code === 'ENOENT') return new ShriveError('FILE_NOT_FOUND', `There is no file ${file}.`, options);
  if (code === 'EISDIR')
    return new ShriveError('FILE_NOT_READABLE', `${file} is a folder; give the files in it.`, options);
  if (code.startsWith('Z_') || code.startsWith('ZSTD')) {
    const packing: Packing = code.startsWith('Z_') ? 'gzip' : 'zstd';
    return new ShriveError(
      'FILE_NOT_READABLE',
      `${basename(file)} is packed with ${packing} and damaged or cut off: ${(error as Error).message}. Pack it again.`,
      options,
    );
  }
  if (code.startsWith('E'))
    return new ShriveError('FILE_NOT_READABLE', `${file} cannot be read (${code}).`, options);
  return error instanceof Error ? error : new Error(String(error));
}

/** A pipe can be read once, and here a file is looked at before it is read; a device may never end. */
async function requireFile(file: string): Promise<void> {
  const found = await stat(file);
  if (!found.isFile() && !found.isDirectory())
    throw new ShriveError(
      'FILE_NOT_READABLE',
      `${file} is a pipe or a device, not a file. Give a file, or send the records into - as a pipe.`,
      { where: { file } },
    );
}

/** The first bytes of a file, packed as they lie there. */
export async function readHead(file: string): Promise<Buffer> {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    await requireFile(file);
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw readError(error, file);
  } finally {
    await handle?.close();
  }
}

/** The bytes of a file as they lie on the disk, counted and hashed. */
export async function* readBytes(file: string, facts: FileFacts): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  facts.bytes = 0;
  for await (const chunk of createReadStream(file, {
    highWaterMark: CHUNK_BYTES,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    facts.bytes += chunk.length;
    yield chunk;
  }
  facts.sha256 = hash.digest('hex');
}

/** SHA-256 of a file. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES }))
      hash.update(chunk as Buffer);
  } catch (error) {
    throw readError(error, file);
  }
  return hash.digest('hex');
}

export function isBytes(head: Uint8Array, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** Refuses what is packed and no text: `within` says what it is, `a Parquet file`. */
export function refusePacked(file: string, packing: Packing, within: string): never {
  throw new ShriveError(
    'FILE_NOT_TEXT',
    `${basename(file)} is ${within}, packed once more with ${packing}. Unpack it once.`,
    { where: { file } },
  );
}

/** Refuses what is neither text nor anything else that is read, and says what it is. */
export function refuseOthers(head: Uint8Array, file: string): void {
  const name = basename(file);
  const refuse = (what: string, todo: string) => {
    throw new ShriveError('FILE_NOT_TEXT', `${name} is ${what}. ${todo}`, { where: { file } });
  };
  if (isBytes(head, 0xff, 0xfe) || isBytes(head, 0xfe, 0xff)) refuse('UTF-16 text', 'Save it as UTF-8.');
  if (Buffer.from(head.subarray(0, 15)).toString('latin1') === 'SQLite format 3')
    refuse('a database, perhaps a dataset of Shrive', 'Open it; files of text are what is imported.');
  if (isBytes(head, 0x42, 0x5a, 0x68))
    refuse('packed with bzip2', 'Unpack it, or pack it with gzip or zstd.');
  if (isBytes(head, 0xfd, 0x37, 0x7a, 0x58))
    refuse('packed with xz', 'Unpack it, or pack it with gzip or zstd.');
}
