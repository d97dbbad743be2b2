import { isDeeperThan, MAX_DEPTH } from '../../../shared/domain/depth.ts';
import { mayHoldBigInteger, parseKeepingDigits, stringifyKeepingDigits } from '../big-integers.ts';
import type { Rejection } from './format.ts';

const MAX_SHOWN = 200;

/** A value as an error shows it: JSON, cut. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : (stringifyKeepingDigits(value) ?? 'nothing');
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 1)}…`;
}

/** A field that is not what it must be, as a rejection. */
export function wrongField(path: string, expected: string, found: unknown): Rejection {
  const text = shown(found);
  const what = path === '' ? 'the record' : `"${path}"`;
  return { path, expected, found: text, reason: `${what} is ${text}; expected ${expected}.` };
}

/** NaN and the infinities, which Python writes, become null; what stands in strings is left alone. */
function withoutBareNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}

/** A number that is larger than any of JavaScript, which JSON.parse makes infinite. */
const MAY_OVERFLOW = /\d[eE]\+?\d{3}|\d{309}/;

function withoutInfinite(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      const kept = withoutInfinite(inner);
      if (kept !== inner) Object.assign(value, { [key]: kept });
    }
  return value;
}

/** Plain JSON goes the fast way; bare NaN and Infinity are read as null, where the text is not JSON otherwise. */
function parseLeniently(text: string): { value: unknown; text: string } {
  try {
    return { value: JSON.parse(text), text };
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const mended = withoutBareNumbers(text);
    try {
      return { value: JSON.parse(mended), text: mended };
    } catch {
      throw error;
    }
  }
}

/**
 * Parses one record. Integers that a number cannot hold are BigInts, numbers beyond all others null; of a key that stands twice the last value counts,
 * as every JSON parser has it.
 */
export function parseRecord(text: string): { value: unknown } | { rejected: Rejection } {
  let parsed: { value: unknown; text: string };
  try {
    parsed = parseLeniently(text);
  } catch (error) {
    return {
      rejected: {
        path: '',
        expected: 'JSON',
        found: shown(text),
        reason: `the line is not JSON: ${(error as Error).message}.`,
      },
    };
  }
  // JSON.parse takes any depth; what walks the value afterwards does not.
  if (isDeeperThan(parsed.value, MAX_DEPTH)) {
    return {
      rejected: {
        path: '',
        expected: `at most ${MAX_DEPTH} levels`,
        found: shown(text),
        reason: `the record is nested deeper than ${MAX_DEPTH} levels.`,
      },
    };
  }
  const value = mayHoldBigInteger(parsed.text) ? parseKeepingDigits(parsed.text) : parsed.value;
  return { value: MAY_OVERFLOW.test(parsed.text) ? withoutInfinite(value) : value };
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text where text is wanted: its own, else its JSON. (`String` calls what the value says that it is.) */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : (stringifyKeepingDigits(value) ?? '');
}

/** An object without some of its fields. */
export function without(record: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** A column of JSON in a table of strings: the value in it. */
export function unpackedJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const parsed = parseRecord(value);
  return 'value' in parsed ? parsed.value : value;
}
