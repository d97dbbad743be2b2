import { defineCommands } from '../../commands/command.ts';

const rubric = 'Rubric';
const row = 'The row in hand';

/** Alt and arrows move what the focus is in: a question, an option, a category. In a field too: there one types. */
export const rubricCommands = defineCommands('rubric', [
  {
    name: 'rubric.save',
    title: 'Save as a new version',
    group: rubric,
    keys: ['Mod+Enter', 'Mod+s'],
    foot: 'save',
  },
  { name: 'rubric.next-open', title: 'Go to what is open', group: rubric, keys: ['F8'] },
  { name: 'rubric.view', title: 'Form or JSON', group: rubric, keys: ['Mod+j'], foot: 'form or JSON' },
  { name: 'rubric.undo', title: 'Undo', group: rubric, keys: ['Mod+z'], foot: 'undo' },
  { name: 'rubric.redo', title: 'Redo', group: rubric, keys: ['Mod+Shift+z', 'Mod+y'] },
  { name: 'rubric.drop', title: 'Drop the draft', group: rubric },
  { name: 'rubric.import', title: 'Import a rubric file', group: rubric, keys: ['Mod+o'] },
  { name: 'rubric.export', title: 'Export as a file', group: rubric },
  { name: 'rubric.copy', title: 'Copy as JSON', group: rubric },
  { name: 'rubric.presets', title: 'Begin with a preset', group: rubric },
  { name: 'rubric.preview', title: 'Show the preview', group: rubric },
  { name: 'rubric.differences', title: 'Show what changes', group: rubric },
  {
    name: 'rubric.json-differences',
    title: 'Show what changes as JSON',
    group: rubric,
    keys: ['F9'],
  },
  { name: 'rubric.versions', title: 'Show the versions', group: rubric },
  { name: 'rubric.add-choice', title: 'Add a question: choice', group: 'Questions' },
  { name: 'rubric.add-choices', title: 'Add a question: several choices', group: 'Questions' },
  { name: 'rubric.add-scale', title: 'Add a question: scale', group: 'Questions' },
  { name: 'rubric.add-number', title: 'Add a question: number', group: 'Questions' },
  { name: 'rubric.add-text', title: 'Add a question: text', group: 'Questions' },
  { name: 'rubric.add-category', title: 'Add a violation category', group: 'Questions' },
  {
    name: 'rubric.up',
    title: 'Move up',
    group: row,
    keys: ['Alt+ArrowUp'],
    inFields: true,
    repeat: true,
    foot: 'move the row',
  },
  {
    name: 'rubric.down',
    title: 'Move down',
    group: row,
    keys: ['Alt+ArrowDown'],
    inFields: true,
    repeat: true,
    foot: 'move the row',
  },
  { name: 'rubric.duplicate', title: 'Duplicate the question', group: row, keys: ['Mod+d'] },
  { name: 'rubric.remove', title: 'Remove the row', group: row, keys: ['Alt+Delete'], inFields: true },
] as const);
