import { isAbsolute } from 'node:path';
import { shell } from 'electron';
import { ENGINE_PORT } from '../../shared/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';
import * as dialogs from './dialogs.ts';
import { answerPage, hearPage } from './from-page.ts';
import { asPlaceMenu } from './place-menu.ts';
import type { AppWindows } from './windows.ts';

/** A page's suggestion for a file's name; anything but a short text is none. */
function asName(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' && value.length < 500 ? value : otherwise;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && isAbsolute(value) && !value.includes('\0');
}

/** Answers what DesktopBridge asks, see shared/desktop-bridge.ts. */
export function servePageCalls(
  windows: AppWindows,
  openDataset: (path: string) => void,
  onPlaceMenu: () => void,
): void {
  answerPage(windows, CHANNELS.chooseOpenDataset, ({ browser }) => dialogs.chooseOpenDataset(browser));
  answerPage(windows, CHANNELS.chooseSaveDataset, ({ browser }, name) =>
    dialogs.chooseSaveDataset(browser, asName(name, 'dataset.shrive')),
  );
  answerPage(windows, CHANNELS.chooseFiles, ({ browser }) => dialogs.chooseFiles(browser));
  answerPage(windows, CHANNELS.chooseFolder, ({ browser }, name) =>
    dialogs.chooseFolder(browser, asName(name, 'export')),
  );
  answerPage(windows, CHANNELS.chooseSharedFolder, ({ browser }, suggested) =>
    dialogs.chooseSharedFolder(browser, asName(suggested, '.')),
  );
  answerPage(windows, CHANNELS.chooseCopies, ({ browser }) => dialogs.chooseCopies(browser));
  answerPage(windows, CHANNELS.initialDataset, ({ dataset }) => dataset);
  answerPage(windows, CHANNELS.focusWindowOf, (asking, path) => {
    const other = isPath(path) ? windows.with(path) : undefined;
    if (other === undefined || other === asking) return false;
    windows.focus(other);
    return true;
  });
  hearPage(windows, CHANNELS.openDatasetWindow, (_window, path) => {
    if (isPath(path)) openDataset(path);
  });
  hearPage(windows, CHANNELS.showInFolder, (_window, path) => {
    if (isPath(path)) shell.showItemInFolder(path);
  });
  hearPage(windows, CHANNELS.setUnsaved, (window, isUnsaved) => {
    window.isUnsaved = isUnsaved === true;
    window.browser.setDocumentEdited(window.isUnsaved);
  });
  hearPage(windows, CHANNELS.setPlaceMenu, (window, menu) => {
    window.placeMenu = asPlaceMenu(menu);
    onPlaceMenu();
  });
  hearPage(windows, CHANNELS.mayClose, (window, isSaved) => window.onMayClose?.(isSaved === true));
  hearPage(windows, ENGINE_PORT, ({ engine }, _argument, event) => {
    const [port] = event.ports;
    if (port !== undefined) engine.connect(port);
  });
}
