import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, startGrading, test } from './support.ts';

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

test('a window that was on a screen that is gone, or larger than this one, is where it can be found', async ({
  home,
  start,
}) => {
  const places = { '': { x: 9000, y: 9000, width: 9000, height: 9000, isMaximized: false } };
  mkdirSync(join(home, 'config'));
  writeFileSync(join(home, 'config', 'windows.json'), JSON.stringify({ places, open: [] }));
  const { app } = await start();
  const { bounds, workArea } = await app.evaluate(({ BrowserWindow, screen }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    workArea: screen.getPrimaryDisplay().workArea,
  }));
  expect(bounds?.width).toBeLessThanOrEqual(workArea.width);
  expect(bounds?.height).toBeLessThanOrEqual(workArea.height);
  expect(bounds?.x).toBeLessThan(workArea.x + workArea.width);
  expect(bounds?.y).toBeLessThan(workArea.y + workArea.height);
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
