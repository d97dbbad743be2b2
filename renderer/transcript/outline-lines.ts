import type { OutlineEntry } from '../../shared/domain/transcript.ts';
import type { Marks } from './marks.ts';
import { messagesIn, type Row } from './rows.ts';
import { isTurn } from './stops.ts';

export const OUTLINE_FILTERS = [
  { id: 'all', words: 'All' },
  { id: 'turns', words: 'Turns' },
  { id: 'calls', words: 'Calls' },
  { id: 'errors', words: 'Errors' },
  { id: 'marks', words: 'Marks' },
] as const;
export type OutlineFilter = (typeof OUTLINE_FILTERS)[number]['id'];

/** One line of the outline: a message with what stands with it. */
export interface OutlineLine {
  entry: OutlineEntry;
  hasError: boolean;
}

/** One line for each message that has rows of its own; results stand with their calls there, and so do they here. */
export function linesOf(outline: readonly OutlineEntry[], rows: readonly Row[]): OutlineLine[] {
  const lines: OutlineLine[] = [];
  for (const row of rows) {
    const entry = outline[row.message];
    if (entry === undefined) continue;
    const hasError = messagesIn([row]).some((each) => outline[each]?.has_error);
    const last = lines.at(-1);
    if (row.from === 0 || last === undefined) lines.push({ entry, hasError });
    else last.hasError ||= hasError;
  }
  return lines;
}

/** Ids of the evidence that each line holds, by the number of its message; lines without any are left out. */
export function idsByLine(
  rows: readonly Row[],
  rowOf: readonly number[],
  marks: Marks,
): Map<number, string[]> {
  const ids = new Map<number, string[]>();
  for (const message of marks.messages) {
    const line = rows[rowOf[message] ?? -1]?.message;
    if (line === undefined) continue;
    ids.set(line, [...new Set([...(ids.get(line) ?? []), ...marks.idsIn(message)])]);
  }
  return ids;
}

/** The lines of each filter but `marks`: these change only with the transcript. */
export function filterLines(
  lines: readonly OutlineLine[],
): Record<Exclude<OutlineFilter, 'marks'>, OutlineLine[]> {
  return {
    all: [...lines],
    turns: lines.filter(({ entry }) => isTurn(entry)),
    calls: lines.filter(({ entry }) => entry.tool_calls.length > 0),
    errors: lines.filter(({ hasError }) => hasError),
  };
}
