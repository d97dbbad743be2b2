import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Source, TextFacts } from './format.ts';
import { splitLines } from './lines.ts';
import { type Packing, packingOf, unpack } from './unpack.ts';

/** Bytes that are looked at to recognise a file. */
const HEAD_BYTES = 64 * 1024;
/** Bytes that are read at once. */
const CHUNK_BYTES = 256 * 1024;

/** What the file system says, in words. */
function readError(error: unknown, file: string): Error {
  if (error instanceof ShriveError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const options = { where: { file }, cause: error };
  if (code === 'ENOENT') return new ShriveError('FILE_NOT_FOUND', `There is no file ${file}.`, options);
  if (code === 'EISDIR')
    return new ShriveError('FILE_NOT_READABLE', `${file} is a folder; give the files in it.`, options);
  if (code.startsWith('E'))
    return new ShriveError('FILE_NOT_READABLE', `${file} cannot be read (${code}).`, options);
  if (code.startsWith('Z_') || code.startsWith('ZSTD')) {
    const packing: Packing = code.startsWith('Z_') ? 'gzip' : 'zstd';
    return new ShriveError(
      'FILE_NOT_READABLE',
      `${basename(file)} is packed with ${packing} and damaged or cut off: ${(error as Error).message}. Pack it again.`,
      options,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** The first bytes of a file, packed as they lie there. */
async function readHead(file: string): Promise<Buffer> {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw readError(error, file);
  } finally {
    await handle?.close();
  }
}

function refuseBinary(head: Uint8Array, file: string): void {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  const name = basename(file);
  const refuse = (what: string, todo: string) => {
    throw new ShriveError('FILE_NOT_TEXT', `${name} is ${what}. ${todo}`, { where: { file } });
  };
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) refuse('UTF-16 text', 'Save it as UTF-8.');
  if (starts(0x50, 0x4b, 0x03, 0x04)) refuse('a zip archive', 'Unpack it and import the JSONL in it.');
  if (starts(0x50, 0x41, 0x52, 0x31)) refuse('a Parquet file', 'This version reads JSONL; convert it first.');
  if (Buffer.from(head.subarray(0, 15)).toString('latin1') === 'SQLite format 3')
    refuse('a database, perhaps a dataset of Shrive', 'Open it; files of text are what is imported.');
  if (starts(0x42, 0x5a, 0x68)) refuse('packed with bzip2', 'Unpack it, or pack it with gzip or zstd.');
  if (starts(0xfd, 0x37, 0x7a, 0x58)) refuse('packed with xz', 'Unpack it, or pack it with gzip or zstd.');
}

/**
 * Opens a file of text for streaming, unpacked where it is gzip or zstd. Memory holds the longest line and no more. Each call
 * of `lines` begins anew.
 */
export async function openSource(file: string): Promise<Source> {
  const head = await readHead(file);
  refuseBinary(head, file);
  const packed = packingOf(head);
  const facts: TextFacts = {
    packed,
    bom: false,
    line_ends: 'none',
    longest_line_bytes: 0,
    records: 0,
    sha256: '',
    bytes: 0,
  };
  return { file, facts, lines: (signal) => readLines(file, facts, signal) };
}

/** The bytes of a file as they lie on the disk, counted and hashed. */
async function* readBytes(file: string, facts: TextFacts): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, {
    highWaterMark: CHUNK_BYTES,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    facts.bytes += chunk.length;
    yield chunk;
  }
  facts.sha256 = hash.digest('hex');
}

async function* readLines(
  file: string,
  facts: TextFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ line: number; text: string; bytes_done: number }> {
  Object.assign(facts, { bom: false, line_ends: 'none', longest_line_bytes: 0, records: 0, bytes: 0 });
  try {
    for await (const line of splitLines(unpack(readBytes(file, facts), facts.packed), file, facts)) {
      signal?.throwIfAborted();
      yield { ...line, bytes_done: facts.bytes };
    }
  } catch (error) {
    throw readError(error, file);
  }
}
