import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import { type DesktopBridge, ENGINE_PORT } from '../../shared/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';

/*
 * What the page gets of the desktop, and no more: fixed questions with plain values. Runs sandboxed in a world of its
 * own, so the page sees neither ipcRenderer nor Node.
 */

/** The little of the DOM that is used here; main's code is compiled without it. */
interface PageMessage {
  source: unknown;
  data: unknown;
  ports: readonly unknown[];
}
declare const window: {
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
};

window.addEventListener('message', ({ source, data, ports }) => {
  const [port] = ports;
  if (source !== window || port === undefined || ports.length !== 1) return;
  if ((data as { type?: unknown } | null)?.type === ENGINE_PORT)
    ipcRenderer.postMessage(ENGINE_PORT, null, [port as never]);
});

type Command = [command: string, argument?: string];
const commandListeners = new Set<(...command: Command) => void>();
/** Commands that came before the page listened: a file that the app was started with. */
let waiting: Command[] = [];
ipcRenderer.on(CHANNELS.command, (_event, ...command: Command) => {
  if (commandListeners.size === 0) waiting.push(command);
  for (const listener of commandListeners) listener(...command);
});

const closeListeners = new Set<() => Promise<void>>();
ipcRenderer.on(CHANNELS.beforeClose, async () => {
  const answers = await Promise.allSettled([...closeListeners].map((listener) => listener()));
  ipcRenderer.send(
    CHANNELS.mayClose,
    answers.every(({ status }) => status === 'fulfilled'),
  );
});

const bridge: DesktopBridge = {
  platform: process.platform as DesktopBridge['platform'],
  chooseOpenDataset: () => ipcRenderer.invoke(CHANNELS.chooseOpenDataset),
  chooseSaveDataset: (suggestedName) => ipcRenderer.invoke(CHANNELS.chooseSaveDataset, suggestedName),
  chooseFiles: () => ipcRenderer.invoke(CHANNELS.chooseFiles),
  chooseFolder: (suggested) => ipcRenderer.invoke(CHANNELS.chooseFolder, suggested),
  chooseSharedFolder: (suggested) => ipcRenderer.invoke(CHANNELS.chooseSharedFolder, suggested),
  chooseCopies: () => ipcRenderer.invoke(CHANNELS.chooseCopies),
  // webUtils came with Electron 29; before, files had a path.
  pathOfFile: (file) =>
    webUtils === undefined ? (file as { path: string }).path : webUtils.getPathForFile(file as File),
  focusWindowOf: (path) => ipcRenderer.invoke(CHANNELS.focusWindowOf, path),
  openDatasetWindow: (path) => ipcRenderer.send(CHANNELS.openDatasetWindow, path),
  showInFolder: (path) => ipcRenderer.send(CHANNELS.showInFolder, path),
  setUnsaved: (unsaved) => ipcRenderer.send(CHANNELS.setUnsaved, unsaved),
  setPlaceMenu: (menu) => ipcRenderer.send(CHANNELS.setPlaceMenu, menu),
  initialDataset: () => ipcRenderer.invoke(CHANNELS.initialDataset),
  onCommand(listener) {
    commandListeners.add(listener);
    const before = waiting;
    waiting = [];
    for (const command of before) listener(...command);
    return () => commandListeners.delete(listener);
  },
  onBeforeClose(listener) {
    closeListeners.add(listener);
    return () => closeListeners.delete(listener);
  },
  onEngineExit(listener) {
    const onExit = (_event: IpcRendererEvent, reason: string) => listener(reason);
    ipcRenderer.on(CHANNELS.engineExit, onExit);
    return () => ipcRenderer.off(CHANNELS.engineExit, onExit);
  },
};

contextBridge.exposeInMainWorld('shriveDesktop', bridge);
