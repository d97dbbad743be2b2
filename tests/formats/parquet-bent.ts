/** Takes Parquet files apart and puts them together again with other numbers in them, as nobody honest would write them. */

type Value = boolean | number | bigint | Buffer | List | Struct;
type Struct = Map<number, { type: number; value: Value }>;
interface List {
  of: number;
  items: Value[];
}

const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, LIST, STRUCT] = [1, 2, 3, 4, 5, 6, 7, 9, 12];

class Reading {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  byte(): number {
    this.at += 1;
    return this.bytes.readUInt8(this.at - 1);
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  value(type: number): Value {
    if (type === TRUE || type === FALSE) return type === TRUE;
    if (type === BYTE) return this.byte();
    if (type === I16 || type === I32 || type === I64) return this.zigzag();
    if (type === STRUCT) return this.struct();
    if (type === LIST) {
      const head = this.byte();
      const count = head >> 4 === 15 ? Number(this.varint()) : head >> 4;
      const of = head & 15;
      return {
        of,
        items: Array.from({ length: count }, () => (of < BYTE ? this.byte() === 1 : this.value(of))),
      };
    }
    const length = type === DOUBLE ? 8 : Number(this.varint());
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  struct(): Struct {
    const fields: Struct = new Map();
    for (let id = 0; ; ) {
      const head = this.byte();
      if (head === 0) return fields;
      id = head >> 4 === 0 ? Number(this.zigzag()) : id + (head >> 4);
      fields.set(id, { type: head & 15, value: this.value(head & 15) });
    }
  }
}

function varint(given: bigint): Buffer {
  const bytes: number[] = [];
  let value = BigInt.asUintN(64, given);
  for (; value > 127n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
  return Buffer.from([...bytes, Number(value)]);
}

function zigzag(value: bigint): Buffer {
  return varint((value << 1n) ^ (value >> 63n));
}

function written(type: number, value: Value): Buffer {
  if (typeof value === 'boolean') return Buffer.alloc(0);
  if (typeof value === 'number') return Buffer.from([value]);
  if (typeof value === 'bigint') return zigzag(value);
  if (value instanceof Map) return writtenStruct(value);
  if (Buffer.isBuffer(value))
    return type === DOUBLE ? value : Buffer.concat([varint(BigInt(value.length)), value]);
  const { of, items } = value;
  return Buffer.concat([
    Buffer.from([0xf0 | of]),
    varint(BigInt(items.length)),
    ...items.map((item) => (typeof item === 'boolean' ? Buffer.from([item ? 1 : 2]) : written(of, item))),
  ]);
}

function writtenStruct(struct: Struct): Buffer {
  const parts = [...struct].map(([id, { type, value }]) => {
    const head = typeof value === 'boolean' ? (value ? TRUE : FALSE) : type;
    return Buffer.concat([Buffer.from([head]), zigzag(BigInt(id)), written(type, value)]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

/** The places of all numbers in a struct. */
function numbersIn(value: Value, found: ((to: bigint) => void)[] = []): ((to: bigint) => void)[] {
  if (value instanceof Map) {
    for (const field of value.values()) {
      if (typeof field.value === 'bigint') found.push((to) => Object.assign(field, { value: to }));
      else numbersIn(field.value, found);
    }
  } else if (typeof value === 'object' && 'items' in value) {
    for (const [index, item] of value.items.entries()) {
      if (typeof item === 'bigint') found.push((to) => value.items.splice(index, 1, to));
      else numbersIn(item, found);
    }
  }
  return found;
}

/** One thing to change: `at` chooses among the places that there are. */
export type Bend =
  | { in: 'footer'; at: number; to: bigint }
  | { in: 'header'; at: number; chunk: number; to: bigint }
  | { in: 'body'; at: number; chunk: number; by: readonly number[] }
  | { in: 'file'; at: number; by: readonly number[] }
  | { in: 'length'; at: number };

function footerOf(bytes: Buffer): { start: number; footer: Struct } {
  const start = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  return { start, footer: new Reading(bytes.subarray(start, -8)).struct() };
}

function fieldOf(struct: Struct, id: number): Value | undefined {
  return struct.get(id)?.value;
}

function structsIn(struct: Struct, id: number): Struct[] {
  return (fieldOf(struct, id) as List).items as Struct[];
}

/** Where the columns of all row groups are described. */
function chunksIn(footer: Struct): Struct[] {
  return structsIn(footer, 4).flatMap((group) =>
    structsIn(group, 1).map((column) => fieldOf(column, 3) as Struct),
  );
}

/** The first page of a column, changed and put behind all others; its column then begins there. */
function withPage(
  bytes: Buffer,
  footer: Struct,
  chunk: number,
  change: (header: Struct, body: Buffer) => Buffer,
) {
  const chunks = chunksIn(footer);
  const meta = chunks[chunk % chunks.length];
  if (meta === undefined) return bytes;
  const places = [11, 9].flatMap((id) =>
    typeof fieldOf(meta, id) === 'bigint' ? [Number(fieldOf(meta, id))] : [],
  );
  const start = Math.min(...places.filter((place) => place > 0));
  const end = start + Number(fieldOf(meta, 7));
  const reading = new Reading(bytes.subarray(start, end));
  const header = reading.struct();
  const bodyEnd = reading.at + Number(fieldOf(header, 3));
  const body = change(header, Buffer.from(bytes.subarray(start + reading.at, start + bodyEnd)));
  const moved = Buffer.concat([writtenStruct(header), body, bytes.subarray(start + bodyEnd, end)]);
  const shift = BigInt(bytes.length - start);
  for (const id of [9, 11]) {
    const field = meta.get(id);
    if (typeof field?.value === 'bigint' && field.value > 0n) field.value += shift;
  }
  meta.set(7, { type: I64, value: BigInt(moved.length) });
  return Buffer.concat([bytes, moved]);
}

function overwritten(bytes: Buffer, at: number, by: readonly number[]): Buffer {
  const changed = Buffer.from(bytes);
  for (const [index, byte] of by.entries()) if (at + index < changed.length) changed[at + index] = byte;
  return changed;
}

/** A file with all of it changed. */
export function bent(file: Buffer, bends: readonly Bend[]): Buffer {
  const { start, footer } = footerOf(file);
  let data: Buffer = file.subarray(0, start);
  for (const bend of bends) {
    if (bend.in === 'header')
      data = withPage(data, footer, bend.chunk, (header, body) => {
        const numbers = numbersIn(header);
        numbers[bend.at % numbers.length]?.(bend.to);
        return body;
      });
    // Levels and widths stand at the beginning of a page, behind the length of the levels.
    if (bend.in === 'body')
      data = withPage(data, footer, bend.chunk, (_header, body) =>
        overwritten(body, bend.at % Math.max(1, Math.min(body.length, 24)), bend.by),
      );
  }
  for (const bend of bends) {
    if (bend.in !== 'footer') continue;
    const numbers = numbersIn(footer);
    numbers[bend.at % numbers.length]?.(bend.to);
  }
  const description = writtenStruct(footer);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(description.length);
  let bytes: Buffer = Buffer.concat([data, description, length, Buffer.from('PAR1')]);
  for (const bend of bends) {
    if (bend.in === 'file') bytes = overwritten(bytes, bend.at % bytes.length, bend.by);
    if (bend.in === 'length') bytes = bytes.subarray(0, bend.at % bytes.length);
  }
  return bytes;
}
