import { expect, test } from 'vitest';
import type { Command } from './command.ts';
import { footEntries } from './foot.ts';

const command = (name: string, key: string | undefined, foot?: string): Command => ({
  name,
  title: name,
  group: 'Test',
  run: () => {},
  ...(key === undefined ? {} : { keys: [key] }),
  ...(foot === undefined ? {} : { foot }),
});

test('commands of one word share an entry, and many keys become a range', () => {
  const commands = [
    command('previous', 'KeyZ', 'message'),
    command('next', 'KeyX', 'message'),
    command('true', 'KeyQ', 'verdict'),
    command('partly', 'KeyW', 'verdict'),
    command('false', 'KeyE', 'verdict'),
    command('silent', 'KeyP'),
    command('keyless', undefined, 'nothing'),
  ];
  expect(footEntries(commands, ({ keys }) => keys ?? [])).toEqual([
    { word: 'message', keys: ['KeyZ', 'KeyX'], isRange: false, side: 'left' },
    { word: 'verdict', keys: ['KeyQ', 'KeyW', 'KeyE'], isRange: true, side: 'left' },
  ]);
});
