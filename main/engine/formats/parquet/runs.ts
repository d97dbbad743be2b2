/** Numbers as Parquet packs them, read one by one: what claims to be a billion of them costs nothing until it is read. */

const DAMAGED = 'a page of it is damaged';

/** `width` bits from the bit `at`, the least first; up to 32 of them. */
function bitsAt(bytes: Buffer, at: number, width: number): number {
  const first = Math.floor(at / 8);
  const last = Math.floor((at + width - 1) / 8);
  if (last >= bytes.length) throw new RangeError(DAMAGED);
  let value = 0;
  for (let index = last; index >= first; index -= 1) value = value * 256 + (bytes[index] as number);
  return Math.floor(value / 2 ** (at % 8)) % 2 ** width;
}

/** The same of up to 64. */
function wideBitsAt(bytes: Buffer, at: number, width: number): bigint {
  const low = BigInt(bitsAt(bytes, at, Math.min(32, width)));
  return width <= 32 ? low : low | (BigInt(bitsAt(bytes, at + 32, width - 32)) << 32n);
}

class Bytes {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError(DAMAGED);
    this.at += 1;
    return byte;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError(DAMAGED);
  }

  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  count(most: number): number {
    const value = this.varint();
    if (value > BigInt(most)) throw new RangeError(DAMAGED);
    return Number(value);
  }
}

/** Runs of one number, and groups of eight packed bit by bit: levels, places in a dictionary, truths. */
export class Hybrid {
  readonly #bytes: Bytes;
  readonly #width: number;
  #repeated = 0;
  #left = 0;
  /** Where the next packed number begins, in bits; undefined within a run of one number. */
  #bit: number | undefined;

  constructor(bytes: Buffer, width: number) {
    if (width > 32) throw new RangeError(DAMAGED);
    this.#bytes = new Bytes(bytes, 0);
    this.#width = width;
  }

  next(): number {
    if (this.#width === 0) return 0;
    while (this.#left === 0) this.#open();
    this.#left -= 1;
    if (this.#bit === undefined) return this.#repeated;
    const value = bitsAt(this.#bytes.bytes, this.#bit, this.#width);
    this.#bit += this.#width;
    return value;
  }

  #open(): void {
    const header = this.#bytes.count(0xffffffff);
    const count = Math.floor(header / 2);
    if (header % 2 === 0) {
      this.#left = count;
      this.#bit = undefined;
      this.#repeated = 0;
      for (let shift = 0; shift < this.#width; shift += 8) this.#repeated += this.#bytes.byte() * 2 ** shift;
      return;
    }
    this.#left = count * 8;
    this.#bit = this.#bytes.at * 8;
    // The last group may be cut off behind its last number.
    this.#bytes.at += count * this.#width;
  }
}

const MAX_BLOCK = 1 << 20;

/** DELTA_BINARY_PACKED: each number as its distance from the one before. */
export class Deltas {
  readonly #bytes: Bytes;
  readonly #bits: 32 | 64;
  readonly count: number;
  readonly #perMiniblock: number;
  readonly #miniblocks: number;
  #value: bigint;
  #isFirst = true;
  #least = 0n;
  #widths: number[] = [];
  #left = 0;
  #bit = 0;
  #width = 0;

  constructor(bytes: Buffer, at: number, bits: 32 | 64) {
    this.#bytes = new Bytes(bytes, at);
    this.#bits = bits;
    const block = this.#bytes.count(MAX_BLOCK);
    this.#miniblocks = this.#bytes.count(MAX_BLOCK);
    this.count = this.#bytes.count(0x7fffffff);
    this.#value = this.#bytes.zigzag();
    this.#perMiniblock = block / this.#miniblocks;
    if (!Number.isInteger(this.#perMiniblock) || this.#perMiniblock === 0 || this.#perMiniblock % 8 !== 0)
      throw new RangeError(DAMAGED);
  }

  /** Where the bytes go on once all of its numbers have been read. */
  get end(): number {
    return this.#bytes.at;
  }

  next(): bigint {
    if (this.#isFirst) this.#isFirst = false;
    else {
      if (this.#left === 0) this.#openMiniblock();
      this.#left -= 1;
      const more = this.#width === 0 ? 0n : wideBitsAt(this.#bytes.bytes, this.#bit, this.#width);
      this.#bit += this.#width;
      this.#value += this.#least + more;
    }
    this.#value = BigInt.asIntN(this.#bits, this.#value);
    return this.#value;
  }

  #openMiniblock(): void {
    if (this.#widths.length === 0) {
      this.#least = this.#bytes.zigzag();
      for (let index = 0; index < this.#miniblocks; index += 1) this.#widths.push(this.#bytes.byte());
    }
    this.#width = this.#widths.shift() ?? 0;
    if (this.#width > 64) throw new RangeError(DAMAGED);
    this.#left = this.#perMiniblock;
    this.#bit = this.#bytes.at * 8;
    this.#bytes.at += (this.#perMiniblock * this.#width) / 8;
  }
}
