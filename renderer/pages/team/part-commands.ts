import type { CommandSpec } from '../../commands/command.ts';

const group = 'Team';

/** What the parts of the page are called. */
export const PARTS = ['graders', 'give-out', 'packages', 'bring', 'folder'] as const;
export type Part = (typeof PARTS)[number];

export const partCommands = [
  { name: 'team.graders', title: 'Graders and projects', group, keys: ['Digit1'], foot: 'part' },
  { name: 'team.give-out', title: 'Give out work', group, keys: ['Digit2'], foot: 'part' },
  { name: 'team.packages', title: 'Packages', group, keys: ['Digit3'], foot: 'part' },
  { name: 'team.bring', title: 'Bring together', group, keys: ['Digit4'], foot: 'part' },
  { name: 'team.folder', title: 'Shared folder', group, keys: ['Digit5'], foot: 'part' },
] as const satisfies readonly CommandSpec[];

/** What can be done in the part that is shown. */
export const doingCommands = [
  { name: 'team.run', title: 'Do what this part is for', group, keys: ['Mod+Enter'], foot: 'do it' },
  { name: 'team.choose', title: 'Choose the files or the folder', group, keys: ['Mod+o'], foot: 'choose' },
  { name: 'team.cancel', title: 'Cancel what is under way', group },
] as const satisfies readonly CommandSpec[];
