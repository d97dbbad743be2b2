import { expect, test, vi } from 'vitest';
import { CommandRegistry } from './CommandRegistry.ts';
import type { Command } from './command.ts';
import { KeyClash, whoHolds } from './key-clash.ts';
import {
  capsOf,
  isSingleKey,
  type KeyPress,
  matchesShortcut,
  parseShortcut,
  shortcutOf,
} from './shortcut.ts';

const onPage = { inField: false, composing: false, repeat: false };
const inField = { ...onPage, inField: true };

function press(code: string, key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { code, key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

function command(name: string, keys: string[], more: Partial<Command> = {}): Command {
  return { name, title: name, group: 'Test', keys, run: () => {}, ...more };
}

function registryWith(...commands: Command[]) {
  const registry = new CommandRegistry({ isMac: false });
  registry.register('grade', commands);
  return registry;
}

const ran = (registry: CommandRegistry, key: KeyPress, context = onPage) => {
  const answer = registry.answer(key, context);
  return answer.kind === 'run' ? answer.command.name : answer.kind;
};

test('two commands on one key in one place are refused', () => {
  expect(() => registryWith(command('yes', ['KeyQ']), command('true', ['KeyQ']))).toThrow(KeyClash);
});

test('a key of the page and the same key everywhere are refused', () => {
  const registry = new CommandRegistry({ isMac: false });
  registry.register('everywhere', [command('palette', ['Mod+k'])]);
  expect(() => registry.register('grade', [command('skip', ['Mod+k'])])).toThrow(/palette/);
});

test('two commands of one name are refused', () => {
  expect(() => registryWith(command('yes', ['KeyQ']), command('yes', ['KeyW']))).toThrow(/named "yes"/);
});

test('one key means another thing in another stage', () => {
  const registry = new CommandRegistry({ isMac: false });
  const commands = [
    command('misbehaved', ['KeyQ'], { stages: [1] }),
    command('true', ['KeyQ'], { stages: [2, 3] }),
  ];
  const handle = registry.register('grade', commands, 1);
  expect(ran(registry, press('KeyQ', 'q'))).toBe('misbehaved');
  handle.update(commands, 2);
  expect(ran(registry, press('KeyQ', 'q'))).toBe('true');
});

test('a page that is left takes its keys with it', () => {
  const registry = new CommandRegistry({ isMac: false });
  const handle = registry.register('grade', [command('yes', ['KeyQ'])]);
  handle.remove();
  expect(ran(registry, press('KeyQ', 'q'))).toBe('none');
});

test('a single key goes by its place, a key with Ctrl by its character', () => {
  const registry = registryWith(command('yes', ['KeyQ']), command('undo', ['Mod+z']));
  expect(ran(registry, press('KeyQ', 'a'))).toBe('yes');
  expect(ran(registry, press('KeyA', 'q'))).toBe('none');
  expect(ran(registry, press('KeyY', 'z', { ctrlKey: true }))).toBe('undo');
  expect(ran(registry, press('KeyZ', 'y', { ctrlKey: true }))).toBe('none');
});

test('single keys are off in a field and while an input method composes', () => {
  const registry = registryWith(command('yes', ['KeyQ']));
  expect(ran(registry, press('KeyQ', 'q'), inField)).toBe('none');
  expect(ran(registry, press('KeyQ', 'q'), { ...onPage, composing: true })).toBe('none');
});

test('Ctrl with Enter works in a field, but Ctrl with Z belongs to the field', () => {
  const registry = registryWith(command('commit', ['Mod+Enter']), command('undo', ['Mod+z']));
  expect(ran(registry, press('Enter', 'Enter', { ctrlKey: true }), inField)).toBe('commit');
  expect(ran(registry, press('KeyZ', 'z', { ctrlKey: true }), inField)).toBe('none');
  expect(ran(registry, press('KeyZ', 'z', { ctrlKey: true }), onPage)).toBe('undo');
});

test('a held key answers once, but moves on and on', () => {
  const registry = registryWith(command('yes', ['KeyQ']), command('next', ['KeyX'], { repeat: true }));
  const held = { ...onPage, repeat: true };
  expect(ran(registry, press('KeyQ', 'q'), held)).toBe('swallow');
  expect(ran(registry, press('KeyX', 'x'), held)).toBe('next');
});

test('a disabled command neither runs nor keeps the key from the page', () => {
  const registry = registryWith(command('yes', ['KeyQ'], { enabled: () => false }));
  expect(ran(registry, press('KeyQ', 'q'))).toBe('none');
  expect(registry.run('yes')).toBe(false);
});

test('a focused button keeps its Space', () => {
  const registry = registryWith(command('next', ['Space']));
  expect(
    ran(registry, press('Space', ' '), { ...onPage, ownKeys: ['Space', 'Enter'] } as typeof onPage),
  ).toBe('none');
  expect(ran(registry, press('Space', ' '))).toBe('next');
});

test('behind an open dialog no key does anything', () => {
  const registry = registryWith(command('yes', ['KeyQ']));
  const resume = registry.suspend();
  expect(ran(registry, press('KeyQ', 'q'))).toBe('none');
  resume();
  resume();
  expect(ran(registry, press('KeyQ', 'q'))).toBe('yes');
});

test('with single keys off, only keys with Ctrl and keys that type nothing are left', () => {
  const registry = registryWith(
    command('yes', ['KeyQ']),
    command('go', ['Mod+Enter']),
    command('down', ['ArrowDown']),
  );
  registry.setSingleKeys(false);
  expect(ran(registry, press('KeyQ', 'q'))).toBe('none');
  expect(ran(registry, press('Enter', 'Enter', { ctrlKey: true }))).toBe('go');
  expect(ran(registry, press('ArrowDown', 'ArrowDown'))).toBe('down');
});

test('a rebound key replaces the default', () => {
  const registry = registryWith(command('yes', ['KeyQ']), command('no', ['KeyW']));
  registry.setOverrides({ yes: 'KeyP' });
  expect(ran(registry, press('KeyP', 'p'))).toBe('yes');
  expect(ran(registry, press('KeyQ', 'q'))).toBe('none');
});

test('two commands may swap their keys', () => {
  const registry = registryWith(command('yes', ['KeyQ']), command('no', ['KeyW']));
  registry.setOverrides({ yes: 'KeyW', no: 'KeyQ' });
  expect(ran(registry, press('KeyQ', 'q'))).toBe('no');
  expect(ran(registry, press('KeyW', 'w'))).toBe('yes');
});

test('a kept rebinding that clashes, or that is no key, gives way to the default', () => {
  const registry = registryWith(command('yes', ['KeyQ']), command('no', ['KeyW']));
  registry.setOverrides({ yes: 'KeyW', no: 'nonsense' });
  expect(ran(registry, press('KeyW', 'w'))).toBe('no');
  expect(ran(registry, press('KeyQ', 'q'))).toBe('yes');
});

test('settings learn who holds a key before it is given twice', () => {
  const yes = command('yes', ['KeyQ'], { stages: [1] });
  const no = command('no', ['KeyW'], { stages: [1] });
  const verdict = command('verdict', ['KeyE'], { stages: [2] });
  const all = [yes, no, verdict];
  expect(whoHolds('KeyW', yes, all, {})?.name).toBe('no');
  expect(whoHolds('KeyE', yes, all, {})).toBeUndefined();
  expect(whoHolds('KeyW', yes, all, { no: '' })).toBeUndefined();
});

test('palette and foot hear of a change once, and not of a new function alone', () => {
  const registry = new CommandRegistry({ isMac: false });
  const listener = vi.fn();
  const handle = registry.register('grade', [command('yes', ['KeyQ'])]);
  registry.subscribe(listener);
  handle.update([command('yes', ['KeyQ'], { run: () => {} })]);
  expect(listener).toHaveBeenCalledTimes(0);
  handle.update([command('yes', ['KeyQ'], { enabled: false })]);
  expect(listener).toHaveBeenCalledTimes(1);
});

test.each(['Q', 'q', 'Ctrl+k', 'Mod+', 'KeyÄ', ' ', 'Shift+Mod+KeyQ'])('"%s" is no shortcut', (text) => {
  expect(() => parseShortcut(text)).toThrow(/no shortcut/);
});

test('? goes by its character, whatever has to be held for it', () => {
  expect(matchesShortcut('?', press('Slash', '?', { shiftKey: true }), false)).toBe(true);
  expect(matchesShortcut('?', press('Minus', '?', { shiftKey: true }), false)).toBe(true);
  expect(matchesShortcut('?', press('Slash', '?', { shiftKey: true, ctrlKey: true }), false)).toBe(false);
});

test('digits of the number pad are digits', () => {
  expect(matchesShortcut('Digit3', press('Numpad3', '3'), false)).toBe(true);
});

test('Mod is Command on a Mac, and Ctrl is not', () => {
  expect(matchesShortcut('Mod+k', press('KeyK', 'k', { metaKey: true }), true)).toBe(true);
  expect(matchesShortcut('Mod+k', press('KeyK', 'k', { ctrlKey: true }), true)).toBe(false);
});

test('a press that is recorded is matched again', () => {
  for (const given of [
    press('KeyQ', 'q'),
    press('KeyQ', 'Q', { shiftKey: true }),
    press('KeyK', 'k', { ctrlKey: true }),
    press('Enter', 'Enter', { ctrlKey: true, shiftKey: true }),
    press('Digit1', '1', { altKey: true }),
    press('F2', 'F2'),
  ]) {
    const shortcut = shortcutOf(given, false);
    expect(shortcut).toBeDefined();
    expect(matchesShortcut(shortcut ?? '', given, false)).toBe(true);
  }
  expect(shortcutOf(press('ShiftLeft', 'Shift', { shiftKey: true }), false)).toBeUndefined();
});

test('caps are written in the layout of the keyboard and of the platform', () => {
  expect(capsOf('Mod+Shift+z', false)).toEqual(['Ctrl', '⇧', 'Z']);
  expect(capsOf('Mod+Enter', true)).toEqual(['⌘', '↵']);
  expect(capsOf('KeyQ', false, new Map([['KeyQ', 'a']]))).toEqual(['A']);
  expect(capsOf('Digit1', false)).toEqual(['1']);
  expect(capsOf('?', false)).toEqual(['?']);
});

test('single keys are those that type something', () => {
  expect(['KeyQ', 'Digit1', 'Shift+KeyZ', '?'].map(isSingleKey)).toEqual([true, true, true, true]);
  expect(['Mod+k', 'ArrowUp', 'Enter', 'F1', 'Alt+Digit1'].map(isSingleKey)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('who takes the place of the same commands within one drawing changes nothing that is shown', async () => {
  const registry = new CommandRegistry({ isMac: false });
  const run = vi.fn();
  const first = registry.register('grade', [command('skip', ['KeyK'])], 1);
  const before = registry.version();
  first.remove();
  registry.register('grade', [command('skip', ['KeyK'], { run })], 1);
  await Promise.resolve();
  expect(registry.version()).toBe(before);
  registry.run('skip');
  expect(run).toHaveBeenCalledOnce();
});

test('commands that are taken away, or come back otherwise, are seen to change', async () => {
  const registry = new CommandRegistry({ isMac: false });
  const heard = vi.fn();
  registry.subscribe(heard);
  const first = registry.register('grade', [command('skip', ['KeyK'])], 1);
  first.remove();
  const second = registry.register('grade', [command('skip', ['KeyK'], { enabled: false })], 1);
  expect(heard).toHaveBeenCalledTimes(2);
  second.remove();
  expect(registry.find('skip')).toBeUndefined();
  await Promise.resolve();
  expect(heard).toHaveBeenCalledTimes(3);
});
