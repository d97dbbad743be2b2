import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { ShriveError } from '../../../shared/contract/errors.ts';
import { readError } from './bytes.ts';
import type { Member } from './format.ts';
import { unpack } from './unpack.ts';

/** How a member is packed, by its method number (APPNOTE 4.4.5). */
const PACKINGS = new Map([
  [0, undefined],
  [8, 'deflate'],
  [93, 'zstd'],
] as const);

const LOCAL_HEADER_BYTES = 30;
const NAME_LENGTH_AT = 26;
const EXTRA_LENGTH_AT = 28;

/**
 * The members of a zip archive, by name; of two with the same name the last one counts. Their names are never taken for
 * paths. (yauzl reads the directory; it does not know zstd, so the members are read here.)
 */
export class ZipArchive {
  readonly #file: string;
  readonly #entries: ReadonlyMap<string, yauzl.Entry>;

  private constructor(file: string, entries: ReadonlyMap<string, yauzl.Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  static async open(file: string): Promise<ZipArchive> {
    try {
      return new ZipArchive(file, await readDirectory(file));
    } catch (error) {
      throw damaged(error, file);
    }
  }

  members(): Member[] {
    return [...this.#entries.values()].map((entry) => ({
      name: entry.fileName,
      bytes: entry.uncompressedSize,
    }));
  }

  /** The bytes of one member, unpacked; fails where they are not those that were packed. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw damaged(new Error(`it has no ${name}`), this.#file);
    try {
      yield* this.#checked(entry);
    } catch (error) {
      throw damaged(error, this.#file);
    }
  }

  async *#checked(entry: yauzl.Entry): AsyncGenerator<Buffer> {
    const { fileName: name, compressionMethod: method, uncompressedSize, crc32: expected } = entry;
    if (entry.isEncrypted()) throw new Error(`${name} is encrypted`);
    if (!PACKINGS.has(method as 0))
      throw new Error(`${name} is packed by method ${method}, which is not known`);
    let produced = 0;
    let checksum = 0;
    for await (const chunk of unpack(await this.#packed(entry), PACKINGS.get(method as 0))) {
      produced += chunk.length;
      // A bomb says less than it makes.
      if (produced > uncompressedSize) throw new Error(`${name} is longer than the archive says`);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (produced !== uncompressedSize) throw new Error(`${name} is shorter than the archive says`);
    if (checksum !== expected) throw new Error(`${name} does not have the checksum that the archive says`);
  }

  /** The bytes of a member as they lie in the archive. */
  async #packed(entry: yauzl.Entry): Promise<AsyncIterable<Buffer>> {
    const header = Buffer.alloc(LOCAL_HEADER_BYTES);
    const handle = await open(this.#file, 'r');
    try {
      await handle.read(header, 0, LOCAL_HEADER_BYTES, entry.relativeOffsetOfLocalHeader);
    } finally {
      await handle.close();
    }
    const start =
      entry.relativeOffsetOfLocalHeader +
      LOCAL_HEADER_BYTES +
      header.readUInt16LE(NAME_LENGTH_AT) +
      header.readUInt16LE(EXTRA_LENGTH_AT);
    if (entry.compressedSize === 0) return nothing();
    return createReadStream(this.#file, { start, end: start + entry.compressedSize - 1 });
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

function readDirectory(file: string): Promise<Map<string, yauzl.Entry>> {
  return new Promise((resolve, reject) => {
    // `decodeStrings` would refuse names that could be paths; here none is one. Sizes are checked while reading.
    yauzl.open(file, { lazyEntries: true, validateEntrySizes: false, decodeStrings: false }, (error, zip) => {
      if (error) return reject(error);
      const entries = new Map<string, yauzl.Entry>();
      zip.on('entry', (entry: yauzl.Entry) => {
        entry.fileName = String(entry.fileName);
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.on('error', reject);
      zip.readEntry();
    });
  });
}

function damaged(error: unknown, file: string): Error {
  const read = readError(error, file);
  if (read instanceof ShriveError) return read;
  return new ShriveError(
    'FILE_NOT_READABLE',
    `${basename(file)} is a zip archive and damaged: ${(error as Error).message.replace(/\.$/, '')}.`,
    { where: { file }, cause: error },
  );
}
