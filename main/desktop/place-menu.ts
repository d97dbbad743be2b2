import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, PlaceMenu } from '../../shared/desktop-bridge.ts';

/*
 * The menu of the page in hand. It comes from the page, so it is looked at like everything that does: plain words and
 * names of commands, and keys that Electron knows.
 */

const MAX_COMMANDS = 300;
const MAX_LENGTH = 200;
const NAME = /^[a-z]+\.[a-z0-9-]+$/;
const ACCELERATOR =
  /^((CmdOrCtrl|Alt|Shift)\+)*([A-Z0-9]|F([1-9]|1[0-2])|Space|Enter|Escape|Tab|Backspace|Delete|Home|End|PageUp|PageDown|Up|Down|Left|Right|[-=[\]\\;'`,./?])$/;

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH;
}

function asCommand(value: unknown): MenuCommand[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, title, group, accelerator, enabled } = value as Record<string, unknown>;
  if (!isText(name) || !NAME.test(name) || !isText(title) || !isText(group)) return [];
  const key = isText(accelerator) && ACCELERATOR.test(accelerator) ? accelerator : '';
  return [{ name, title, group, accelerator: key, enabled: enabled === true }];
}

/** What a page says of its menu; what is not as agreed is left out, and a menu without anything is none. */
export function asPlaceMenu(value: unknown): PlaceMenu | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { title, commands } = value as Record<string, unknown>;
  if (!isText(title) || !Array.isArray(commands)) return undefined;
  const known = commands.slice(0, MAX_COMMANDS).flatMap(asCommand);
  return known.length === 0 ? undefined : { title, commands: known };
}

/** A single & would mark a key. */
const asLabel = (words: string) => words.replaceAll('&', '&&');

/**
 * Whether a key may stand beside its entry. Elsewhere it is shown and not bound; macOS binds what it shows, so there
 * only keys with ⌘ stand, and none that the Edit menu has.
 */
function isShown(accelerator: string, platform: NodeJS.Platform): boolean {
  if (accelerator === '') return false;
  if (platform !== 'darwin') return true;
  return accelerator.startsWith('CmdOrCtrl+') && !/^CmdOrCtrl\+(Shift\+)?[ACVXZ]$/.test(accelerator);
}

/** Its own group first, the others as menus within it. */
export function placeMenuTemplate(
  { title, commands }: PlaceMenu,
  run: (name: string) => void,
  platform: NodeJS.Platform = process.platform,
): MenuItemConstructorOptions {
  const entry = ({ name, title: words, accelerator, enabled }: MenuCommand): MenuItemConstructorOptions => ({
    id: name,
    label: asLabel(words),
    enabled,
    ...(isShown(accelerator, platform) && { accelerator, registerAccelerator: false }),
    click: () => run(name),
  });
  // Map.groupBy is newer than the Node of Electron 25.
  const groups = new Map<string, MenuCommand[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  const own = groups.get(title) ?? [];
  groups.delete(title);
  const within = [...groups].map(([group, inGroup]) => ({
    label: asLabel(group),
    submenu: inGroup.map(entry),
  }));
  const rule: MenuItemConstructorOptions[] =
    own.length > 0 && within.length > 0 ? [{ type: 'separator' }] : [];
  return { label: asLabel(title), submenu: [...own.map(entry), ...rule, ...within] };
}
