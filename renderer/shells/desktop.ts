import type { DesktopBridge } from '../../shared/desktop-bridge.ts';
import type { Shell } from '../shell.ts';
import { chooseTextFile, saveTextFile } from './text-files.ts';

/** The desktop: native dialogs and menus, through the preload's bridge. */
export function desktopShell(bridge: DesktopBridge): Shell {
  return {
    kind: 'desktop',
    chooseOpenDataset: () => bridge.chooseOpenDataset(),
    chooseSaveDataset: (name) => bridge.chooseSaveDataset(name),
    chooseFiles: () => bridge.chooseFiles(),
    chooseTextFile,
    saveTextFile,
    chooseFolder: (suggested) => bridge.chooseFolder(suggested),
    chooseSharedFolder: (suggested) => bridge.chooseSharedFolder(suggested),
    chooseCopies: () => bridge.chooseCopies(),
    droppedFiles: async (transfer) => [...transfer.files],
    pathOfDroppedFile: async (file) => bridge.pathOfFile(file),
    pathOfDroppedDataset: (file) => bridge.pathOfFile(file),
    canShowInFolder: true,
    showInFolder: (path) => bridge.showInFolder(path),
    focusWindowOf: (path) => bridge.focusWindowOf(path),
    openDatasetWindow: (path) => bridge.openDatasetWindow(path),
    setUnsaved: (unsaved) => bridge.setUnsaved(unsaved),
    setPlaceMenu: (menu) => bridge.setPlaceMenu(menu),
    initialDataset: () => bridge.initialDataset(),
    onCommand: (listener) => bridge.onCommand(listener),
    onBeforeClose: (listener) => bridge.onBeforeClose(listener),
  };
}
