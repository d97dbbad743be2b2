/**
 * The compact protocol of Thrift, in which Parquet writes its footer and the headers of its pages. Whatever the bytes
 * claim, reading them takes no more time and memory than their length allows.
 */

export type Thrift = boolean | number | Buffer | Thrift[] | ThriftStruct;
export type ThriftStruct = Map<number, Thrift>;

/** The bytes end within a value: there may be more of them in the file. */
export class EndOfBytes extends RangeError {}

const MAX_DEPTH = 32;
/** A varint of 64 bits has no more bytes. */
const MAX_VARINT_BYTES = 10;
const TYPE = {
  stop: 0,
  yes: 1,
  no: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  struct: 12,
};
/** Lists longer than this write their length behind their head. */
const LONG_LIST = 15;

export class ThriftReader {
  readonly #bytes: Buffer;
  offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  #byte(): number {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) throw new EndOfBytes('it ends within its own description');
    this.offset += 1;
    return byte;
  }

  #take(length: number): Buffer {
    if (length > this.#bytes.length - this.offset) throw new EndOfBytes('it ends within its own description');
    this.offset += length;
    return this.#bytes.subarray(this.offset - length, this.offset);
  }

  /** Beyond 2^53 it is not exact: nothing that is counted here comes near. */
  varint(): number {
    let value = 0;
    for (let index = 0; index < MAX_VARINT_BYTES; index += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (byte < 0x80) return value;
    }
    throw new RangeError('it holds a number of more than 64 bits');
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  struct(depth = 0): ThriftStruct {
    if (depth > MAX_DEPTH) throw new RangeError(`its description nests deeper than ${MAX_DEPTH} levels`);
    const fields: ThriftStruct = new Map();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === TYPE.stop) return fields;
      id = head >> 4 === 0 ? this.zigzag() : id + (head >> 4);
      fields.set(id, this.#value(type, depth));
    }
  }

  #value(type: number, depth: number): Thrift {
    switch (type) {
      case TYPE.yes:
        return true;
      case TYPE.no:
        return false;
      case TYPE.byte:
        return (this.#byte() << 24) >> 24;
      case TYPE.i16:
      case TYPE.i32:
      case TYPE.i64:
        return this.zigzag();
      case TYPE.double:
        return this.#take(8).readDoubleLE();
      case TYPE.binary:
        return this.#take(this.varint());
      case TYPE.list:
      case TYPE.set:
        return this.#list(depth + 1);
      case TYPE.struct:
        return this.struct(depth + 1);
      default:
        throw new RangeError(`its description holds a value of the unknown type ${type}`);
    }
  }

  #list(depth: number): Thrift[] {
    if (depth > MAX_DEPTH) throw new RangeError(`its description nests deeper than ${MAX_DEPTH} levels`);
    const head = this.#byte();
    const type = head & 0x0f;
    const length = head >> 4 === LONG_LIST ? this.varint() : head >> 4;
    // An item takes a byte at the least, so that a made-up length costs nothing.
    if (length > this.#bytes.length - this.offset) throw new EndOfBytes('it ends within its own description');
    const items: Thrift[] = [];
    const isTruth = type === TYPE.yes || type === TYPE.no;
    for (let index = 0; index < length; index += 1)
      items.push(isTruth ? this.#byte() === 1 : this.#value(type, depth));
    return items;
  }
}

function wrong(what: string): RangeError {
  return new RangeError(`its description lacks ${what}, or has another value in its place`);
}

/** A whole number that is not negative. */
export function countIn(struct: ThriftStruct, id: number, what: string): number {
  const value = struct.get(id);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw wrong(what);
  return value;
}

export function numberIn(struct: ThriftStruct, id: number): number | undefined {
  const value = struct.get(id);
  return typeof value === 'number' ? value : undefined;
}

export function structIn(struct: ThriftStruct | undefined, id: number): ThriftStruct | undefined {
  const value = struct?.get(id);
  return value instanceof Map ? value : undefined;
}

/** The structs of a list; none where the field is absent. */
export function structsIn(struct: ThriftStruct, id: number, what: string): ThriftStruct[] {
  const value = struct.get(id) ?? [];
  if (!Array.isArray(value)) throw wrong(what);
  return value.map((each) => {
    if (!(each instanceof Map)) throw wrong(what);
    return each;
  });
}

export function textIn(value: Thrift | undefined, what: string): string {
  if (!Buffer.isBuffer(value)) throw wrong(what);
  return value.toString('utf8');
}
