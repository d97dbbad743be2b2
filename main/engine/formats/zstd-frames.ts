/**
 * The frames of a zstd file, one after the other (RFC 8878, 3.1). Node's zstd stream unpacks the first frame only and
 * says nothing of the others (24.21), and `pzstd`, `cat` and appending loggers write many: so each frame is cut out by
 * its block sizes, without unpacking it, and given to a stream of its own.
 */

const MAGIC = 0xfd2fb528;
/** Frames that unpackers pass over: 0x184d2a50 to 0x184d2a5f. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const RUN_LENGTH_BLOCK = 1;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];

function isSkippable(magic: number): boolean {
  return (magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC;
}

export function isZstdMagic(head: Uint8Array): boolean {
  if (head.length < MAGIC_BYTES) return false;
  const magic = Buffer.from(head.buffer, head.byteOffset, MAGIC_BYTES).readUInt32LE(0);
  return magic === MAGIC || isSkippable(magic);
}

function damaged(message: string): Error {
  return Object.assign(new Error(message), { code: 'ZSTD_error' });
}

/** Bytes of a frame's header after the magic number and its first byte. */
function headerBytesAfter(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingleSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + contentSizeBytes;
}

export class ZstdFrames {
  readonly #chunks: AsyncIterator<Buffer>;
  #pending: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Whether a frame follows; skippable ones are passed over. */
  async hasNext(): Promise<boolean> {
    for (;;) {
      if (!(await this.#fill())) return false;
      await this.#require(MAGIC_BYTES);
      const magic = this.#pending.readUInt32LE(0);
      if (magic === MAGIC) return true;
      if (!isSkippable(magic)) throw damaged('what follows is not packed with zstd');
      const header = await this.#take(MAGIC_BYTES + 4);
      for await (const _skipped of this.#pass(header.readUInt32LE(MAGIC_BYTES)));
    }
  }

  /** The bytes of the next frame, as they lie in the file. */
  async *next(): AsyncGenerator<Buffer> {
    const start = await this.#take(MAGIC_BYTES + 1);
    yield start;
    const descriptor = start.readUInt8(MAGIC_BYTES);
    yield await this.#take(headerBytesAfter(descriptor));
    for (let isLast = false; !isLast; ) {
      const header = await this.#take(BLOCK_HEADER_BYTES);
      yield header;
      const block = header.readUIntLE(0, BLOCK_HEADER_BYTES);
      isLast = (block & 1) === 1;
      yield* this.#pass(((block >> 1) & 3) === RUN_LENGTH_BLOCK ? 1 : block >> 3);
    }
    if ((descriptor & 4) !== 0) yield await this.#take(CHECKSUM_BYTES);
  }

  /** Reads on if nothing is pending; false at the end of the file. */
  async #fill(): Promise<boolean> {
    while (this.#pending.length === 0) {
      const step = await this.#chunks.next();
      if (step.done === true) return false;
      this.#pending = step.value;
    }
    return true;
  }

  async #require(bytes: number): Promise<void> {
    while (this.#pending.length < bytes) {
      const step = await this.#chunks.next();
      if (step.done === true) throw damaged('unexpected end of file');
      this.#pending = Buffer.concat([this.#pending, step.value]);
    }
  }

  async #take(bytes: number): Promise<Buffer> {
    await this.#require(bytes);
    const taken = this.#pending.subarray(0, bytes);
    this.#pending = this.#pending.subarray(bytes);
    return taken;
  }

  async *#pass(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0; ) {
      if (!(await this.#fill())) throw damaged('unexpected end of file');
      const part = this.#pending.subarray(0, left);
      this.#pending = this.#pending.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
