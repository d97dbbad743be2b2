import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type ReadableStore, statement, type WritableStore } from './handles.ts';

/**
 * Contents lie in compressed blocks: a row per block, not per message (docs/decisions/0002-contents-in-blocks.md).
 * A content is addressed by its number within the dataset, and by its hash when it is looked for.
 */

/** A block is closed when it holds this many raw bytes; one larger content fills a block of its own. */
const BLOCK_BYTES = 128 * 1024;
/** Decompressed blocks kept at hand per connection. */
const CACHE_BYTES = 48 * 1024 * 1024;

interface ContentRow {
  block: number;
  start: number;
  bytes: number;
}

class BlockCache {
  readonly #blocks = new Map<number, Buffer>();
  #bytes = 0;

  get(id: number): Buffer | undefined {
    const found = this.#blocks.get(id);
    if (found !== undefined) {
      this.#blocks.delete(id);
      this.#blocks.set(id, found);
    }
    return found;
  }

  set(id: number, data: Buffer): void {
    this.#blocks.set(id, data);
    this.#bytes += data.length;
    for (const [oldest, bytes] of this.#blocks) {
      if (this.#bytes <= CACHE_BYTES || oldest === id) break;
      this.#blocks.delete(oldest);
      this.#bytes -= bytes.length;
    }
  }
}

const caches = new WeakMap<ReadableStore, BlockCache>();

function readBlock(store: ReadableStore, id: number): Buffer {
  let cache = caches.get(store);
  if (cache === undefined) {
    cache = new BlockCache();
    caches.set(store, cache);
  }
  const cached = cache.get(id);
  if (cached !== undefined) return cached;
  const row = statement(store, 'SELECT codec, raw_bytes, data FROM blocks WHERE id = ?').get(id) as
    | { codec: string; raw_bytes: number; data: Buffer }
    | undefined;
  if (row === undefined) throw new Error(`block ${id} is missing`);
  const data =
    row.codec === 'zstd'
      ? zstdDecompressSync(row.data, { maxOutputLength: Math.max(1, row.raw_bytes) })
      : row.data;
  if (data.length !== row.raw_bytes)
    throw new Error(`block ${id} holds ${data.length} bytes, not ${row.raw_bytes}`);
  cache.set(id, data);
  return data;
}

/** The text of a content. Throws if it is missing or its block is damaged. */
export function getContent(store: ReadableStore, id: number): string {
  const row = statement(store, 'SELECT block, start, bytes FROM contents WHERE id = ?').get(id) as
    | ContentRow
    | undefined;
  if (row === undefined) throw new Error(`content ${id} is missing`);
  return readBlock(store, row.block).toString('utf8', row.start, row.start + row.bytes);
}

/** Every content with its bytes, block by block; undefined where its block cannot be read. */
export function* iterateContents(
  store: ReadableStore,
): Generator<{ id: number; hash: Buffer; bytes: Buffer | undefined }> {
  const rows = store
    .prepare('SELECT id, hash, block, start, bytes FROM contents ORDER BY block, start')
    .iterate() as IterableIterator<ContentRow & { id: number; hash: Buffer }>;
  for (const { id, hash, block, start, bytes } of rows) {
    let data: Buffer | undefined;
    try {
      data = readBlock(store, block);
    } catch {
      // Damaged: what is in it cannot be had.
    }
    const isWithin = data !== undefined && start + bytes <= data.length;
    yield { id, hash, bytes: isWithin ? data?.subarray(start, start + bytes) : undefined };
  }
}

function highest(store: ReadableStore, table: 'blocks' | 'contents'): number {
  return (statement(store, `SELECT coalesce(max(id), 0) AS id FROM ${table}`).get() as { id: number }).id;
}

/**
 * Collects contents of one import run and gives them numbers at once; `flush` writes what is full. Numbers go up from
 * the highest there is: only one import writes at a time.
 */
export class ContentWriter {
  readonly #store: WritableStore;
  #nextBlock: number;
  #nextContent: number;
  #open: Buffer[] = [];
  #openBytes = 0;
  #full: { id: number; codec: 'zstd' | 'none'; rawBytes: number; data: Buffer }[] = [];
  #rows: { id: number; hash: Buffer; block: number; start: number; bytes: number }[] = [];
  readonly #pending = new Map<string, number>();

  constructor(store: WritableStore) {
    this.#store = store;
    this.#nextBlock = highest(store, 'blocks') + 1;
    this.#nextContent = highest(store, 'contents') + 1;
  }

  get pendingBytes(): number {
    return this.#openBytes + this.#full.reduce((sum, block) => sum + block.rawBytes, 0);
  }

  /** The number of the content with this hash; it is stored if it is not there yet. */
  put(hash: Buffer, text: string): number {
    const key = hash.toString('latin1');
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const existing = statement(this.#store, 'SELECT id FROM contents WHERE hash = ?').get(hash) as
      | { id: number }
      | undefined;
    if (existing !== undefined) return existing.id;
    const bytes = Buffer.from(text, 'utf8');
    if (this.#openBytes > 0 && this.#openBytes + bytes.length > BLOCK_BYTES) this.#closeBlock();
    const id = this.#nextContent++;
    this.#rows.push({ id, hash, block: this.#nextBlock, start: this.#openBytes, bytes: bytes.length });
    this.#open.push(bytes);
    this.#openBytes += bytes.length;
    this.#pending.set(key, id);
    return id;
  }

  #closeBlock(): void {
    if (this.#open.length === 0) return;
    const raw = Buffer.concat(this.#open, this.#openBytes);
    const packed = zstdCompressSync(raw);
    const isSmaller = packed.length < raw.length;
    this.#full.push({
      id: this.#nextBlock++,
      codec: isSmaller ? 'zstd' : 'none',
      rawBytes: raw.length,
      data: isSmaller ? packed : raw,
    });
    this.#open = [];
    this.#openBytes = 0;
  }

  /** Closes and compresses the open block; call it before the transaction, which `flush` then keeps short. */
  prepareFlush(): void {
    this.#closeBlock();
  }

  /** Writes what is pending, within the caller's transaction. */
  flush(): void {
    this.#closeBlock();
    const insertBlock = statement(
      this.#store,
      'INSERT INTO blocks (id, codec, raw_bytes, data) VALUES (@id, @codec, @rawBytes, @data)',
    );
    for (const block of this.#full) insertBlock.run(block);
    const insertContent = statement(
      this.#store,
      'INSERT INTO contents (id, hash, block, start, bytes) VALUES (@id, @hash, @block, @start, @bytes)',
    );
    for (const row of this.#rows) insertContent.run(row);
    this.#full = [];
    this.#rows = [];
    this.#pending.clear();
  }
}
