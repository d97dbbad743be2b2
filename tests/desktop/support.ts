import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { findElectron, sandboxArguments } from '../../scripts/electron.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** What main.ts puts on its global object while it is not packaged. */
interface ShriveShell {
  windows: { all: { dataset?: string; engine: { pid: number } }[] };
  countBlockedRequests(): number;
}
declare global {
  var shriveShell: ShriveShell;
}

/** Settings and Electron's own files of one person, apart from everybody else's. */
export function environment(home: string): Record<string, string> {
  const env = { ...process.env, SHRIVE_CONFIG_FOLDER: join(home, 'config'), SHRIVE_HOME_FOLDER: home };
  return env as Record<string, string>;
}

/** The executable and the arguments that start the app from the clone. */
export function command(files: readonly string[] = []): { executablePath: string; args: string[] } {
  const executablePath = findElectron();
  if (executablePath === undefined) throw new Error("Electron's binary is not here.");
  return { executablePath, args: [...sandboxArguments(), ROOT, ...files] };
}

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  home: string;
  /** Starts the app again, on the same home. */
  restart(files?: readonly string[]): Promise<Page>;
}

/** `test` with the app started on an empty home: it opens on the sample. */
export const test = base.extend<{ home: string; desktop: Desktop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'shrive-desktop-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
  desktop: async ({ home }, use) => {
    const launch = (files?: readonly string[]) =>
      _electron.launch({ ...command(files), env: environment(home) });
    const app = await launch();
    const desktop: Desktop = {
      app,
      home,
      page: await app.firstWindow(),
      async restart(files) {
        desktop.app = await launch(files);
        desktop.page = await desktop.app.firstWindow();
        return desktop.page;
      },
    };
    await use(desktop);
    await desktop.app.close().catch(() => {});
  },
});

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

export { expect } from '@playwright/test';
