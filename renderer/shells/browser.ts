import type { Shell } from '../shell.ts';
import { droppedFiles } from './dropped-files.ts';
import { askForPath } from './path-prompt.ts';
import { TAB_HEADER, tabId } from './tab.ts';
import { chooseTextFile, saveTextFile } from './text-files.ts';

const LAST_FOLDER = 'shrive.folder';
/** In the address of a tab that is opened for a dataset: `#/?dataset=…`. */
const DATASET = 'dataset';

/** Reads it once: a reload leaves the tab with the dataset that it has by then. */
function takeDatasetFromAddress(): string | undefined {
  const [place, search] = window.location.hash.split('?');
  const path = new URLSearchParams(search).get(DATASET);
  if (path === null) return undefined;
  window.history.replaceState(null, '', place);
  return path;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

async function ask(title: string, suggested: string, accept: string): Promise<string | undefined> {
  const path = await askForPath({
    title,
    suggested: `${localStorage.getItem(LAST_FOLDER) ?? ''}${suggested}`,
    accept,
  });
  if (path !== undefined && folderOf(path) !== '') localStorage.setItem(LAST_FOLDER, folderOf(path));
  return path;
}

/** Hands a file to the server of this machine, which keeps it until it ends. */
async function upload(file: File): Promise<string> {
  const answer = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { [TAB_HEADER]: tabId() },
    body: file,
  });
  if (!answer.ok) throw new Error(`${file.name} could not be taken (${answer.status}). Is the disk full?`);
  return ((await answer.json()) as { path: string }).path;
}

function pickFiles(accept: string): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = accept;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** A browser: paths are typed, chosen files are handed to the server of this machine. */
export function browserShell(): Shell {
  return {
    kind: 'browser',
    chooseOpenDataset: () => ask('Open a dataset', '', 'Open'),
    chooseSaveDataset: (name) => ask('New dataset', name, 'Create'),
    chooseFiles: async () =>
      Promise.all((await pickFiles('.jsonl,.ndjson,.json,.eval,.parquet,.gz,.zst')).map(upload)),
    chooseCopies: async () => Promise.all((await pickFiles('.shrive,.age')).map(upload)),
    chooseSharedFolder: (suggested) => askForPath({ title: 'Choose a folder', suggested, accept: 'Choose' }),
    chooseTextFile,
    saveTextFile,
    chooseFolder: (suggested) => askForPath({ title: 'Folder for the export', suggested, accept: 'Choose' }),
    droppedFiles,
    pathOfDroppedFile: upload,
    pathOfDroppedDataset: () => undefined,
    canShowInFolder: false,
    showInFolder: () => {},
    focusWindowOf: async () => false,
    openDatasetWindow: (path) =>
      window.open(`./#/?${new URLSearchParams({ [DATASET]: path })}`, '_blank', 'noopener'),
    setUnsaved: (unsaved) => {
      window.onbeforeunload = unsaved ? (event) => event.preventDefault() : null;
    },
    setPlaceMenu: () => {},
    initialDataset: async () => takeDatasetFromAddress(),
    onCommand: () => () => {},
    onBeforeClose: (listener) => {
      const hidden = () => {
        if (document.visibilityState === 'hidden') void listener();
      };
      document.addEventListener('visibilitychange', hidden);
      return () => document.removeEventListener('visibilitychange', hidden);
    },
  };
}
