import type { OutlineEntry } from '../../../../shared/domain/transcript.ts';

/** One row of the transcript: a message, and the tool results that answer its calls. Messages are counted from 0. */
export interface Row {
  message: number;
  /** For each call of the message, the message that answers it, if one does. */
  results: readonly (number | undefined)[];
}

export interface Rows {
  rows: readonly Row[];
  /** The row that a message stands in. */
  rowOf: readonly number[];
}

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
    const results: (number | undefined)[] = entry.tool_calls.map(() => undefined);
    rowOf[at] = rows.length;
    let next = at + 1;
    for (; results.length > 0 && outline[next]?.role === 'tool'; next += 1) {
      const id = outline[next]?.tool_call_id;
      const call =
        id === undefined
          ? results.indexOf(undefined)
          : entry.tool_calls.findIndex((each, index) => each.id === id && results[index] === undefined);
      if (call < 0) break;
      results[call] = next;
      rowOf[next] = rows.length;
    }
    rows.push({ message: at, results });
    at = next - 1;
  }
  return { rows, rowOf };
}

const LINE_UNITS = 68;
const FOLDED_LINES = 5;

/** About how high a row will be, in lines of text; measured once it is drawn. */
export function estimateLines(entry: OutlineEntry, calls: number): number {
  const isFolded = entry.role !== 'user' && entry.role !== 'assistant';
  const lines = Math.ceil(Math.max(entry.peek.length, entry.length) / LINE_UNITS);
  const own =
    entry.peek === '' ? 0 : Math.max(1, isFolded ? Math.min(FOLDED_LINES, lines) : Math.min(lines, 400));
  return own + calls * 2 + 1;
}
