import type { Act } from '../../commands/command.ts';
import type { QueueControl } from '../../grading/useQueueChoice.ts';
import type { queueCommands } from './queue-commands.ts';

export type QueueName = (typeof queueCommands)[number]['name'];

/** Choosing a queue by key and by name; another order keeps what it is narrowed to. */
export function queueActs({ queue, choose }: QueueControl): Record<QueueName, Act> {
  const isNarrowed = queue !== undefined && queue.narrowed_to !== null;
  return {
    'grade.queue-in-order': () => void choose({ mode: 'in_order', keep_narrowed: true }),
    'grade.queue-random': () => void choose({ mode: 'random', keep_narrowed: true }),
    'grade.queue-least-agreed': () => void choose({ mode: 'least_agreed', keep_narrowed: true }),
    'grade.queue-assigned': () => void choose({ mode: 'assigned' }),
    'grade.queue-all': {
      enabled: isNarrowed,
      run: () => void choose({ mode: queue?.mode ?? 'in_order' }),
    },
  };
}
