import { brotliDecompressSync, unzipSync, zstdDecompressSync } from 'node:zlib';

/** How pages are packed (parquet.thrift, CompressionCodec). Each gives the bytes that were announced, or fails. */

/** Packed bytes of these cannot grow by more, so that nothing is set aside for what cannot come. */
const MAX_GROWTH = 256;

function requireGrowth(packed: Buffer, length: number): void {
  if (length > packed.length * MAX_GROWTH + 64) throw new RangeError('a page is shorter than it says');
}

const RAN_OVER = 'a page of it is damaged';

/** Copies `length` bytes that stand `back` before `at`; they may overlap what is written, which repeats them. */
function repeat(output: Buffer, at: number, back: number, length: number): void {
  if (back === 0 || back > at || at + length > output.length) throw new RangeError(RAN_OVER);
  if (back >= length) output.copyWithin(at, at - back, at - back + length);
  else for (let index = at; index < at + length; index += 1) output[index] = output[index - back] as number;
}

function copy(from: Buffer, start: number, output: Buffer, at: number, length: number): void {
  if (start + length > from.length || at + length > output.length) throw new RangeError(RAN_OVER);
  from.copy(output, at, start, start + length);
}

function littleEndian(bytes: Buffer, at: number, count: number): number {
  if (at + count > bytes.length) throw new RangeError(RAN_OVER);
  return bytes.readUIntLE(at, count);
}

/** Snappy's raw form: https://github.com/google/snappy/blob/main/format_description.txt */
export function unpackSnappy(packed: Buffer, length: number): Buffer {
  requireGrowth(packed, length);
  const output = Buffer.allocUnsafe(length);
  let at = 0;
  while (littleEndian(packed, at, 1) >= 0x80) at += 1;
  at += 1;
  let done = 0;
  while (at < packed.length) {
    const tag = packed[at] as number;
    at += 1;
    const kind = tag & 3;
    if (kind === 0) {
      let size = (tag >> 2) + 1;
      if (size > 60) {
        const sizeBytes = size - 60;
        size = littleEndian(packed, at, sizeBytes) + 1;
        at += sizeBytes;
      }
      copy(packed, at, output, done, size);
      at += size;
      done += size;
      continue;
    }
    const offsetBytes = kind === 3 ? 4 : kind;
    const size = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = littleEndian(packed, at, offsetBytes) + (kind === 1 ? (tag >> 5) << 8 : 0);
    at += offsetBytes;
    repeat(output, done, back, size);
    done += size;
  }
  if (done !== length) throw new RangeError('a page is shorter than it says');
  return output;
}

/** One LZ4 block; gives how many bytes came of it. */
function unpackLz4Block(packed: Buffer, output: Buffer, start: number): number {
  let at = 0;
  let done = start;
  const longer = (size: number) => {
    let sum = size;
    if (size !== 15) return sum;
    for (;;) {
      const byte = littleEndian(packed, at, 1);
      at += 1;
      sum += byte;
      if (byte !== 255) return sum;
    }
  };
  while (at < packed.length) {
    const token = packed[at] as number;
    at += 1;
    const literals = longer(token >> 4);
    copy(packed, at, output, done, literals);
    at += literals;
    done += literals;
    if (at >= packed.length) break;
    const back = littleEndian(packed, at, 2);
    at += 2;
    const size = longer(token & 15) + 4;
    repeat(output, done, back, size);
    done += size;
  }
  return done - start;
}

function unpackLz4(packed: Buffer, length: number): Buffer {
  requireGrowth(packed, length);
  const output = Buffer.allocUnsafe(length);
  if (unpackLz4Block(packed, output, 0) !== length) throw new RangeError('a page is shorter than it says');
  return output;
}

/** LZ4 as Hadoop frames it: blocks, each after its unpacked and its packed length. Undefined where it is not that. */
function unpackHadoopLz4(packed: Buffer, length: number): Buffer | undefined {
  requireGrowth(packed, length);
  const output = Buffer.allocUnsafe(length);
  let done = 0;
  for (let at = 0; at < packed.length; ) {
    if (at + 8 > packed.length) return undefined;
    const [unpackedBytes, packedBytes] = [packed.readUInt32BE(at), packed.readUInt32BE(at + 4)];
    at += 8;
    if (packedBytes > packed.length - at || unpackedBytes > length - done) return undefined;
    if (unpackLz4Block(packed.subarray(at, at + packedBytes), output, done) !== unpackedBytes)
      return undefined;
    at += packedBytes;
    done += unpackedBytes;
  }
  return done === length ? output : undefined;
}

function unpackOldLz4(packed: Buffer, length: number): Buffer {
  let framed: Buffer | undefined;
  try {
    framed = unpackHadoopLz4(packed, length);
  } catch {
    // What looked like a frame was the block itself.
  }
  return framed ?? unpackLz4(packed, length);
}

type Unpacker = (packed: Buffer, length: number) => Buffer;

/** Those of Node stop where more comes out than was announced. */
function limited(unpacker: (packed: Buffer, options: { maxOutputLength: number }) => Buffer): Unpacker {
  return (packed, length) => unpacker(packed, { maxOutputLength: Math.max(1, length) });
}

const UNPACKERS: readonly (Unpacker | string)[] = [
  (packed) => packed,
  unpackSnappy,
  limited(unzipSync),
  'LZO',
  limited(brotliDecompressSync),
  unpackOldLz4,
  limited(zstdDecompressSync),
  unpackLz4,
];

export function unpackPage(packed: Buffer, codec: number, length: number): Buffer {
  const unpacker = UNPACKERS[codec];
  if (typeof unpacker !== 'function')
    throw new RangeError(`it is packed by ${unpacker ?? `method ${codec}`}, which is not known`);
  // No bytes are no stream of any packing.
  if (length === 0 && packed.length === 0) return packed;
  let unpacked: Buffer;
  try {
    unpacked = unpacker(packed, length);
  } catch (error) {
    throw new RangeError(`a page of it cannot be unpacked (${(error as Error).message})`, { cause: error });
  }
  if (unpacked.length !== length) throw new RangeError('a page is not as long as it says');
  return unpacked;
}
