import { parseKeepingDigits, stringifyKeepingDigits } from '../big-integers.ts';

/** A record as it stands, for looking at: every string cut, laid out in lines. */

const MAX_STRING = 160;
const MAX_ITEMS = 30;

function shorten(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_STRING ? `${value.slice(0, MAX_STRING)}…` : value;
  if (Array.isArray(value)) {
    const kept = value.slice(0, MAX_ITEMS).map(shorten);
    return value.length > MAX_ITEMS ? [...kept, `… ${value.length - MAX_ITEMS} more`] : kept;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]));
  }
  return value;
}

function parsed(source: string): unknown {
  try {
    return parseKeepingDigits(source);
  } catch {
    return undefined;
  }
}

export function shortenedSource(source: string): string {
  const record = parsed(source);
  return record === undefined ? `${source.slice(0, 1_000)}…` : stringifyKeepingDigits(shorten(record), 1);
}

/** Stands for what a blind grader must not see. */
export const SEALED = '(sealed)';
const PLAIN_MESSAGE_FIELDS = new Set(['role', 'name', 'tool_calls', 'tool_call_id', 'function_call']);

/** Text without a tag of thinking, open or closed. */
function isPlainText(value: unknown): boolean {
  return typeof value === 'string' && !/think>/i.test(value);
}

function maskMessage(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return SEALED;
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => {
      if (PLAIN_MESSAGE_FIELDS.has(key)) return [key, value];
      if (key === 'content' && isPlainText(value)) return [key, value];
      if (key === 'content' && Array.isArray(value)) {
        return [
          key,
          value.map((part: { type?: unknown; text?: unknown }) =>
            part?.type === 'text' && isPlainText(part.text)
              ? { type: 'text', text: part.text }
              : { type: part?.type ?? SEALED },
          ),
        ];
      }
      return [key, value === null ? null : SEALED];
    }),
  );
}

/**
 * The same for a blind grader: of a record only what Shrive knows to be neither confession, reasoning nor score.
 * Everything it cannot place is sealed.
 */
export function maskedSource(source: string): string {
  const record = parsed(source);
  if (Array.isArray(record)) return stringifyKeepingDigits(shorten(record.map(maskMessage)), 1);
  if (typeof record !== 'object' || record === null) return SEALED;
  const masked = Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      if (key === 'id') return [key, value];
      if (key === 'messages' && Array.isArray(value)) return [key, value.map(maskMessage)];
      return [key, SEALED];
    }),
  );
  return stringifyKeepingDigits(shorten(masked), 1);
}
