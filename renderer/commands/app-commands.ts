import { defineCommands } from './command.ts';

const go = 'Go to';
const shrive = 'Shrive';

/** What can be done on every page. */
export const appCommands = defineCommands('everywhere', [
  {
    name: 'app.palette',
    title: 'Everything, by name',
    group: shrive,
    keys: ['Mod+k'],
    foot: 'everything else',
    hidden: true,
  },
  { name: 'app.keys', title: 'Keys here', group: shrive, keys: ['?'], foot: 'all keys', footSide: 'right' },
  { name: 'app.guide', title: 'Grading guide', group: shrive, keys: ['F1'] },
  { name: 'app.practice', title: 'Practise on worked cases', group: shrive },
  { name: 'app.settings', title: 'Settings', group: shrive, keys: ['Mod+,'] },
  { name: 'app.theme', title: 'Light or dark', group: shrive },
  { name: 'go.datasets', title: 'Datasets', group: go },
  { name: 'go.transcripts', title: 'Transcripts', group: go },
  { name: 'go.grade', title: 'Grade', group: go, keys: ['F2'] },
  { name: 'go.history', title: 'What I did', group: go },
  { name: 'go.rubric', title: 'Rubric', group: go },
  { name: 'go.compare', title: 'Compare', group: go },
  { name: 'go.team', title: 'Team', group: go },
  { name: 'go.adjudicate', title: 'Adjudicate', group: go },
  { name: 'go.reports', title: 'Reports', group: go },
  { name: 'go.import', title: 'Import', group: go },
  { name: 'go.export', title: 'Export', group: go },
] as const);
