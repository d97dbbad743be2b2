/** Where a value stands in the text of a JSON document, so that a person finds it there. */
export interface JsonPlace {
  /** UTF-16 offsets of the value. */
  start: number;
  end: number;
  /** From 1. */
  line: number;
  column: number;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/** The end of what a pattern matches at `at`; `at` where it does not. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/** The end of the value that begins at `at`, however deep it is: brackets are counted, not called. */
function endOfValue(text: string, at: number): number {
  let depth = 0;
  let end = at;
  do {
    end = past(SPACE, text, end);
    const next = text[end];
    if (next === undefined) return end;
    if (next === '{' || next === '[') depth += 1;
    else if (next === '}' || next === ']') depth -= 1;
    if ('{}[],:'.includes(next)) end += 1;
    else end = past(next === '"' ? STRING : SCALAR, text, end);
  } while (depth > 0);
  return end;
}

/** Where the member or element of the value at `at` begins; of a key that stands twice the last value counts. */
function findInside(text: string, at: number, key: PropertyKey): number | undefined {
  const isObject = text[at] === '{';
  if (!isObject && text[at] !== '[') return undefined;
  let found: number | undefined;
  let next = past(SPACE, text, at + 1);
  for (let index = 0; text[next] !== undefined && !']}'.includes(text[next] ?? ''); index += 1) {
    let name: string = String(index);
    if (isObject) {
      const end = past(STRING, text, next);
      name = JSON.parse(text.slice(next, end)) as string;
      // Over the colon.
      next = past(SPACE, text, past(SPACE, text, end) + 1);
    }
    if (name === String(key)) found = next;
    next = past(SPACE, text, endOfValue(text, next));
    if (text[next] === ',') next = past(SPACE, text, next + 1);
  }
  return found;
}

/**
 * The place of the value at a path in the text of valid JSON; where something of the path is not there (a field that
 * is missing), the place of what should hold it.
 */
export function placeInJson(text: string, path: readonly PropertyKey[]): JsonPlace {
  let start = past(SPACE, text, 0);
  for (const key of path) {
    const inside = findInside(text, start, key);
    if (inside === undefined) break;
    start = inside;
  }
  const before = text.slice(0, start).split('\n');
  return {
    start,
    end: endOfValue(text, start),
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}

/** The line in which JSON.parse found something wrong, from 1; undefined where its message does not say. */
export function lineOfSyntaxError(text: string, error: unknown): number | undefined {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return /end of JSON input/.test(message) ? text.trimEnd().split('\n').length : undefined;
}
