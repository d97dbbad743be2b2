import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { stringifyKeepingDigits } from '../big-integers.ts';
import { type Columns, parquetSchema, parquetValue } from './columns.ts';
import type { LinesPacking, ParquetCodec } from './compression.ts';
import type { Row } from './form.ts';
import { bytesOfValues } from './lengths.ts';

/** A file of rows being written: bytes and checksum are counted on the way. */
export interface RowsFile {
  readonly rows: number;
  /** Roughly what it holds until now, what waits in memory too. */
  readonly bytes: number;
  write(row: Row): Promise<void>;
  /** Its SHA-256. */
  end(): Promise<string>;
  abandon(): Promise<void>;
}

class HashedFile {
  bytes = 0;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.bytes += bytes.length;
    await this.#file.writeFile(bytes);
  }

  async end(): Promise<string> {
    await this.#file.sync();
    await this.#file.close();
    return this.#hash.digest('hex');
  }

  async abandon(): Promise<void> {
    await this.#file.close().catch(() => {});
  }
}

const BUFFER_UNITS = 1 << 20;

class LinesFile implements RowsFile {
  rows = 0;
  readonly #file: HashedFile;
  readonly #packing: LinesPacking;
  #pending = '';

  constructor(file: HashedFile, packing: LinesPacking) {
    this.#file = file;
    this.#packing = packing;
  }

  get bytes(): number {
    return this.#file.bytes + this.#pending.length;
  }

  async write(row: Row): Promise<void> {
    this.rows += 1;
    this.#pending += `${stringifyKeepingDigits(row)}\n`;
    if (this.#pending.length >= BUFFER_UNITS) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    if (bytes.length > 0) await this.#file.append(this.#packing.pack(bytes));
  }

  async end(): Promise<string> {
    await this.#flush();
    return this.#file.end();
  }

  abandon(): Promise<void> {
    return this.#file.abandon();
  }
}

/** A group of rows is held in memory until it is written: by bytes, since transcripts differ a thousandfold. */
const GROUP_BYTES = 16 << 20;
const GROUP_ROWS = 10_000;

/** Hands its bytes over after each group of rows; offsets in the file go on counting. */
class GroupWriter extends ByteWriter {
  take(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

class ParquetFile implements RowsFile {
  rows = 0;
  readonly #file: HashedFile;
  readonly #columns: Columns;
  readonly #bytes = new GroupWriter();
  readonly #writer: ParquetWriter;
  #group: Row[] = [];
  #groupBytes = 0;

  constructor(file: HashedFile, columns: Columns, { codec, compressors }: ParquetCodec) {
    this.#file = file;
    this.#columns = columns;
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: parquetSchema(columns),
      codec,
      compressors,
      createdBy: 'Shrive',
    });
  }

  get bytes(): number {
    return this.#file.bytes + this.#groupBytes;
  }

  async write(row: Row): Promise<void> {
    this.rows += 1;
    this.#group.push(row);
    this.#groupBytes += bytesOfValues(row);
    if (this.#group.length >= GROUP_ROWS || this.#groupBytes >= GROUP_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const rows = this.#group;
    this.#group = [];
    this.#groupBytes = 0;
    if (rows.length > 0) {
      await this.#writer.write({
        columnData: Object.entries(this.#columns).map(([name, type]) => ({
          name,
          data: rows.map((row) => parquetValue(row[name], type)),
        })),
        rowGroupSize: rows.length,
      });
    }
    await this.#file.append(this.#bytes.take());
  }

  async end(): Promise<string> {
    await this.#flush();
    await this.#writer.finish();
    await this.#file.append(this.#bytes.take());
    return this.#file.end();
  }

  abandon(): Promise<void> {
    return this.#file.abandon();
  }
}

async function newFile(path: string): Promise<HashedFile> {
  return new HashedFile(await open(path, 'wx'));
}

export async function openLinesFile(path: string, packing: LinesPacking): Promise<RowsFile> {
  return new LinesFile(await newFile(path), packing);
}

/** Also one without a row has its schema. */
export async function openParquetFile(
  path: string,
  columns: Columns,
  codec: ParquetCodec,
): Promise<RowsFile> {
  return new ParquetFile(await newFile(path), columns, codec);
}
