import type { CommandSpec } from '../../commands/command.ts';

const group = 'Grade';

/** When two windows changed one label, or one changed it while it was sent. */
export const conflictCommands = [
  { name: 'grade.keep-mine', title: 'Of two versions, keep this window’s', group, keys: ['Shift+KeyK'] },
  { name: 'grade.take-theirs', title: 'Of two versions, take the other', group, keys: ['Shift+KeyO'] },
] as const satisfies readonly CommandSpec[];
