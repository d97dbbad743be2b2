import { basename } from 'node:path';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { PlaceMenu } from '../../shared/desktop-bridge.ts';
import { placeMenuTemplate } from './place-menu.ts';
import { recentDatasets } from './recent.ts';

/** What the menu's entries do. */
export interface MenuActs {
  /** Hands a command, by its name in the page, to the window in front. */
  command(name: string): void;
  create(): void;
  open(): void;
  openDataset(path: string): void;
}

const isMac = process.platform === 'darwin';
const separator: MenuItemConstructorOptions = { type: 'separator' };

function appMenu(acts: MenuActs): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about' },
      separator,
      { label: 'Settings…', accelerator: 'Cmd+,', click: () => acts.command('app.settings') },
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
}

function recentMenu(acts: MenuActs): MenuItemConstructorOptions[] {
  const paths = recentDatasets();
  if (paths.length === 0) return [{ label: 'None yet', enabled: false }];
  return paths.map((path) => ({
    // A single & would mark a key.
    label: basename(path).replaceAll('&', '&&'),
    sublabel: path,
    click: () => acts.openDataset(path),
  }));
}

function fileMenu(acts: MenuActs): MenuItemConstructorOptions {
  return {
    label: '&File',
    submenu: [
      { label: '&New Dataset…', accelerator: 'CmdOrCtrl+Shift+N', click: () => acts.create() },
      { label: '&Open…', accelerator: 'CmdOrCtrl+Shift+O', click: () => acts.open() },
      { label: 'Open &Recent', submenu: recentMenu(acts) },
      separator,
      { label: '&Import Transcripts…', click: () => acts.command('go.import') },
      { label: '&Export…', click: () => acts.command('go.export') },
      separator,
      ...(isMac ? [] : [{ label: '&Settings', click: () => acts.command('app.settings') }, separator]),
      { role: 'close' },
      ...(isMac ? [] : [{ role: 'quit' as const }]),
    ],
  };
}

const editMenu: MenuItemConstructorOptions = {
  label: '&Edit',
  submenu: [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ],
};

function viewMenu(acts: MenuActs): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      { label: '&Datasets', click: () => acts.command('go.datasets') },
      { label: '&Transcripts', click: () => acts.command('go.transcripts') },
      { label: '&Grade', click: () => acts.command('go.grade') },
      { label: '&Compare', click: () => acts.command('go.compare') },
      { label: '&What I Did', click: () => acts.command('go.history') },
      { label: '&Rubric', click: () => acts.command('go.rubric') },
      separator,
      { label: '&Light or Dark', click: () => acts.command('app.theme') },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      // The same without Shift, where + is on the upper half of its key.
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(app.isPackaged
        ? []
        : [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
    ],
  };
}

function helpMenu(acts: MenuActs): MenuItemConstructorOptions {
  return {
    role: 'help',
    label: '&Help',
    submenu: [
      { label: '&Commands', click: () => acts.command('app.palette') },
      { label: '&Keys', click: () => acts.command('app.keys') },
      { label: '&Grading Guide', click: () => acts.command('app.guide') },
      ...(isMac ? [] : [separator, { role: 'about' as const }]),
    ],
  };
}

/** What the menu in place was built from, but for what of it is enabled. */
let built = '';

function shapeOf(place: PlaceMenu | undefined): string {
  const commands = place?.commands.map(({ enabled: _, ...command }) => command);
  return JSON.stringify([place?.title, commands, recentDatasets()]);
}

/** Enables what can be done now: the menu is not made anew for that, somebody may have it open. */
function enable(place: PlaceMenu | undefined): void {
  const menu = Menu.getApplicationMenu();
  for (const { name, enabled } of place?.commands ?? []) {
    const entry = menu?.getMenuItemById(name);
    if (entry != null) entry.enabled = enabled;
  }
}

/** Puts the menu in place; again when the recent datasets, the window in front or its page change. */
export function setMenu(acts: MenuActs, place: PlaceMenu | undefined): void {
  const shape = shapeOf(place);
  if (shape === built) {
    enable(place);
    return;
  }
  built = shape;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [appMenu(acts)] : []),
      fileMenu(acts),
      editMenu,
      viewMenu(acts),
      ...(place === undefined ? [] : [placeMenuTemplate(place, acts.command)]),
      { role: 'windowMenu' },
      helpMenu(acts),
    ]),
  );
}
