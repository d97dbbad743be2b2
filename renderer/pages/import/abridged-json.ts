/**
 * JSON cut down to its shape, for a first look: long strings and lists are shortened, deep objects folded, what fits
 * on a line stays on one. What is left out shows as `…`; it is not JSON any more.
 */

const MAX_LINE = 56;
const MAX_STRING = 20;
const MAX_ITEMS = 3;
const MAX_DEPTH = 3;

export function abridgedJson(source: string): string | undefined {
  const value = parsed(source);
  return value === undefined ? undefined : laidOut(value, 0, 0);
}

/** The whole, laid out in lines; the text itself where it is no JSON. */
export function formattedJson(source: string): string {
  const value = parsed(source);
  return value === undefined ? source : JSON.stringify(value, null, 2);
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

function laidOut(value: unknown, depth: number, indent: number): string {
  const line = onOneLine(value, depth);
  if (indent + line.length <= MAX_LINE || typeof value !== 'object' || value === null) return line;
  const inner = indent + 1;
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => laidOut(item, depth + 1, inner));
    if (value.length > MAX_ITEMS) items.push(`… ${value.length - MAX_ITEMS} more`);
    return `[\n${items.map((item) => `${' '.repeat(inner)}${item}`).join(',\n')}]`;
  }
  if (depth >= MAX_DEPTH) return line;
  const fields = Object.entries(value).map(([key, item]) => {
    const head = `${JSON.stringify(key)}: `;
    // A list of a field starts on the field's line, so its own indentation is the field's.
    return `${head}${laidOut(item, depth + 1, inner)}`;
  });
  return `{${fields.join(`,\n${' '.repeat(inner)}`)}}`;
}

function onOneLine(value: unknown, depth: number): string {
  if (typeof value === 'string') {
    return value.length > MAX_STRING
      ? JSON.stringify(`${value.slice(0, MAX_STRING)}…`)
      : JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (depth >= MAX_DEPTH) return '[…]';
    const items = value.slice(0, MAX_ITEMS).map((item) => onOneLine(item, depth + 1));
    return `[${items.join(', ')}${value.length > MAX_ITEMS ? `, … ${value.length - MAX_ITEMS} more` : ''}]`;
  }
  const fields = Object.entries(value);
  if (fields.length === 0) return '{}';
  if (depth >= MAX_DEPTH) return '{…}';
  return `{${fields.map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item, depth + 1)}`).join(', ')}}`;
}
