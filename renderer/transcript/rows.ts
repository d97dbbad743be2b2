import type { OutlineEntry } from '../../shared/domain/transcript.ts';

/**
 * One row of the transcript: a message with the tool results that answer its calls, or, of a message with very many
 * calls, some of them. Messages and calls are counted from 0.
 */
export interface Row {
  message: number;
  /** The first call that stands in this row; above 0 the row goes on with a message that began before. */
  from: number;
  /** For each call of the row, the message that answers it, if one does. */
  results: readonly (number | undefined)[];
}

export interface Rows {
  rows: readonly Row[];
  /** The row that a message stands in. */
  rowOf: readonly number[];
}

/** Calls in one row: a turn of thousands is drawn as it comes near, like everything else. */
export const CALLS_IN_ROW = 8;

/**
 * Joins results to their calls: by id, or, where a source gives no ids, in their order. Only the tool messages that
 * follow a message at once are its results; a result of a call that nobody made stays a row of its own.
 */
export function rowsOf(outline: readonly OutlineEntry[]): Rows {
  const rows: Row[] = [];
  const rowOf: number[] = [];
  for (let at = 0; at < outline.length; at += 1) {
    const entry = outline[at];
    if (entry === undefined) break;
    const { results, next } = resultsOf(outline, at);
    const head = rows.length;
    rowOf[at] = head;
    results.forEach((result, call) => {
      if (result !== undefined) rowOf[result] = head + Math.floor(call / CALLS_IN_ROW);
    });
    rows.push({ message: at, from: 0, results: results.slice(0, CALLS_IN_ROW) });
    for (let from = CALLS_IN_ROW; from < results.length; from += CALLS_IN_ROW)
      rows.push({ message: at, from, results: results.slice(from, from + CALLS_IN_ROW) });
    at = next - 1;
  }
  return { rows, rowOf };
}

/** Which messages answer the calls of message `at`, and the first message that does not. */
function resultsOf(
  outline: readonly OutlineEntry[],
  at: number,
): { results: (number | undefined)[]; next: number } {
  const calls = outline[at]?.tool_calls ?? [];
  const results: (number | undefined)[] = calls.map(() => undefined);
  let next = at + 1;
  if (calls.length === 0) return { results, next };
  const open = new Map<string, number[]>();
  calls.forEach(({ id }, call) => {
    if (id === undefined) return;
    const same = open.get(id);
    if (same === undefined) open.set(id, [call]);
    else same.push(call);
  });
  let inOrder = 0;
  for (; outline[next]?.role === 'tool'; next += 1) {
    const id = outline[next]?.tool_call_id;
    const sameId = id === undefined ? undefined : open.get(id);
    while (sameId?.[0] !== undefined && results[sameId[0]] !== undefined) sameId.shift();
    while (inOrder < results.length && results[inOrder] !== undefined) inOrder += 1;
    const call = id === undefined ? inOrder : sameId?.[0];
    if (call === undefined || call >= results.length) break;
    results[call] = next;
  }
  return { results, next };
}

/** All messages that some rows show. */
export function messagesIn(rows: readonly Row[]): number[] {
  return rows.flatMap(({ message, results }) => [
    message,
    ...results.filter((result) => result !== undefined),
  ]);
}

const LINE_UNITS = 68;
const FOLDED_LINES = 5;

/** About how high a row will be, in lines of text; measured once it is drawn. */
export function estimateLines(entry: OutlineEntry, { from, results }: Row): number {
  const calls = results.length * 2;
  if (from > 0) return calls;
  const isFolded = entry.role !== 'user' && entry.role !== 'assistant';
  const lines = Math.ceil(Math.max(entry.peek.length, entry.length) / LINE_UNITS);
  const own =
    entry.peek === '' ? 0 : Math.max(1, isFolded ? Math.min(FOLDED_LINES, lines) : Math.min(lines, 400));
  return own + calls + 1;
}
