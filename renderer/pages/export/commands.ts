import { defineCommands } from '../../commands/command.ts';

const group = 'Export';

export const exportCommands = defineCommands('export', [
  { name: 'export.run', title: 'Export', group, keys: ['Mod+Enter'], foot: 'export' },
  { name: 'export.folder', title: 'Choose the folder', group, keys: ['Mod+o'], foot: 'folder' },
  { name: 'export.cancel', title: 'Cancel the export', group },
  { name: 'export.copy', title: 'Copy the example row', group },
] as const);
