import { defineCommands } from '../../commands/command.ts';

const group = 'Datasets';

export const datasetsCommands = defineCommands('datasets', [
  { name: 'datasets.open', title: 'Open a dataset', group, keys: ['Mod+o'], foot: 'open' },
  { name: 'datasets.new', title: 'New from transcripts', group, keys: ['Mod+n'], foot: 'new' },
  { name: 'datasets.sample', title: 'Grade the sample', group },
] as const);
