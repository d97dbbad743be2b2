import type { Queue } from '../../shared/contract/queue.ts';
import type { QueueMode } from '../../shared/grading/queue-order.ts';
import { formatCount, plural } from '../kit/format.ts';

export const QUEUE_MODE_WORDS: Record<QueueMode, string> = {
  in_order: 'In order',
  random: 'Random order',
  least_agreed: 'Least agreed first',
  assigned: 'Assigned to you',
};

/** What a mode is good for, in one line. */
export const QUEUE_MODE_HINTS: Record<QueueMode, string> = {
  in_order: 'as they were imported',
  random: 'your own order, the same tomorrow',
  least_agreed: 'begins where other graders differ; how they do is not shown',
  assigned: 'what was given to you, in an order of your own',
};

/** `Random order, seed 4711, 312 of 1,004 transcripts` */
export function queueWords(queue: Queue): string {
  const parts = [QUEUE_MODE_WORDS[queue.mode]];
  if (queue.seed !== null) parts.push(`seed ${queue.seed}`);
  if (queue.narrowed_to !== null)
    parts.push(`${formatCount(queue.narrowed_to)} of ${plural(queue.transcripts, 'transcript')}`);
  return parts.join(', ');
}

const MINUTE_MS = 60_000;

/** `under a minute`, `4 minutes`, `2 h 30` */
export function timeWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes === 0) return 'under a minute';
  if (minutes < 60) return plural(minutes, 'minute');
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`;
}

/** `About 4 minutes an item; about 2 h 30 left.` Undefined while it is too early to say. */
export function paceWords(msPerItem: number | null, left: number): string | undefined {
  if (msPerItem === null || left === 0) return undefined;
  const each = msPerItem < MINUTE_MS / 2 ? 'Under a minute' : `About ${timeWords(msPerItem)}`;
  return `${each} an item, about ${timeWords(msPerItem * left)} left.`;
}
