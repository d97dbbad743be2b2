/**
 * What the desktop's preload gives the page as `window.shriveDesktop`, and nothing else. The engine's MessagePort
 * comes apart: the page makes a MessageChannel and posts `{ type: ENGINE_PORT }` with one end to its own window;
 * the preload hands it on.
 */
export const ENGINE_PORT = 'shrive:engine-port';

/** One act of the page in hand, for the native menu. */
export interface MenuCommand {
  /** The command's name in the page: chosen, it comes back by `onCommand`. */
  name: string;
  title: string;
  /** Acts of the first group stand in the menu itself, others in menus within it. */
  group: string;
  /** Its key as Electron writes it; empty for none. Shown, never bound: while somebody types, keys are letters. */
  accelerator: string;
  enabled: boolean;
}

export interface PlaceMenu {
  /** The menu's own name: "Grade". */
  title: string;
  commands: readonly MenuCommand[];
}

export interface DesktopBridge {
  platform: 'linux' | 'darwin' | 'win32';
  chooseOpenDataset(): Promise<string | undefined>;
  chooseSaveDataset(suggestedName: string): Promise<string | undefined>;
  /** Transcript files to import. */
  chooseFiles(): Promise<string[]>;
  chooseFolder(suggested: string): Promise<string | undefined>;
  /** A folder that is there, or is made in the dialog. */
  chooseSharedFolder(suggested: string): Promise<string | undefined>;
  /** Copies of a dataset and packages. */
  chooseCopies(): Promise<string[]>;
  /** The path of a file that was dropped on the page. */
  pathOfFile(file: unknown): string;
  /** Brings another window that has this dataset to the front; false where there is none. */
  focusWindowOf(path: string): Promise<boolean>;
  openDatasetWindow(path: string): void;
  showInFolder(path: string): void;
  /** Whether there is something that closing would lose. */
  setUnsaved(unsaved: boolean): void;
  /** What can be done on the page that is shown now. */
  setPlaceMenu(menu: PlaceMenu): void;
  /** The dataset this window was opened for, if any. */
  initialDataset(): Promise<string | undefined>;
  /** A menu entry or a file from outside: the command's name, or `open-file` with its path. Returns unsubscribe. */
  onCommand(listener: (command: string, argument?: string) => void): () => void;
  /** The window is about to close: the page saves what is open and answers when it is on the disk. */
  onBeforeClose(listener: () => Promise<void>): () => void;
  /** The engine process ended (and is started again): the page must ask for a new port. */
  onEngineExit(listener: (reason: string) => void): () => void;
}
