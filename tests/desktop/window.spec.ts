import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type DatabaseConstructor from 'better-sqlite3';
import { shrive } from '../e2e/support/workbench.ts';
import { command, environment, expect, startGrading, test } from './support.ts';

test('the window opens on the sample, without a file given', async ({ desktop: { app, page }, home }) => {
  await expect(page.getByText('Sample').first()).toBeVisible();
  const dataset = await page.evaluate(() =>
    (
      window as unknown as { shriveDesktop: { initialDataset(): Promise<string> } }
    ).shriveDesktop.initialDataset(),
  );
  expect(dataset.startsWith(home)).toBe(true);
  expect(existsSync(dataset)).toBe(true);
  const isVisible = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  expect(isVisible).toBe(true);
});

test('the menu names what can be done', async ({ desktop: { app } }) => {
  const labels = await app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')),
  );
  expect(labels).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
  await app.evaluate(({ Menu }) => {
    const view = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&View');
    view?.submenu?.items.find(({ label }) => label === '&Transcripts')?.click();
  });
});

test('when the engine is killed the page reconnects to a new one, and nothing saved is lost', async ({
  desktop: { app, page },
}) => {
  await startGrading(page);
  await page.keyboard.press('q');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const pidOf = () => app.evaluate(() => globalThis.shriveShell.windows.all[0]?.engine.pid);
  const before = (await pidOf()) ?? 0;
  process.kill(before, 'SIGKILL');
  await expect.poll(pidOf).not.toBe(before);
  await expect.poll(pidOf).toBeGreaterThan(0);
  // The next answer goes to the new engine, and the one before is still there.
  await page.keyboard.press('d');
  await page.reload();
  await startGrading(page);
  await expect(page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
});

test('closing the window keeps the draft of the last moment', async ({ desktop: { app, page }, start }) => {
  await startGrading(page);
  await page.keyboard.press('q');
  // At once: before the draft saves itself.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await app.waitForEvent('close');
  const again = await start();
  await startGrading(again.page);
  await expect(again.page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
});

test('a second start opens its dataset in a window of the first, once', async ({
  desktop: { app, page },
  home,
}) => {
  shrive(home, ['create', 'other.shrive']);
  await expect(page.getByText('Sample').first()).toBeVisible();
  const second = async () => {
    const { executablePath, args } = command([join(home, 'other.shrive')]);
    const child = spawn(executablePath, args, { env: environment(home), stdio: 'ignore' });
    return new Promise((ended) => child.on('exit', ended));
  };
  const opened = app.waitForEvent('window');
  expect(await second()).toBe(0);
  await opened;
  const datasets = () =>
    app.evaluate(() =>
      globalThis.shriveShell.windows.all.map(({ dataset }) => dataset?.split('/').at(-1)).sort(),
    );
  await expect.poll(datasets).toEqual(['Sample.shrive', 'other.shrive']);
  expect(await second()).toBe(0);
  await page.waitForTimeout(300);
  expect(await datasets()).toHaveLength(2);
});

test('the windows open again where they were, on what they had', async ({
  desktop: { app },
  home,
  start,
}) => {
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 1000, height: 620 }),
  );
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await app.waitForEvent('close');
  const stored = JSON.parse(readFileSync(join(home, 'config', 'windows.json'), 'utf8'));
  expect(Object.values(stored.places)).toMatchObject([{ width: 1000, height: 620 }]);
  const again = await start();
  const bounds = await again.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(bounds).toMatchObject({ width: 1000, height: 620 });
});

test('a dataset of a newer version is refused in words, with exit status 1, and left as it was', async ({
  home,
}) => {
  const path = join(home, 'future.shrive');
  shrive(home, ['create', path]);
  const Database = createRequire(import.meta.url)('better-sqlite3') as typeof DatabaseConstructor;
  const database = new Database(path);
  database.pragma('user_version = 9999');
  database.close();
  const before = readFileSync(path);
  for (const file of [path, join(home, 'missing.shrive')]) {
    const { executablePath, args } = command([file]);
    const child = spawn(executablePath, args, { env: environment(home) });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    const status = await new Promise((ended) => child.on('close', ended));
    expect(status).toBe(1);
    expect(said).toMatch(file === path ? /^shrive: .*newer/m : /^shrive: There is no missing\.shrive/m);
  }
  expect(readFileSync(path)).toEqual(before);
});

test('the log says nothing of what a transcript holds', async ({ desktop: { app, page }, home }) => {
  await startGrading(page);
  writeFileSync(join(home, 'bad.jsonl'), '{"id": "SECRET-WORDS", "messages": SECRET-WORDS');
  await page.evaluate(
    (path) => {
      const { port1, port2 } = new MessageChannel();
      window.postMessage({ type: 'shrive:engine-port' }, '*', [port2]);
      port1.start();
      port1.postMessage(`SECRET-WORDS ${path}`);
    },
    join(home, 'bad.jsonl'),
  );
  await app.close();
  const log = join(home, 'config', 'logs', 'main.log');
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  expect(text).not.toContain('SECRET-WORDS');
});
