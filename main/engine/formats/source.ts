import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ShriveError } from '../../../shared/contract/errors.ts';
import type { Source, TextFacts } from './format.ts';

/** A longer line is not JSON that anybody wrote, and would not fit a string of V8 (about 512 MiB). */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;
/** Bytes that are looked at to recognise a file. */
const HEAD_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

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
  if (code.startsWith('Z_')) {
    return new ShriveError(
      'FILE_NOT_READABLE',
      `${basename(file)} is packed with gzip and damaged: ${(error as Error).message}. Pack it again.`,
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

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
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
  if (starts(0x28, 0xb5, 0x2f, 0xfd))
    refuse('packed with zstd', 'This version reads gzip and plain files; unpack it first.');
}

/**
 * Opens a file of text for streaming, unpacked where it is gzip. Memory holds the longest line and no more. Each call
 * of `lines` begins anew.
 */
export async function openSource(file: string): Promise<Source> {
  const head = await readHead(file);
  refuseBinary(head, file);
  const packed = isGzip(head);
  const facts: TextFacts = {
    packed: packed ? 'gzip' : undefined,
    bom: false,
    line_ends: 'none',
    longest_line_bytes: 0,
    records: 0,
    sha256: '',
    bytes: 0,
  };
  return { file, facts, lines: (signal) => readLines(file, packed, facts, signal) };
}

async function* readLines(
  file: string,
  packed: boolean,
  facts: TextFacts,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ line: number; text: string; bytes_done: number }> {
  const hash = createHash('sha256');
  Object.assign(facts, { bom: false, line_ends: 'none', longest_line_bytes: 0, records: 0, bytes: 0 });
  const raw = createReadStream(file, { highWaterMark: 1 << 18 });
  const counted = Readable.from(
    (async function* () {
      for await (const chunk of raw as AsyncIterable<Buffer>) {
        hash.update(chunk);
        facts.bytes += chunk.length;
        yield chunk;
      }
    })(),
    { objectMode: false },
  );
  const gunzip = packed ? createGunzip() : undefined;
  // `pipe` does not carry errors: a failing disk must fail the unpacking too.
  counted.once('error', (error) => gunzip?.destroy(error));
  const unpacked = gunzip === undefined ? counted : counted.pipe(gunzip);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 0;
  const take = (end: boolean): { line: number; text: string; bytes_done: number } => {
    line += 1;
    let bytes = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    if (!end || bytes.length > 0) facts.longest_line_bytes = Math.max(facts.longest_line_bytes, bytes.length);
    const isCrlf = bytes.at(-1) === RETURN;
    if (!end) {
      const now = isCrlf ? 'CRLF' : 'LF';
      facts.line_ends = facts.line_ends === 'none' || facts.line_ends === now ? now : 'mixed';
    }
    if (isCrlf) bytes = bytes.subarray(0, -1);
    if (line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      facts.bom = true;
      bytes = bytes.subarray(3);
    }
    try {
      return { line, text: decoder.decode(bytes), bytes_done: facts.bytes };
    } catch (error) {
      throw new ShriveError(
        'FILE_NOT_TEXT',
        `${basename(file)}, line ${line}: not UTF-8 text. Save the file as UTF-8.`,
        {
          where: { file, line },
          cause: error,
        },
      );
    }
  };
  const keep = (chunk: Buffer) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes <= MAX_LINE_BYTES) return;
    throw new ShriveError(
      'FILE_NOT_TEXT',
      `${basename(file)}, line ${line + 1}: longer than 256 MiB. Is it JSON Lines, one record a line?`,
      {
        where: { file, line: line + 1 },
      },
    );
  };
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, at));
        from = at + 1;
        yield take(false);
      }
      if (from < chunk.length) keep(chunk.subarray(from));
    }
    if (pendingBytes > 0) yield take(true);
    facts.sha256 = hash.digest('hex');
  } catch (error) {
    throw readError(error, file);
  } finally {
    raw.destroy();
    unpacked.destroy();
  }
}
