import { expect, test } from 'vitest';
import { acceleratorOf } from './accelerator.ts';

test('a shortcut is written as native menus write it', () => {
  expect(
    ['KeyQ', 'Shift+Digit1', 'Mod+Enter', 'Mod+Shift+z', 'Alt+ArrowLeft', 'BracketLeft', '?', 'Space'].map(
      (shortcut) => acceleratorOf(shortcut),
    ),
  ).toEqual(['Q', 'Shift+1', 'CmdOrCtrl+Enter', 'CmdOrCtrl+Shift+Z', 'Alt+Left', '[', '?', 'Space']);
});

test('a key by its place is shown as the keyboard has it', () => {
  expect(acceleratorOf('KeyQ', new Map([['KeyQ', 'a']]))).toBe('A');
});
