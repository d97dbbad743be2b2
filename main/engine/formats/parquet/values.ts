import type { Raw } from './cells.ts';
import type { SchemaNode } from './footer.ts';
import { Deltas, Hybrid } from './runs.ts';

/** The values of a page by their encoding (parquet.thrift, Encoding), read one by one. */
export interface Values {
  next(): Raw;
}

const DAMAGED = 'a page of it is damaged';
/** Lengths that are packed before their texts are held at once; no page that anybody wrote has so many. */
const MAX_LENGTHS = 16 * 1024 * 1024;

function sliceOf(bytes: Buffer, at: number, length: number): Buffer {
  if (!(length >= 0 && at + length <= bytes.length)) throw new RangeError(DAMAGED);
  return bytes.subarray(at, at + length);
}

const WIDTHS: Partial<Record<string, number>> = { INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8 };

/** Bytes of one value, of types whose values are all of one length. */
function widthOf({ type, typeLength }: SchemaNode): number | undefined {
  if (type !== 'FIXED_LEN_BYTE_ARRAY') return WIDTHS[type ?? ''];
  if (!(typeLength > 0)) throw new RangeError('a column of it holds values of no length');
  return typeLength;
}

/** Reads one value of fixed length. */
function fixedReader({ type }: SchemaNode): (bytes: Buffer) => Raw {
  switch (type) {
    case 'INT32':
      return (bytes) => bytes.readInt32LE();
    case 'INT64':
      return (bytes) => bytes.readBigInt64LE();
    case 'FLOAT':
      return (bytes) => bytes.readFloatLE();
    case 'DOUBLE':
      return (bytes) => bytes.readDoubleLE();
    default:
      return (bytes) => bytes;
  }
}

/** PLAIN. */
export function plainValues(bytes: Buffer, leaf: SchemaNode): Values {
  let at = 0;
  if (leaf.type === 'BOOLEAN')
    return {
      next: () => {
        const byte = sliceOf(bytes, at >> 3, 1)[0] as number;
        const value = ((byte >> (at & 7)) & 1) === 1;
        at += 1;
        return value;
      },
    };
  const width = widthOf(leaf);
  const read = fixedReader(leaf);
  return {
    next: () => {
      const length = width ?? sliceOf(bytes, at, 4).readUInt32LE();
      if (width === undefined) at += 4;
      const value = sliceOf(bytes, at, length);
      at += length;
      return read(value);
    },
  };
}

/** BYTE_STREAM_SPLIT: the first bytes of all values, then the second, and so on. */
function splitValues(bytes: Buffer, leaf: SchemaNode): Values {
  const width = widthOf(leaf);
  if (width === undefined) throw new RangeError(DAMAGED);
  const read = fixedReader(leaf);
  const count = Math.floor(bytes.length / width);
  let index = 0;
  return {
    next: () => {
      if (index >= count) throw new RangeError(DAMAGED);
      const value = Buffer.allocUnsafe(width);
      for (let part = 0; part < width; part += 1) value[part] = bytes[part * count + index] as number;
      index += 1;
      return read(value);
    },
  };
}

function deltaNumbers(bytes: Buffer, { type }: SchemaNode): Values {
  if (type !== 'INT32' && type !== 'INT64') throw new RangeError(DAMAGED);
  const deltas = new Deltas(bytes, 0, type === 'INT32' ? 32 : 64);
  return type === 'INT32' ? { next: () => Number(deltas.next()) } : deltas;
}

/** Lengths, and where what follows them begins. */
function lengthsAt(bytes: Buffer, at: number): { lengths: Int32Array; end: number } {
  const deltas = new Deltas(bytes, at, 32);
  if (deltas.count > MAX_LENGTHS) throw new RangeError(`a page of it holds ${deltas.count} texts`);
  const lengths = new Int32Array(deltas.count);
  for (let index = 0; index < lengths.length; index += 1) lengths[index] = Number(deltas.next());
  return { lengths, end: deltas.end };
}

/** DELTA_LENGTH_BYTE_ARRAY, and the second half of DELTA_BYTE_ARRAY. */
function textsAt(bytes: Buffer, start: number): { next(): Buffer } {
  const { lengths, end } = lengthsAt(bytes, start);
  let [index, at] = [0, end];
  return {
    next: () => {
      const value = sliceOf(bytes, at, lengths[index] ?? -1);
      index += 1;
      at += value.length;
      return value;
    },
  };
}

/** DELTA_BYTE_ARRAY: what a text shares with the one before, and what it has of its own. */
function prefixedTexts(bytes: Buffer): Values {
  const { lengths, end } = lengthsAt(bytes, 0);
  const own = textsAt(bytes, end);
  let before: Buffer = Buffer.alloc(0);
  let index = 0;
  return {
    next: () => {
      const shared = sliceOf(before, 0, lengths[index] ?? -1);
      index += 1;
      const rest = own.next();
      before = shared.length === 0 ? rest : Buffer.concat([shared, rest]);
      return before;
    },
  };
}

function truths(bytes: Buffer): Values {
  const length = sliceOf(bytes, 0, 4).readUInt32LE();
  const runs = new Hybrid(sliceOf(bytes, 4, length), 1);
  return { next: () => runs.next() === 1 };
}

const ENCODING = {
  plain: 0,
  plainDictionary: 2,
  rle: 3,
  deltaBinaryPacked: 5,
  deltaLengthByteArray: 6,
  deltaByteArray: 7,
  rleDictionary: 8,
  byteStreamSplit: 9,
};

/** Places in the dictionary of the column. */
export function placesIn(bytes: Buffer): Hybrid {
  return bytes.length === 0 ? new Hybrid(bytes, 0) : new Hybrid(bytes.subarray(1), bytes[0] as number);
}

export function isOfDictionary(encoding: number): boolean {
  return encoding === ENCODING.plainDictionary || encoding === ENCODING.rleDictionary;
}

/** The values of a page that stand there themselves. */
export function valuesOf(bytes: Buffer, encoding: number, leaf: SchemaNode): Values {
  switch (encoding) {
    case ENCODING.plain:
      return plainValues(bytes, leaf);
    case ENCODING.rle:
      if (leaf.type !== 'BOOLEAN') throw new RangeError(DAMAGED);
      return truths(bytes);
    case ENCODING.deltaBinaryPacked:
      return deltaNumbers(bytes, leaf);
    case ENCODING.deltaLengthByteArray:
      return textsAt(bytes, 0);
    case ENCODING.deltaByteArray:
      return prefixedTexts(bytes);
    case ENCODING.byteStreamSplit:
      return splitValues(bytes, leaf);
    default:
      throw new RangeError(`a column of it has the encoding ${encoding}, which is not known`);
  }
}
