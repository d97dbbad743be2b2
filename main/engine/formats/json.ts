import type { Rejection } from './format.ts';

const MAX_SHOWN = 200;
/** Nobody nests data deeper; what does is made to break parsers. */
const MAX_DEPTH = 256;

/** A value as an error shows it: JSON, cut. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 1)}…`;
}

/** A field that is not what it must be, as a rejection. */
export function wrongField(path: string, expected: string, found: unknown): Rejection {
  const text = shown(found);
  return { path, expected, found: text, reason: `"${path}" is ${text}; expected ${expected}.` };
}

/** Deeper than this in brackets, strings not regarded. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return false;
}

/** NaN and the infinities, which Python writes, become null; what stands in strings is left alone. */
function withoutBareNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}

/** Parses one record. Plain JSON goes the fast way; bare NaN and Infinity are read as null. */
export function parseRecord(text: string): { value: unknown } | { rejected: Rejection } {
  // Far too deep brackets can only be in text with many of them: the scan is for those alone.
  if (
    text.length > MAX_DEPTH &&
    /[[{]{20}|(?:[[{][^[{\]}]{0,20}){200}/.test(text.slice(0, 20_000)) &&
    isTooDeep(text)
  ) {
    return {
      rejected: {
        path: '',
        expected: `at most ${MAX_DEPTH} levels`,
        found: shown(text),
        reason: `the record is nested deeper than ${MAX_DEPTH} levels.`,
      },
    };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (/NaN|Infinity/.test(text)) {
      try {
        return { value: JSON.parse(withoutBareNumbers(text)) };
      } catch {
        // The first error says more.
      }
    }
    return {
      rejected: {
        path: '',
        expected: 'JSON',
        found: shown(text),
        reason: `the line is not JSON: ${(error as Error).message}.`,
      },
    };
  }
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
