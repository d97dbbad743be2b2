import type { DesktopBridge, PlaceMenu } from '../shared/desktop-bridge.ts';
import { browserShell } from './shells/browser.ts';
import { desktopShell } from './shells/desktop.ts';
import type { TextFile } from './shells/text-files.ts';

/** What a page needs of the surface it runs on. No component knows which one it is. */
export interface Shell {
  kind: 'desktop' | 'browser';
  /** Path of a `.shrive` file to open; undefined where the person thought better of it. */
  chooseOpenDataset(): Promise<string | undefined>;
  chooseSaveDataset(suggestedName: string): Promise<string | undefined>;
  /** Paths of transcript files to import. */
  chooseFiles(): Promise<string[]>;
  /** A small file of text, read: a rubric. Undefined where the person thought better of it. */
  chooseTextFile(accept: string): Promise<TextFile | undefined>;
  /** Gives the person a file of text, where they keep such. */
  saveTextFile(file: TextFile): void;
  chooseFolder(suggested: string): Promise<string | undefined>;
  /** A folder that is there, or is made: for packages, or one that people share. */
  chooseSharedFolder(suggested: string): Promise<string | undefined>;
  /** Copies of a dataset and packages, to be brought together. */
  chooseCopies(): Promise<string[]>;
  /** What was dropped, as files. A browser gives those of a folder one by one; ask while the drop is under way. */
  droppedFiles(transfer: DataTransfer): Promise<File[]>;
  /** A path that the engine can read for a file dropped on the page; on the desktop a folder has one too. */
  pathOfDroppedFile(file: File): Promise<string>;
  /** Where a dropped dataset lies; undefined in a browser, which does not tell. */
  pathOfDroppedDataset(file: File): string | undefined;
  /** Whether `showInFolder` does anything here. */
  canShowInFolder: boolean;
  showInFolder(path: string): void;
  /** Brings another window that has this dataset to the front; false where there is none. */
  focusWindowOf(path: string): Promise<boolean>;
  openDatasetWindow(path: string): void;
  setUnsaved(unsaved: boolean): void;
  /** What can be done on this page, for the native menu; in a browser the palette serves. */
  setPlaceMenu(menu: PlaceMenu): void;
  /** The dataset this window was opened for. */
  initialDataset(): Promise<string | undefined>;
  /** Commands of the native menu, and files opened from outside. Returns unsubscribe. */
  onCommand(listener: (command: string, argument?: string) => void): () => void;
  /** What must be done before the window goes; it waits for the answer, within bounds. Returns unsubscribe. */
  onBeforeClose(listener: () => Promise<void>): () => void;
}

declare global {
  interface Window {
    shriveDesktop?: DesktopBridge;
  }
}

export const shell: Shell =
  window.shriveDesktop === undefined ? browserShell() : desktopShell(window.shriveDesktop);
