import type { CommandSpec } from './command.ts';
import { parseShortcut, type Shortcut } from './shortcut.ts';

/** Keys by command name, as Settings keep them. An empty text takes the keys away. */
export type KeyOverrides = Readonly<Record<string, string>>;

/** Two commands on one key in one place and stage. */
export class KeyClash extends Error {
  readonly commands: readonly [string, string];

  constructor(shortcut: Shortcut, one: CommandSpec, other: CommandSpec) {
    super(
      `"${shortcut}" is the key of both "${one.title}" (${one.name}) and "${other.title}" (${other.name}).`,
    );
    this.name = 'KeyClash';
    this.commands = [one.name, other.name];
  }
}

const meetsIn = (one: CommandSpec, other: CommandSpec): boolean =>
  one.stages === undefined ||
  other.stages === undefined ||
  one.stages.some((stage) => other.stages?.includes(stage));

/** Keys that mean the same press are one, however they are written: `Mod+Enter` is never `Mod+enter`. */
function spelling(shortcut: Shortcut): string {
  const { mod, alt, shift, key } = parseShortcut(shortcut);
  return `${mod ? 'Mod+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** The first two of these commands that share a key in a stage. */
export function findClash(
  commands: readonly CommandSpec[],
  keysOf: (command: CommandSpec) => readonly Shortcut[],
): { shortcut: Shortcut; one: CommandSpec; other: CommandSpec } | undefined {
  const taken = new Map<string, CommandSpec[]>();
  for (const command of commands) {
    for (const shortcut of keysOf(command)) {
      const spelt = spelling(shortcut);
      const holders = taken.get(spelt) ?? [];
      const other = holders.find((holder) => holder.name !== command.name && meetsIn(holder, command));
      if (other) return { shortcut, one: other, other: command };
      taken.set(spelt, [...holders, command]);
    }
  }
  return undefined;
}

/** A command's keys with the person's own choice in place of the default. */
export function chosenKeys(command: CommandSpec, overrides: KeyOverrides): readonly Shortcut[] {
  const chosen = overrides[command.name];
  if (chosen === undefined) return command.keys ?? [];
  return chosen === '' ? [] : chosen.split(' ');
}

/**
 * Who would be in the way if `command` got `shortcut`, among the commands that can hold at the same time. Undefined:
 * nobody. Settings refuses the key by this.
 */
export function whoHolds(
  shortcut: Shortcut,
  command: CommandSpec,
  together: readonly CommandSpec[],
  overrides: KeyOverrides,
): CommandSpec | undefined {
  return together.find(
    (other) =>
      other.name !== command.name &&
      meetsIn(other, command) &&
      chosenKeys(other, overrides).some((key) => spelling(key) === spelling(shortcut)),
  );
}

/** Overrides without those that would put two commands on one key, or that no key press can be. */
export function usableOverrides(commands: readonly CommandSpec[], overrides: KeyOverrides): KeyOverrides {
  const usable: Record<string, string> = {};
  for (const [name, keys] of Object.entries(overrides)) {
    if (keys === '' || keys.split(' ').every(isShortcut)) usable[name] = keys;
  }
  for (;;) {
    const clash = findClash(commands, (command) => chosenKeys(command, usable));
    if (clash === undefined) return usable;
    const overridden = [clash.other, clash.one].find(({ name }) => usable[name] !== undefined);
    if (overridden === undefined) return usable;
    delete usable[overridden.name];
  }
}

/** Whether nothing differs that two commands could clash by. */
export function isKeyedAlike(some: readonly CommandSpec[], others: readonly CommandSpec[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, keys, stages }, at) => {
      const other = others[at];
      return name === other?.name && keys === other.keys && stages === other.stages;
    })
  );
}

function isShortcut(text: string): boolean {
  try {
    parseShortcut(text);
    return true;
  } catch {
    return false;
  }
}
