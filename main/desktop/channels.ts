/** Names of the messages between main and preload. The engine's port has its own, ENGINE_PORT. */
export const CHANNELS = {
  chooseOpenDataset: 'shrive:choose-open-dataset',
  chooseSaveDataset: 'shrive:choose-save-dataset',
  chooseFiles: 'shrive:choose-files',
  chooseFolder: 'shrive:choose-folder',
  chooseSharedFolder: 'shrive:choose-shared-folder',
  chooseCopies: 'shrive:choose-copies',
  focusWindowOf: 'shrive:focus-window-of',
  openDatasetWindow: 'shrive:open-dataset-window',
  showInFolder: 'shrive:show-in-folder',
  setPlaceMenu: 'shrive:set-place-menu',
  setUnsaved: 'shrive:set-unsaved',
  initialDataset: 'shrive:initial-dataset',
  command: 'shrive:command',
  beforeClose: 'shrive:before-close',
  /** The page's answer to beforeClose: whether everything was saved. */
  mayClose: 'shrive:may-close',
  engineExit: 'shrive:engine-exit',
} as const;
