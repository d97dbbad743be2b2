import { defineCommands } from '../../commands/command.ts';

const group = 'Datasets';

export const datasetsCommands = defineCommands('datasets', [
  {
    name: 'datasets.previous',
    title: 'Previous dataset',
    group,
    keys: ['ArrowUp'],
    repeat: true,
    foot: 'dataset',
    hidden: true,
  },
  {
    name: 'datasets.next',
    title: 'Next dataset',
    group,
    keys: ['ArrowDown'],
    repeat: true,
    foot: 'dataset',
    hidden: true,
  },
  { name: 'datasets.go-on', title: 'Go on with this dataset', group, keys: ['Enter'], foot: 'go on' },
  { name: 'datasets.open', title: 'Open a dataset', group, keys: ['Mod+o'] },
  { name: 'datasets.new', title: 'New from transcripts', group, keys: ['Mod+n'] },
  { name: 'datasets.sample', title: 'Grade the sample', group },
  { name: 'datasets.forget', title: 'Take this dataset off the list', group, keys: ['Delete'] },
] as const);
