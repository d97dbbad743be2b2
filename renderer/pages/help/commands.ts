import { defineCommands } from '../../commands/command.ts';

const group = 'Help';

export const helpCommands = defineCommands('help', [
  { name: 'help.find', title: 'Find in the guide', group, keys: ['Mod+f'], foot: 'find', inFields: true },
  { name: 'help.back', title: 'Back to where you were', group, keys: ['Escape'], foot: 'back' },
] as const);
