import type { Command } from './command.ts';
import type { Shortcut } from './shortcut.ts';

export interface FootEntry {
  word: string;
  /** All its keys. */
  keys: readonly Shortcut[];
  /** Show first and last alone, with a dash between: `Q – T verdict`. */
  isRange: boolean;
  side: 'left' | 'right';
}

/** What the foot says: commands with the same word in one entry, more than two keys as a range. */
export function footEntries(
  commands: readonly Command[],
  keysOf: (command: Command) => readonly Shortcut[],
): FootEntry[] {
  const entries = new Map<string, FootEntry>();
  for (const command of commands) {
    const [key] = keysOf(command);
    if (command.foot === undefined || key === undefined) continue;
    const entry = entries.get(command.foot);
    const keys = [...(entry?.keys ?? []), key];
    entries.set(command.foot, {
      word: command.foot,
      keys,
      isRange: keys.length > 2,
      side: entry?.side ?? command.footSide ?? 'left',
    });
  }
  return [...entries.values()];
}
