import { defineCommands } from '../../commands/command.ts';

const group = 'Reports';

export const reportsCommands = defineCommands('reports', [
  { name: 'reports.next', title: 'Next section', group, keys: ['KeyJ'], repeat: true, foot: 'next section' },
  { name: 'reports.table', title: 'Plot or table', group, keys: ['KeyT'], foot: 'plot or table' },
  { name: 'reports.narrow', title: 'Narrow the report', group, keys: ['KeyN'], foot: 'narrow' },
  { name: 'reports.save', title: 'Save the report', group, keys: ['KeyS'], foot: 'save' },
  { name: 'reports.again', title: 'Measure again', group, keys: ['KeyR'], foot: 'measure again' },
  { name: 'reports.cancel', title: 'Stop measuring', group },
] as const);
