import type { DoneDay, DoneItem } from '../../../shared/contract/history.ts';
import { timeWords } from '../../grading/queue-words.ts';
import { formatMoment, listWords, plural } from '../../kit/format.ts';

export type HistoryRow =
  | { kind: 'day'; day: DoneDay }
  | { kind: 'item'; item: DoneItem; isFirstOfDay: boolean };

/** Items in their order, each day under its own line. */
export function historyRows(items: readonly DoneItem[], days: readonly DoneDay[]): HistoryRow[] {
  const totals = new Map(days.map((day) => [day.day, day]));
  const rows: HistoryRow[] = [];
  let last: string | undefined;
  for (const item of items) {
    const day = totals.get(item.day);
    if (item.day !== last && day !== undefined) rows.push({ kind: 'day', day });
    rows.push({ kind: 'item', item, isFirstOfDay: item.day !== last });
    last = item.day;
  }
  return rows;
}

/** `Today`, `Yesterday`, `12 November`: noon, so that it is that day in every time zone. */
export function dayName(day: string, now = new Date()): string {
  const [name = ''] = formatMoment(`${day}T12:00:00`, { now }).split(', ');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `14 submitted, 1 skipped and 52 minutes active` */
export function dayWords(day: DoneDay): string {
  const counts = [
    [day.submitted, 'submitted'],
    [day.skipped, 'skipped'],
    [day.flagged, 'flagged'],
    [day.draft, plural(day.draft, 'draft').replace(/^\S+ /, '')],
  ] as const;
  const parts = counts.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  if (day.active_ms > 0) parts.push(`${timeWords(day.active_ms)} active`);
  return parts.length === 0 ? 'nothing yet' : listWords(parts);
}
