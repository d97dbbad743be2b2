import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { CONFIG_FOLDER_VARIABLE, configFolder, HOME_FOLDER_VARIABLE } from '../shell/folders.ts';
import { printable } from '../shell/printable.ts';
import { VERSION } from '../shell/version.ts';
import { CHANNELS } from './channels.ts';
import * as dialogs from './dialogs.ts';
import { SAMPLE } from './engine-messages.ts';
import { filesAmong, type GivenFile, givenFile } from './given-files.ts';
import { log, startLog } from './log.ts';
import { setMenu } from './menus.ts';
import { servePageCalls } from './page-calls.ts';
import { registerScheme, servePages } from './protocol.ts';
import { countBlockedRequests, secureApp, secureSession } from './security.ts';
import { WindowStates } from './window-state.ts';
import { AppWindows } from './windows.ts';

/*
 * The desktop's main process: one instance, one window for each dataset. It hands ports between pages and engines and
 * reads no transcript itself.
 */

app.setName('Shrive');
app.setAboutPanelOptions({
  applicationName: 'Shrive',
  applicationVersion: VERSION,
  copyright: 'MIT licence',
});
// Chromium's own files apart from ours; the single-instance lock lies there too.
app.setPath('userData', join(configFolder(), 'desktop'));
mkdirSync(app.getPath('userData'), { recursive: true, mode: 0o700 });
process.env[CONFIG_FOLDER_VARIABLE] = configFolder();
process.env[HOME_FOLDER_VARIABLE] ||= app.getPath('documents');

const states = new WindowStates(join(configFolder(), 'windows.json'));
const windows = new AppWindows(states, () => showMenu());
/** macOS gives files before the app is ready. */
const early: GivenFile[] = [];

function showMenu(): void {
  const placeMenu = windows.focused?.placeMenu;
  const acts = {
    command: (name: string) => windows.focused?.browser.webContents.send(CHANNELS.command, name),
    create: () => void createChosen(),
    open: () => void openChosen(),
    openDataset: (path: string) => void openWindow(path, 'open'),
  };
  setMenu(acts, placeMenu);
}

async function openChosen(): Promise<void> {
  const path = await dialogs.chooseOpenDataset(windows.focused?.browser);
  if (path !== undefined) await openGiven(givenFile(path, '/'));
}

async function createChosen(): Promise<void> {
  const path = await dialogs.chooseSaveDataset(windows.focused?.browser, 'dataset.shrive');
  if (path !== undefined) await openWindow(path, 'create');
}

/** Opens a window on a dataset, or says why not beside the window in front. */
async function openWindow(path: string, how: 'open' | 'create'): Promise<void> {
  try {
    await windows.open(path, how);
  } catch (error) {
    await sayNotOpened(error);
  }
}

async function sayNotOpened(error: unknown): Promise<void> {
  const detail = error instanceof Error ? error.message : String(error);
  await dialogs.sayProblem(windows.focused?.browser, 'This dataset cannot be opened.', detail);
}

/**
 * Opens what was given while the app runs: a window for a dataset. Transcripts go to the import page of the window in
 * front, and an encrypted package is asked its passphrase for there.
 */
async function openGiven({ kind, path }: GivenFile): Promise<void> {
  if (kind === 'dataset') {
    await openWindow(path, 'open');
    return;
  }
  if (windows.focused === undefined) await openFirst([]);
  const { focused } = windows;
  if (focused === undefined) return;
  windows.focus(focused);
  focused.browser.webContents.send(CHANNELS.command, 'open-file', path);
}

/**
 * The first windows: the datasets given, else what was open last time, else the sample. Fails where none of those given
 * opens.
 */
async function openFirst(given: readonly GivenFile[]): Promise<void> {
  const datasets = given.filter(({ kind }) => kind === 'dataset');
  const problems: unknown[] = [];
  for (const { path } of datasets) await windows.open(path).catch((error) => problems.push(error));
  if (windows.all.length === 0 && problems.length > 0) throw problems[0];
  for (const problem of problems) void sayNotOpened(problem);
  if (datasets.length === 0) {
    for (const path of states.open) {
      await windows
        .open(path)
        .catch((error: Error) => log.warn(`A dataset of last time is not opened: ${error.message}`));
    }
  }
  if (windows.all.length === 0) await windows.open(SAMPLE);
  for (const file of given) if (file.kind !== 'dataset') await openGiven(file);
}

/** Nothing can be shown: says why where the person looks, and ends with status 1. */
async function refuseToStart(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`shrive: ${printable(message)}\n`);
  if (app.isPackaged) await dialogs.sayProblem(undefined, 'Shrive cannot open this.', message);
  app.exit(1);
}

async function start(): Promise<void> {
  await app.whenReady();
  servePages(join(app.getAppPath(), 'dist', 'renderer'));
  secureSession((contents) => BrowserWindow.fromWebContents(contents) ?? undefined);
  servePageCalls(windows, (path) => void openWindow(path, 'open'), showMenu);
  showMenu();
  try {
    await openFirst([...early, ...filesAmong(process.argv, process.cwd(), app.getAppPath())]);
  } catch (error) {
    await refuseToStart(error);
    return;
  }
  // To `npm start`, which falls back to the browser where nothing comes.
  process.send?.('ready');
}

app.on('open-file', (event, path) => {
  event.preventDefault();
  const file = givenFile(path, '/');
  if (app.isReady()) void openGiven(file);
  else early.push(file);
});
app.on('second-instance', (_event, argv, folder) => {
  const files = filesAmong(argv, folder, app.getAppPath());
  for (const file of files) void openGiven(file);
  const { focused } = windows;
  if (files.length === 0 && focused !== undefined) windows.focus(focused);
});
app.on('activate', () => {
  if (windows.all.length === 0) void openFirst([]);
});
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

if (app.requestSingleInstanceLock()) {
  startLog();
  registerScheme();
  secureApp();
  // For the tests of the shell, which ask the main process; a package does not have it.
  if (!app.isPackaged) Object.assign(globalThis, { shriveShell: { windows, countBlockedRequests } });
  void start();
} else {
  // The first instance opens the file.
  process.send?.('ready');
  app.quit();
}
