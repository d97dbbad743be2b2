import { defineCommands } from '../../commands/command.ts';

const group = 'What I did';

export const historyCommands = defineCommands('history', [
  {
    name: 'history.previous',
    title: 'Previous item',
    group,
    keys: ['ArrowUp'],
    repeat: true,
    foot: 'item',
    hidden: true,
  },
  {
    name: 'history.next',
    title: 'Next item',
    group,
    keys: ['ArrowDown'],
    repeat: true,
    foot: 'item',
    hidden: true,
  },
  { name: 'history.open', title: 'Open the item', group, keys: ['Enter'], foot: 'open' },
  { name: 'history.take-back', title: 'Take the item back', group, keys: ['KeyT'], foot: 'take back' },
  { name: 'history.search', title: 'Find a transcript by its id', group, keys: ['/'], foot: 'find' },
] as const);
