import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import type { PlaceMenu } from '../../shared/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';
import { serveContextMenu } from './context-menu.ts';
import { askCloseUnsaved } from './dialogs.ts';
import { EngineHost } from './engine-host.ts';
import { real } from './given-files.ts';
import { log } from './log.ts';
import { ORIGIN } from './protocol.ts';
import { onScreens, type WindowStates } from './window-state.ts';

const SIZE = { width: 1440, height: 900 };
const MIN_SIZE = { width: 940, height: 560 };
const ICON = join('resources', 'icons', 'linux', '256x256.png');
/** How long a closing window waits for its page to save. */
const CLOSE_MS = 5_000;

/** One window, its engine, and the dataset in hand. */
export interface AppWindow {
  readonly browser: BrowserWindow;
  readonly engine: EngineHost;
  dataset: string | undefined;
  isUnsaved: boolean;
  /** What its page offers now. */
  placeMenu: PlaceMenu | undefined;
  /** Set while it is closing: called with the page's answer. */
  onMayClose: ((isSaved: boolean) => void) | undefined;
}

/** `page` as in renderer/styles/tokens.css: what shows before the page is drawn. */
function background(): string {
  return nativeTheme.shouldUseDarkColors ? '#161918' : '#F3F4F1';
}

/** The open windows: one for each dataset. */
export class AppWindows {
  readonly #open = new Set<AppWindow>();
  /** By the file's own path: what is being opened is not opened twice. */
  readonly #opening = new Map<string, Promise<void>>();
  readonly #states: WindowStates;
  readonly #onChange: () => void;
  #isQuitting = false;

  constructor(states: WindowStates, onChange: () => void) {
    this.#states = states;
    this.#onChange = onChange;
    app.on('before-quit', () => {
      // What is open now is what opens next time, whatever order the windows close in.
      if (!this.#isQuitting) this.#keepOpen();
      this.#isQuitting = true;
    });
  }

  get all(): readonly AppWindow[] {
    return [...this.#open];
  }

  get focused(): AppWindow | undefined {
    return this.all.find(({ browser }) => browser.isFocused()) ?? this.all.at(-1);
  }

  of(contents: WebContents): AppWindow | undefined {
    return this.all.find(({ browser }) => !browser.isDestroyed() && browser.webContents === contents);
  }

  with(dataset: string): AppWindow | undefined {
    return this.all.find((window) => window.dataset !== undefined && real(window.dataset) === real(dataset));
  }

  focus({ browser }: AppWindow): void {
    if (browser.isMinimized()) browser.restore();
    browser.focus();
  }

  #keepOpen(): void {
    this.#states.keepOpen(this.all.map(({ dataset }) => dataset).filter((path) => path !== undefined));
  }

  /**
   * Opens a window on a dataset (or SAMPLE), once that has proved to open; where one is open on it already, that one
   * comes to the front. Fails with RefusedDataset, without a window.
   */
  async open(dataset: string, how: 'open' | 'create' = 'open'): Promise<void> {
    const key = real(dataset);
    const opening = this.#opening.get(key) ?? this.#openOnce(dataset, how);
    this.#opening.set(key, opening);
    try {
      await opening;
    } finally {
      this.#opening.delete(key);
    }
  }

  async #openOnce(dataset: string, how: 'open' | 'create'): Promise<void> {
    const before = how === 'open' ? this.with(dataset) : undefined;
    if (before !== undefined) {
      this.focus(before);
      return;
    }
    let window: AppWindow | undefined;
    const engine = new EngineHost({
      onExit: (reason) => {
        if (window !== undefined && !window.browser.isDestroyed()) {
          window.browser.webContents.send(CHANNELS.engineExit, reason);
        }
      },
      onState: (state) => {
        if (window === undefined) return;
        window.dataset = state.dataset;
        this.#named(window);
      },
    });
    try {
      const path = await engine.prepare(dataset, how);
      const same = this.with(path);
      if (same !== undefined) {
        // The sample, which has its path only now.
        this.focus(same);
        await engine.end();
        return;
      }
      window = this.#create(path, engine);
    } catch (error) {
      await engine.end();
      throw error;
    }
    // A navigation that was refused while the page still loads ends the wait for it, and nothing else.
    await window.browser.loadURL(`${ORIGIN}/`).catch(() => log.warn('A page was not loaded to its end.'));
  }

  #create(dataset: string, engine: EngineHost): AppWindow {
    const place = this.#states.placeOf(dataset);
    const isTaken = this.all.some(({ browser }) => browser.getBounds().x === place?.x);
    const wanted = place !== undefined && isTaken ? { width: place.width, height: place.height } : place;
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const browser = new BrowserWindow({
      ...onScreens(wanted ?? SIZE, workAreas),
      minWidth: MIN_SIZE.width,
      minHeight: MIN_SIZE.height,
      backgroundColor: background(),
      show: false,
      // Elsewhere the executable carries it.
      ...(process.platform === 'linux' && { icon: join(app.getAppPath(), ICON) }),
      webPreferences: {
        preload: join(app.getAppPath(), 'dist', 'desktop', 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // Chromium would fetch dictionaries; macOS has its own.
        spellcheck: process.platform === 'darwin',
        devTools: !app.isPackaged,
      },
    });
    const window: AppWindow = {
      browser,
      engine,
      dataset,
      isUnsaved: false,
      placeMenu: undefined,
      onMayClose: undefined,
    };
    this.#open.add(window);
    this.#watch(window);
    serveContextMenu(browser);
    this.#named(window);
    if (place?.isMaximized === true) browser.maximize();
    browser.once('ready-to-show', () => browser.show());
    return window;
  }

  #named({ browser, dataset }: AppWindow): void {
    if (browser.isDestroyed()) return;
    if (process.platform === 'darwin') browser.setRepresentedFilename(dataset ?? '');
    if (dataset !== undefined) app.addRecentDocument(dataset);
    if (!this.#isQuitting) this.#keepOpen();
    this.#onChange();
  }

  #watch(window: AppWindow): void {
    const { browser, engine } = window;
    const keepPlace = () => {
      this.#states.keepPlace(window.dataset, {
        ...browser.getNormalBounds(),
        isMaximized: browser.isMaximized(),
      });
    };
    let isClosing = false;
    browser.on('close', (event) => {
      event.preventDefault();
      if (isClosing) return;
      isClosing = true;
      keepPlace();
      void this.#mayClose(window).then(async (mayClose) => {
        isClosing = false;
        if (!mayClose) {
          this.#isQuitting = false;
          return;
        }
        browser.hide();
        await engine.end();
        browser.destroy();
      });
    });
    // The menu is that of the window in front.
    browser.on('focus', () => this.#onChange());
    browser.on('closed', () => {
      this.#open.delete(window);
      if (!this.#isQuitting && this.#open.size > 0) this.#keepOpen();
      this.#onChange();
      if (this.#isQuitting && this.#open.size === 0) app.quit();
    });
    browser.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`A page ended: ${reason}. It is loaded again.`);
      if (reason !== 'clean-exit') browser.webContents.reload();
    });
  }

  /** Has the page save what is open. Waits a while, then asks the person, if there is something to lose. */
  async #mayClose(window: AppWindow): Promise<boolean> {
    const { browser } = window;
    // Nobody would answer, and nothing was written yet.
    if (browser.webContents.isLoadingMainFrame()) return true;
    const isSaved = await new Promise<boolean>((resolve) => {
      window.onMayClose = resolve;
      setTimeout(() => resolve(false), CLOSE_MS);
      browser.webContents.send(CHANNELS.beforeClose);
    });
    window.onMayClose = undefined;
    return isSaved || !window.isUnsaved || askCloseUnsaved(browser);
  }
}
