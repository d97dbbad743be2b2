import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shrive } from '../e2e/support/workbench.ts';
import { chooseInMenu, expect, openDatasets, startGrading, test } from './support.ts';

const MENUS = ['File', 'Edit', 'View', 'Datasets', 'Window', 'Help'];

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

test('the menu leads to the pages and opens a chosen dataset', async ({ desktop: { app, page }, home }) => {
  // A place that needs a dataset can be gone to once the page knows that one is open.
  await expect(page.getByRole('link', { name: 'Transcripts' })).toContainText('24');
  const labels = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')));
  await expect.poll(labels).toEqual([...(process.platform === 'darwin' ? ['Shrive'] : []), ...MENUS]);
  await chooseInMenu(app, '&View', '&Transcripts');
  await expect(page.getByRole('link', { name: 'Transcripts' })).toHaveAttribute('aria-current', 'page');
  await chooseInMenu(app, '&Help', '&Keys');
  await expect(page.getByRole('dialog')).toBeVisible();

  shrive(home, ['create', 'other.shrive']);
  await app.evaluate(
    ({ dialog }, path) => {
      Object.assign(dialog, { showOpenDialog: async () => ({ canceled: false, filePaths: [path] }) });
    },
    join(home, 'other.shrive'),
  );
  await chooseInMenu(app, '&File', '&Open…');
  await expect.poll(() => openDatasets(app)).toEqual(['Sample.shrive', 'other.shrive']);
});

test('the menu has every act of the page by its name, with a key that is shown and not bound', async ({
  desktop: { app, page },
}) => {
  await startGrading(page);
  const entry = (name: string) =>
    app.evaluate(({ Menu }, id) => {
      const found = Menu.getApplicationMenu()?.getMenuItemById(id);
      if (found == null) return undefined;
      const { label, enabled, accelerator, registerAccelerator } = found;
      return { label, enabled, accelerator, registerAccelerator };
    }, name);
  await expect
    .poll(() => entry('grade.skip'))
    .toEqual({
      label: 'Skip this item',
      enabled: true,
      accelerator: 'K',
      registerAccelerator: false,
    });
  expect(await entry('grade.remove-violation')).toMatchObject({ enabled: false });
  // What belongs to another stage, or has no sense without its key, is not there.
  expect(await entry('grade.verdict-true')).toBeUndefined();
  expect(await entry('grade.row-next')).toBeUndefined();
  // While somebody types, a letter is a letter.
  await page.keyboard.press('n');
  await page.keyboard.type('look');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('look');
  await page.keyboard.press('Escape');

  await chooseInMenu(app, 'Grade', 'Stage 1: task output', 'It misbehaved');
  await expect(page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
  await chooseInMenu(app, 'Grade', 'Queue', 'Go on in random order');
  await page.getByRole('button', { name: /The queue$/ }).click();
  await expect(page.getByRole('menu')).toContainText('Random order, seed');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'What I did' }).click();
  await expect.poll(() => entry('grade.skip')).toBeUndefined();
  await expect.poll(() => entry('history.search')).toMatchObject({ accelerator: '/' });
});

test('a right click offers what can be done there', async ({ desktop: { app, page } }) => {
  await startGrading(page);
  await app.evaluate(({ Menu }) => {
    const offered: (string | undefined)[][] = [];
    Object.assign(globalThis, { offered });
    // A native menu that is open waits for a person.
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      offered.push(this.items.map(({ role, type }) => role ?? type));
    };
  });
  await page.keyboard.press('n');
  await page.keyboard.type('A note.');
  await page.getByRole('textbox', { name: 'Note' }).click({ button: 'right' });
  // Beside any text there is nothing to offer.
  await page
    .getByRole('navigation')
    .first()
    .click({ button: 'right', position: { x: 3, y: 3 } });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { offered: unknown[] }).offered))
    .toEqual([['cut', 'copy', 'paste', 'separator', 'selectall']]);
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
