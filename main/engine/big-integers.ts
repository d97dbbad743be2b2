/**
 * JSON in which integers beyond 2^53 keep their digits: ids of databases and social networks are such numbers, and
 * rounding makes two of them one. In memory they are BigInts. Plain JSON goes the fast way.
 */

/** A number of 16 digits or more where a value can stand; in a string it makes the parsing slower, not wrong. */
const MAY_HOLD_BIG_INTEGER = /(?:^|[[:,])\s*-?\d{16}/;
const INTEGER = /^-?\d+$/;

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, { source }) =>
  typeof value === 'number' &&
  Number.isInteger(value) &&
  !Number.isSafeInteger(value) &&
  source !== undefined &&
  INTEGER.test(source)
    ? BigInt(source)
    : value;

/** Whether `parseKeepingDigits` could give another value than `JSON.parse`. */
export function mayHoldBigInteger(text: string): boolean {
  return MAY_HOLD_BIG_INTEGER.test(text);
}

/** `JSON.parse`, but integers that a number cannot hold become BigInts. For text that is known not to nest deep. */
export function parseKeepingDigits(text: string): unknown {
  return mayHoldBigInteger(text)
    ? JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
    : JSON.parse(text);
}

/** TypeScript 7.0 does not know it yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** `JSON.stringify`, with BigInts as the digits that they are. */
export function stringifyKeepingDigits(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, inner: unknown) => (typeof inner === 'bigint' ? rawJSON(inner.toString()) : inner),
    indent,
  );
}

/** The value with its BigInts as strings of digits: for what knows no BigInt, and must not round. */
export function digitsAsText(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(digitsAsText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, digitsAsText(inner)]));
}

const LEAST_64_BITS = -(2n ** 63n);
const MOST_64_BITS = 2n ** 64n - 1n;

/** The value with integers beyond 64 bits as text: most readers of JSON give up a whole file at the first of them. */
export function longDigitsAsText(value: unknown): unknown {
  if (typeof value === 'bigint')
    return value < LEAST_64_BITS || value > MOST_64_BITS ? value.toString() : value;
  if (Array.isArray(value)) return value.map(longDigitsAsText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, longDigitsAsText(inner)]));
}
