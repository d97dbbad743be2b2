import { defineCommands } from '../../commands/command.ts';

const group = 'Import';

export const importCommands = defineCommands('import', [
  {
    name: 'import.previous',
    title: 'Previous file',
    group,
    keys: ['ArrowUp'],
    repeat: true,
    foot: 'file',
    hidden: true,
  },
  {
    name: 'import.next',
    title: 'Next file',
    group,
    keys: ['ArrowDown'],
    repeat: true,
    foot: 'file',
    hidden: true,
  },
  { name: 'import.add', title: 'Add files', group, keys: ['Mod+o'], foot: 'add files' },
  { name: 'import.run', title: 'Import this file', group, keys: ['Mod+Enter'] },
  { name: 'import.run-all', title: 'Import all files that can be read whole', group },
  { name: 'import.leave-out', title: 'Import nothing of this file', group },
  { name: 'import.labels', title: 'Read this file as labels that graders made elsewhere', group },
  { name: 'import.map', title: 'Map the fields of this file', group },
  { name: 'import.cancel', title: 'Cancel reading or importing this file', group },
  { name: 'import.remove', title: 'Take this file off the list', group, keys: ['Delete'] },
] as const);
