import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type DatabaseConstructor from 'better-sqlite3';
import { findElectron, sandboxArguments } from '../../scripts/electron.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** What main.ts puts on its global object while it is not packaged. */
interface ShriveShell {
  windows: { all: { dataset?: string; engine: { pid: number }; browser: { close(): void } }[] };
  countBlockedRequests(): number;
}
declare global {
  var shriveShell: ShriveShell;
}

/**
 * A virtual display has no GPU. Chromium finds that out while the first page is drawn already, which now and then is
 * never drawn again (seen with Electron 25): so it is told.
 */
export const SCREEN_ARGUMENTS = process.platform === 'linux' ? ['--disable-gpu'] : [];

/** Settings and Electron's own files of one person, apart from everybody else's. */
export function environment(home: string): Record<string, string> {
  const env = { ...process.env, SHRIVE_CONFIG_FOLDER: join(home, 'config'), SHRIVE_HOME_FOLDER: home };
  return env as Record<string, string>;
}

/** The executable and the arguments that start the app from the clone. */
export function command(files: readonly string[] = []): { executablePath: string; args: string[] } {
  const executablePath = findElectron();
  if (executablePath === undefined) throw new Error("Electron's binary is not here.");
  return { executablePath, args: [...sandboxArguments(), ...SCREEN_ARGUMENTS, ROOT, ...files] };
}

export interface Desktop {
  app: ElectronApplication;
  page: Page;
}

interface Fixtures {
  /** An empty home folder. */
  home: string;
  /** Starts the app on that home, with files as its arguments; all are ended after the test. */
  start(files?: readonly string[]): Promise<Desktop>;
  /** The app started without a file: it opens on the sample. */
  desktop: Desktop;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'shrive-desktop-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
  start: async ({ home }, use) => {
    const running = new Set<ElectronApplication>();
    await use(async (files) => {
      const app = await _electron.launch({ ...command(files), env: environment(home) });
      running.add(app);
      app.on('close', () => running.delete(app));
      return { app, page: await app.firstWindow() };
    });
    for (const app of running) await app.close();
  },
  desktop: async ({ start }, use) => use(await start()),
});

/** Starts the app a second time, as a double click does; gives its exit status and what it said. */
export function startAgain(
  home: string,
  files: readonly string[],
): Promise<{ status: number | null; said: string }> {
  const { executablePath, args } = command(files);
  const child = spawn(executablePath, args, { env: environment(home), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  return new Promise((done) => child.on('close', (status) => done({ status, said })));
}

/** The names of the datasets that have a window, in order. */
export async function openDatasets(app: ElectronApplication): Promise<string[]> {
  const paths = await app.evaluate(() => globalThis.shriveShell.windows.all.map(({ dataset }) => dataset));
  return paths.map((path) => basename(path ?? '')).sort();
}

/** Chooses an entry of the native menu by its labels, from the top. */
export async function chooseInMenu(app: ElectronApplication, ...labels: string[]): Promise<void> {
  await app.evaluate(({ Menu }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const [depth, label] of path.entries()) {
      const entry = items.find((item) => item.label === label);
      if (entry === undefined) throw new Error(`The menu has no ${path.slice(0, depth + 1).join(' › ')}.`);
      if (depth === path.length - 1) entry.click();
      items = entry.submenu?.items ?? [];
    }
  }, labels);
}

/** Opens a dataset file with nothing of ours between, to do to it what others may do. */
export function openFile(path: string): DatabaseConstructor.Database {
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof DatabaseConstructor;
  return new Database(path);
}

/** Answers native questions with this button from now on, and keeps what was asked and what was opened outside. */
export async function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog, shell }, response) => {
    const kept = { asked: [] as string[], opened: [] as string[] };
    Object.assign(globalThis, { kept });
    Object.assign(dialog, {
      showMessageBox: async (...given: { detail?: string }[]) => {
        kept.asked.push(given.at(-1)?.detail ?? '');
        return { response, checkboxChecked: false };
      },
    });
    Object.assign(shell, {
      openExternal: async (url: string) => {
        kept.opened.push(url);
      },
    });
  }, button);
}

export function questions(app: ElectronApplication): Promise<{ asked: string[]; opened: string[] }> {
  return app.evaluate(() => (globalThis as unknown as { kept: { asked: string[]; opened: string[] } }).kept);
}

/** Leaves the pages for grading: the first item, its task output to be judged. */
export async function startGrading(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Grade' }).click();
  await base.expect(page.getByText('is sealed')).toBeVisible();
}

/** Grades the item in hand with the fewest answers that the page takes, and submits it. */
export async function gradeItem(page: Page): Promise<void> {
  const opened = page.getByRole('status').filter({ hasText: 'Confession open' });
  await page.keyboard.press('w');
  // What is left open is said once, and may stay open.
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await base.expect(opened).toBeVisible();
  await page.keyboard.press('4');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
}

export { expect } from '@playwright/test';
