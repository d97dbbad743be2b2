import type { CommandSpec } from '../../commands/command.ts';

export const breakCommands = [
  { name: 'grade.break-noted', title: 'Put the break reminder away', group: 'Grade', keys: ['Backslash'] },
] as const satisfies readonly CommandSpec[];
