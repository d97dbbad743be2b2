import { type CellOf, cellsOf, type Raw } from './cells.ts';
import { unpackPage } from './codecs.ts';
import type { ColumnChunk, SchemaNode } from './footer.ts';
import type { ParquetFile } from './parquet-file.ts';
import type { RowMeter } from './row-meter.ts';
import { Hybrid } from './runs.ts';
import { countIn, EndOfBytes, numberIn, structIn, ThriftReader, type ThriftStruct } from './thrift.ts';
import { isOfDictionary, placesIn, plainValues, valuesOf } from './values.ts';

/** The pages of one column of one row group, each read and unpacked when its turn comes. */

/** One page: how many values it has, absent ones counted, their levels, and those that are there. */
export interface Page {
  count: number;
  repetitions: Hybrid | undefined;
  definitions: Hybrid | undefined;
  /** The next value that is there, as JSON has it. */
  next(): unknown;
}

/** Unpacked bytes that are held at once, for all columns together. */
export interface Held {
  bytes: number;
}

export interface Levels {
  repetition: number;
  definition: number;
}

const MAX_PAGE_BYTES = 512 * 1024 * 1024;
const MAX_HELD_BYTES = 1024 * 1024 * 1024;
/** Headers are small, but their statistics may hold texts. */
const HEADER_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 16 * 1024 * 1024;
/** Held as long as the column is read; writers stop at a mebibyte or so. */
const MAX_DICTIONARY = 4 * 1024 * 1024;
const PAGE = { data: 0, index: 1, dictionary: 2, data2: 3 };
const RLE = 3;
const DAMAGED = 'a page of it is damaged';

function widthFor(most: number): number {
  return 32 - Math.clz32(most);
}

export class Pages {
  readonly #file: ParquetFile;
  readonly #chunk: ColumnChunk;
  readonly #leaf: SchemaNode;
  readonly #levels: Levels;
  readonly #held: Held;
  readonly #meter: RowMeter;
  readonly #cellOf: CellOf;
  #at: number;
  #left: number;
  #pageBytes = 0;
  #dictionary: readonly Raw[] | undefined;
  #cellsOfDictionary: unknown[] = [];

  constructor(
    file: ParquetFile,
    chunk: ColumnChunk,
    leaf: SchemaNode,
    levels: Levels,
    held: Held,
    meter: RowMeter,
  ) {
    this.#file = file;
    this.#chunk = chunk;
    this.#leaf = leaf;
    this.#levels = levels;
    this.#held = held;
    this.#meter = meter;
    this.#cellOf = cellsOf(leaf);
    this.#at = chunk.start;
    this.#left = chunk.values;
  }

  /** The next page that holds values; undefined behind the last. */
  next(): Page | undefined {
    while (this.#left > 0) {
      const header = this.#header();
      const packedBytes = countIn(header, 3, 'the size of a page');
      if (packedBytes > this.#chunk.end - this.#at) throw new RangeError(DAMAGED);
      const packed = this.#file.read(this.#at, packedBytes);
      this.#at += packedBytes;
      const type = numberIn(header, 1);
      if (type === PAGE.dictionary) this.#readDictionary(header, packed);
      else if (type === PAGE.data || type === PAGE.data2) {
        const page = type === PAGE.data ? this.#dataPage(header, packed) : this.#dataPage2(header, packed);
        if (page.count > this.#left) throw new RangeError('its pages hold more values than its footer says');
        this.#left -= page.count;
        if (page.count > 0) return page;
      } else if (type !== PAGE.index) throw new RangeError(`a page of it is of the unknown kind ${type}`);
    }
    this.#hold(0);
    return undefined;
  }

  #header(): ThriftStruct {
    for (let bytes = HEADER_BYTES; ; bytes *= 8) {
      const available = Math.min(bytes, this.#chunk.end - this.#at);
      const reader = new ThriftReader(this.#file.read(this.#at, available));
      try {
        const header = reader.struct();
        this.#at += reader.offset;
        return header;
      } catch (error) {
        if (!(error instanceof EndOfBytes) || available < bytes || bytes >= MAX_HEADER_BYTES) throw error;
      }
    }
  }

  /** Counts the bytes of the page that is read in place of those of the one before. */
  #hold(bytes: number): void {
    this.#held.bytes += bytes - this.#pageBytes;
    this.#pageBytes = bytes;
    if (this.#held.bytes > MAX_HELD_BYTES)
      throw new RangeError(
        `its pages are so large that more than ${MAX_HELD_BYTES / 2 ** 20} MiB would be held at once`,
      );
  }

  #unpack(packed: Buffer, length: number): Buffer {
    if (length > MAX_PAGE_BYTES)
      throw new RangeError(`a page of it is larger than ${MAX_PAGE_BYTES / 2 ** 20} MiB`);
    this.#hold(length);
    return unpackPage(packed, this.#chunk.codec, length);
  }

  #readDictionary(header: ThriftStruct, packed: Buffer): void {
    const about = structIn(header, 7);
    if (about === undefined || this.#dictionary !== undefined || this.#leaf.type === 'BOOLEAN')
      throw new RangeError(DAMAGED);
    const count = countIn(about, 1, 'the size of a dictionary');
    if (count > MAX_DICTIONARY) throw new RangeError(`a dictionary of it claims ${count} values`);
    const bytes = this.#unpack(packed, countIn(header, 2, 'the size of a page'));
    // Held as long as the column is read.
    this.#pageBytes = 0;
    const values = plainValues(bytes, this.#leaf);
    const raws: Raw[] = [];
    for (let index = 0; index < count; index += 1) raws.push(values.next());
    this.#dictionary = raws;
    this.#cellsOfDictionary = [];
  }

  #cells(bytes: Buffer, encoding: number): () => unknown {
    if (!isOfDictionary(encoding)) {
      const values = valuesOf(bytes, encoding, this.#leaf);
      return () => {
        const raw = values.next();
        return this.#meter.takes(raw) ? this.#cellOf(raw) : null;
      };
    }
    const places = placesIn(bytes);
    const dictionary = this.#dictionary ?? [];
    const cells = this.#cellsOfDictionary;
    return () => {
      const place = places.next();
      const raw = dictionary[place];
      if (raw === undefined) throw new RangeError(DAMAGED);
      if (!this.#meter.takes(raw)) return null;
      // Made into what JSON has once, and only where a row asks for it.
      cells[place] ??= this.#cellOf(raw);
      return cells[place];
    };
  }

  #dataPage(header: ThriftStruct, packed: Buffer): Page {
    const about = structIn(header, 5);
    if (about === undefined) throw new RangeError(DAMAGED);
    let bytes = this.#unpack(packed, countIn(header, 2, 'the size of a page'));
    const levels = (most: number, encoding: number | undefined) => {
      if (most === 0) return undefined;
      if (encoding !== RLE)
        throw new RangeError(`its levels have the encoding ${encoding}, which is not known`);
      if (bytes.length < 4) throw new RangeError(DAMAGED);
      const length = bytes.readUInt32LE();
      if (length > bytes.length - 4) throw new RangeError(DAMAGED);
      const runs = new Hybrid(bytes.subarray(4, 4 + length), widthFor(most));
      bytes = bytes.subarray(4 + length);
      return runs;
    };
    const repetitions = levels(this.#levels.repetition, numberIn(about, 4));
    const definitions = levels(this.#levels.definition, numberIn(about, 3));
    return {
      count: countIn(about, 1, 'the number of values'),
      repetitions,
      definitions,
      next: this.#cells(bytes, countIn(about, 2, 'an encoding')),
    };
  }

  #dataPage2(header: ThriftStruct, packed: Buffer): Page {
    const about = structIn(header, 8);
    if (about === undefined) throw new RangeError(DAMAGED);
    const definitionBytes = countIn(about, 5, 'the size of its levels');
    const repetitionBytes = countIn(about, 6, 'the size of its levels');
    const levelBytes = repetitionBytes + definitionBytes;
    const length = countIn(header, 2, 'the size of a page') - levelBytes;
    if (levelBytes > packed.length || length < 0) throw new RangeError(DAMAGED);
    const rest = packed.subarray(levelBytes);
    this.#hold(rest.length);
    const bytes = about.get(7) === false ? rest : this.#unpack(rest, length);
    const { repetition, definition } = this.#levels;
    return {
      count: countIn(about, 1, 'the number of values'),
      repetitions:
        repetition === 0 ? undefined : new Hybrid(packed.subarray(0, repetitionBytes), widthFor(repetition)),
      definitions:
        definition === 0
          ? undefined
          : new Hybrid(packed.subarray(repetitionBytes, levelBytes), widthFor(definition)),
      next: this.#cells(bytes, countIn(about, 4, 'an encoding')),
    };
  }
}
