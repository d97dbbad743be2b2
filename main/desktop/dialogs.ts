import { isAbsolute, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { homeFolder } from '../shell/folders.ts';
import { printable } from '../shell/printable.ts';

const DATASETS = [{ name: 'Shrive datasets', extensions: ['shrive'] }];
/** Packages may be encrypted. */
const COPIES = [{ name: 'Shrive datasets and packages', extensions: ['shrive', 'age'] }];
const TRANSCRIPTS = [
  { name: 'Transcripts', extensions: ['jsonl', 'ndjson', 'json', 'eval', 'parquet', 'gz', 'zst'] },
  { name: 'All files', extensions: ['*'] },
];

function inHome(name: string): string {
  return isAbsolute(name) ? name : join(homeFolder(), name);
}

/** A dataset to open; undefined where the person thought better of it. */
export async function chooseOpenDataset(window: BrowserWindow | undefined): Promise<string | undefined> {
  const options = {
    title: 'Open a dataset',
    defaultPath: homeFolder(),
    filters: COPIES,
    properties: ['openFile' as const],
  };
  const { filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return filePaths[0];
}

export async function chooseSaveDataset(
  window: BrowserWindow | undefined,
  suggested: string,
): Promise<string | undefined> {
  const options = {
    title: 'New dataset',
    defaultPath: inHome(suggested),
    filters: DATASETS,
    buttonLabel: 'Create',
  };
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return undefined;
  return filePath.endsWith('.shrive') ? filePath : `${filePath}.shrive`;
}

export async function chooseFiles(window: BrowserWindow): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Transcripts to import',
    defaultPath: homeFolder(),
    filters: TRANSCRIPTS,
    properties: ['openFile', 'multiSelections'],
  });
  return filePaths;
}

/** A folder to make: exports refuse one that has something in it. */
export async function chooseFolder(window: BrowserWindow, suggested: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Folder for the export',
    defaultPath: inHome(suggested),
    buttonLabel: 'Choose',
    properties: ['createDirectory'],
  });
  return canceled || filePath === '' ? undefined : filePath;
}

/** A folder that is there, or is made in the dialog. */
export async function chooseSharedFolder(
  window: BrowserWindow,
  suggested: string,
): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a folder',
    defaultPath: inHome(suggested),
    buttonLabel: 'Choose',
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0];
}

/** Copies of a dataset and packages, to be brought together. */
export async function chooseCopies(window: BrowserWindow): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Copies and packages to bring in',
    defaultPath: homeFolder(),
    filters: COPIES,
    properties: ['openFile', 'multiSelections'],
  });
  return filePaths;
}

/** Says what did not work, beside the window it belongs to. */
export async function sayProblem(
  window: BrowserWindow | undefined,
  message: string,
  detail: string,
): Promise<void> {
  const options = {
    type: 'warning' as const,
    message,
    detail: printable(detail),
    buttons: ['OK'],
    noLink: true,
  };
  await (window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
}

/** The page could not save in time: whether to close all the same. */
export async function askCloseUnsaved(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The last change is not on the disk yet.',
    detail:
      'Everything before it is. Wait, and the window tries again when you close it; or close and lose this change.',
    buttons: ['Wait', 'Close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
