import { defineCommands } from './command.ts';

const group = 'Shrive';

/** What holds on every page. */
export const appCommands = defineCommands('everywhere', [
  { name: 'app.palette', title: 'Everything, by name', group, keys: ['Mod+k'], inFields: true },
  { name: 'app.keys', title: 'Keys of this page', group, keys: ['?'], foot: 'all keys', footSide: 'right' },
  { name: 'app.datasets', title: 'Go to Datasets', group },
  { name: 'app.transcripts', title: 'Go to Transcripts', group },
  { name: 'app.grade', title: 'Go to Grade', group },
  { name: 'app.import', title: 'Go to Import', group },
  { name: 'app.export', title: 'Go to Export', group },
  { name: 'app.settings', title: 'Go to Settings', group },
  { name: 'app.help', title: 'Grading guide', group, keys: ['F1'] },
] as const);
