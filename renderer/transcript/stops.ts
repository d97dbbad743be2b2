import type { OutlineEntry } from '../../shared/domain/transcript.ts';
import type { Rows } from './rows.ts';

/** What keys step through, besides evidence. */
export type Stop = 'message' | 'turn' | 'call' | 'error';

interface Read {
  outline: readonly OutlineEntry[];
  rows: Rows;
}

/** Whether somebody speaks here: the user, or the model in words and not by a call alone. */
export function isTurn({ role, peek }: OutlineEntry): boolean {
  return role === 'user' || (role === 'assistant' && peek !== '');
}

/** Whether a message is one that a step goes to. A turn is the assistant's; the second call of a message stands at its result. */
function isStop(kind: Stop, { outline, rows }: Read, at: number): boolean {
  const entry = outline[at];
  const row = rows.rows[rows.rowOf[at] ?? -1];
  if (entry === undefined || row === undefined) return false;
  switch (kind) {
    case 'message':
      return row.message === at && row.from === 0;
    case 'turn':
      return entry.role === 'assistant' && isTurn(entry);
    case 'call':
      return entry.tool_calls.length > 0 || (row.message !== at && row.from + row.results.indexOf(at) > 0);
    case 'error':
      return entry.has_error;
  }
}

/** The next stop after `from`, or before it. */
export function nextStop(kind: Stop, read: Read, from: number, by: 1 | -1): number | undefined {
  for (let at = from + by; at >= 0 && at < read.outline.length; at += by)
    if (isStop(kind, read, at)) return at;
  return undefined;
}
