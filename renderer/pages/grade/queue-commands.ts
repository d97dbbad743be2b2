import type { CommandSpec } from '../../commands/command.ts';

const group = 'Queue';

/** How to go on; while grading, and where nothing is left. */
export const queueCommands = [
  { name: 'grade.queue-in-order', title: 'Go on in order', group },
  { name: 'grade.queue-random', title: 'Go on in random order', group },
  { name: 'grade.queue-least-agreed', title: 'Go on with the least agreed first', group },
  { name: 'grade.queue-assigned', title: 'Go on with what is assigned to me', group },
  { name: 'grade.queue-all', title: 'Go on with all transcripts', group },
] as const satisfies readonly CommandSpec[];
