import { parseRecord } from '../json.ts';
import type { SchemaNode } from './footer.ts';
import { numberIn, structIn } from './thrift.ts';

/** What the values of a column are in JSON. No digit is lost: what a number cannot hold is a BigInt or text. */

/** A value as it lies in a page. */
export type Raw = boolean | number | bigint | Buffer;
export type CellOf = (raw: Raw) => unknown;

/** Text that is no text: the row is refused, the file goes on. */
export class NotText extends Error {}

/** Numbers of parquet.thrift: ConvertedType, and the fields of LogicalType. */
const CONVERTED = {
  utf8: 0,
  enum: 4,
  decimal: 5,
  date: 6,
  timeMillis: 7,
  timeMicros: 8,
  timestampMillis: 9,
  timestampMicros: 10,
  uint8: 11,
  uint16: 12,
  uint32: 13,
  uint64: 14,
  json: 19,
};
const LOGICAL = {
  string: 1,
  enum: 4,
  decimal: 5,
  date: 6,
  time: 7,
  timestamp: 8,
  integer: 10,
  json: 12,
  uuid: 14,
  float16: 15,
};

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MAX_DECIMAL_BYTES = 64;
const MAX_SCALE = 1_000;
/** So many digits come back the same from a number. */
const EXACT_DIGITS = 15;
const DAY_MS = 86_400_000;

function decoded(bytes: Buffer): string | undefined {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

const text: CellOf = (raw) => {
  if (!Buffer.isBuffer(raw)) return plainNumber(raw);
  const value = decoded(raw);
  if (value === undefined) throw new NotText('not UTF-8 text');
  return value;
};

/** Text where the bytes are text, else base64: columns without a word on what they hold have either. */
const textOrBase64: CellOf = (raw) =>
  Buffer.isBuffer(raw) ? (decoded(raw) ?? raw.toString('base64')) : plainNumber(raw);

const base64: CellOf = (raw) => (Buffer.isBuffer(raw) ? raw.toString('base64') : plainNumber(raw));

/** What is no JSON in a column of JSON is a cell of text. */
const json: CellOf = (raw) => {
  const value = text(raw);
  if (typeof value !== 'string') return value;
  const parsed = parseRecord(value);
  return 'value' in parsed ? parsed.value : value;
};

/** Integers that fit are numbers; what JSON has no number for is null. */
const plainNumber: CellOf = (raw) => {
  if (typeof raw === 'bigint') {
    const number = Number(raw);
    return Number.isSafeInteger(number) ? number : raw;
  }
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  return raw;
};

function signed(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
}

function decimal(scale: number): CellOf {
  if (!(scale >= 0 && scale <= MAX_SCALE)) throw new RangeError(`a decimal of it has ${scale} places`);
  return (raw) => {
    if (Buffer.isBuffer(raw) && raw.length > MAX_DECIMAL_BYTES) return base64(raw);
    const whole = Buffer.isBuffer(raw) ? signed(raw) : BigInt(raw);
    if (scale === 0) return plainNumber(whole);
    const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
    const written = `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return digits.replace(/^0+/, '').length <= EXACT_DIGITS ? Number(written) : written;
  };
}

const date: CellOf = (raw) => {
  const day = new Date(Number(raw) * DAY_MS);
  return Number.isNaN(day.getTime()) ? plainNumber(raw) : day.toISOString().slice(0, 10);
};

/** Digits behind the second: three, or as many as it takes to lose none. */
function fraction(nanos: bigint): string {
  const digits = String(nanos).padStart(9, '0');
  return digits.endsWith('000000')
    ? digits.slice(0, 3)
    : digits.endsWith('000')
      ? digits.slice(0, 6)
      : digits;
}

/** A moment given in units of which `perSecond` make a second. */
function moment(value: bigint, perSecond: bigint, zone: string): unknown {
  const part = ((value % perSecond) + perSecond) % perSecond;
  const seconds = new Date(Number((value - part) / perSecond) * 1_000);
  if (Number.isNaN(seconds.getTime())) return plainNumber(value);
  return `${seconds.toISOString().slice(0, -5)}.${fraction((part * 1_000_000_000n) / perSecond)}${zone}`;
}

function timestamp(perSecond: bigint, zone: string): CellOf {
  return (raw) =>
    Buffer.isBuffer(raw) || typeof raw === 'boolean' ? base64(raw) : moment(BigInt(raw), perSecond, zone);
}

function timeOfDay(perSecond: bigint): CellOf {
  return (raw) => {
    if (Buffer.isBuffer(raw) || typeof raw === 'boolean') return base64(raw);
    const value = BigInt(raw);
    if (value < 0n || value >= perSecond * 86_400n) return plainNumber(raw);
    return String(moment(value, perSecond, '')).slice('1970-01-01T'.length);
  };
}

/** Nanoseconds of a day, and the day by the Julian count: what Spark and Hive wrote before there were timestamps. */
const int96: CellOf = (raw) => {
  if (!Buffer.isBuffer(raw) || raw.length !== 12) return base64(raw);
  const days = BigInt(raw.readInt32LE(8)) - 2_440_588n;
  return moment(days * 86_400_000_000_000n + raw.readBigInt64LE(0), 1_000_000_000n, '');
};

const float16: CellOf = (raw) => {
  if (!Buffer.isBuffer(raw) || raw.length !== 2) return base64(raw);
  const bits = raw.readUInt16LE();
  const [exponent, rest] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0x1f) return null;
  const size = exponent === 0 ? 2 ** -24 * rest : 2 ** (exponent - 15) * (1 + rest / 1024);
  return bits >> 15 === 1 ? -size : size;
};

const uuid: CellOf = (raw) =>
  Buffer.isBuffer(raw) && raw.length === 16
    ? raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : base64(raw);

function unsigned(bits: number): CellOf {
  return (raw) => (Buffer.isBuffer(raw) ? base64(raw) : plainNumber(BigInt.asUintN(bits, BigInt(raw))));
}

/** Units of a time by the field that is set: milliseconds, microseconds, nanoseconds. */
const PER_SECOND = [
  [1, 1_000n],
  [2, 1_000_000n],
  [3, 1_000_000_000n],
] as const;

function byLogical({ logical, scale, type }: SchemaNode): CellOf | undefined {
  const has = (field: number) => structIn(logical, field);
  const timed = has(LOGICAL.timestamp) ?? has(LOGICAL.time);
  if (timed !== undefined) {
    const unit = structIn(timed, 2);
    const perSecond = PER_SECOND.find(([field]) => unit?.has(field) === true)?.[1];
    if (perSecond === undefined) throw new RangeError('a time of it has no unit');
    return has(LOGICAL.time) === undefined
      ? timestamp(perSecond, timed.get(1) === true ? 'Z' : '')
      : timeOfDay(perSecond);
  }
  if (has(LOGICAL.string) ?? has(LOGICAL.enum)) return text;
  if (has(LOGICAL.json)) return json;
  if (has(LOGICAL.decimal)) return decimal(scale);
  if (has(LOGICAL.date)) return date;
  if (has(LOGICAL.uuid)) return uuid;
  if (has(LOGICAL.float16)) return float16;
  const integer = has(LOGICAL.integer);
  if (integer?.get(2) === false) return unsigned(numberIn(integer, 1) === 64 || type === 'INT64' ? 64 : 32);
  return undefined;
}

function byConverted({ converted, scale }: SchemaNode): CellOf | undefined {
  switch (converted) {
    case CONVERTED.utf8:
    case CONVERTED.enum:
      return text;
    case CONVERTED.json:
      return json;
    case CONVERTED.decimal:
      return decimal(scale);
    case CONVERTED.date:
      return date;
    case CONVERTED.timeMillis:
      return timeOfDay(1_000n);
    case CONVERTED.timeMicros:
      return timeOfDay(1_000_000n);
    case CONVERTED.timestampMillis:
      return timestamp(1_000n, 'Z');
    case CONVERTED.timestampMicros:
      return timestamp(1_000_000n, 'Z');
    case CONVERTED.uint8:
    case CONVERTED.uint16:
    case CONVERTED.uint32:
      return unsigned(32);
    case CONVERTED.uint64:
      return unsigned(64);
    default:
      return undefined;
  }
}

/** How the values of a column are read. What is meant wins over how it is stored, where the two can go together. */
export function cellsOf(leaf: SchemaNode): CellOf {
  const { type } = leaf;
  const meant = byLogical(leaf) ?? byConverted(leaf);
  if (type === 'BOOLEAN') return (raw) => raw;
  if (type === 'FLOAT' || type === 'DOUBLE') return plainNumber;
  if (type === 'INT96') return int96;
  if (meant !== undefined) return meant;
  return type === 'BYTE_ARRAY' ? textOrBase64 : type === 'FIXED_LEN_BYTE_ARRAY' ? base64 : plainNumber;
}
