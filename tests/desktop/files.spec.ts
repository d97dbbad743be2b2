import { copyFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { DesktopBridge } from '../../shared/desktop-bridge.ts';
import { SAMPLE_TRANSCRIPTS, shrive } from '../e2e/support/workbench.ts';
import {
  answerQuestions,
  chooseInMenu,
  expect,
  openDatasets,
  openFile,
  questions,
  startAgain,
  test,
} from './support.ts';

/** The import page, with what it recognised in that file. */
async function expectPreviewOf(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('link', { name: 'Import' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('complementary', { name: 'Files' }).getByText(name)).toBeVisible();
  await expect(page.getByText('24 transcripts').first()).toBeVisible();
}

function withFiles(home: string): { dataset: string; transcripts: string } {
  shrive(home, ['create', 'other.shrive']);
  copyFileSync(SAMPLE_TRANSCRIPTS, join(home, 'two words.jsonl'));
  return { dataset: join(home, 'other.shrive'), transcripts: join(home, 'two words.jsonl') };
}

test('a dataset and transcripts given at the start are opened, and laid out on the import page', async ({
  home,
  start,
}) => {
  const { dataset, transcripts } = withFiles(home);
  // As a desktop gives files: the second as an address.
  const { app, page } = await start([dataset, pathToFileURL(transcripts).href]);
  await expectPreviewOf(page, 'two words.jsonl');
  expect(await openDatasets(app)).toEqual(['other.shrive']);
});

test('transcripts alone are laid out beside what was open last time', async ({ home, start }) => {
  const { dataset, transcripts } = withFiles(home);
  const first = await start([dataset]);
  await first.app.close();
  const { app, page } = await start([transcripts]);
  await expectPreviewOf(page, 'two words.jsonl');
  expect(await openDatasets(app)).toEqual(['other.shrive']);
});

test('a second start hands its files to the first, and a dataset has one window whatever its name', async ({
  desktop: { app, page },
  home,
}) => {
  const { dataset, transcripts } = withFiles(home);
  const link = join(home, 'link.shrive');
  symlinkSync(dataset, link);
  const opened = app.waitForEvent('window');
  expect(await startAgain(home, [dataset, link])).toMatchObject({ status: 0 });
  const other = await opened;
  await expect.poll(() => openDatasets(app)).toEqual(['Sample.shrive', 'other.shrive']);
  expect(await startAgain(home, [link])).toMatchObject({ status: 0 });
  expect(await startAgain(home, [transcripts])).toMatchObject({ status: 0 });
  // The window that was opened last is in front.
  await expectPreviewOf(other, 'two words.jsonl');
  expect(await openDatasets(app)).toEqual(['Sample.shrive', 'other.shrive']);
  await expect(page.getByRole('link', { name: 'Datasets' })).toHaveAttribute('aria-current', 'page');
});

test('an encrypted package is asked its passphrase for, and opens in a window of its own', async ({
  home,
  start,
}) => {
  shrive(home, ['import', 'study.shrive', SAMPLE_TRANSCRIPTS]);
  shrive(home, ['assign', 'study.shrive', '--grader', 'Ada', '--random', '2']);
  writeFileSync(join(home, 'words.txt'), 'three words here');
  const packing = ['package', 'study.shrive', '--grader', 'Ada', '--out', 'ada.shrive'];
  shrive(home, [...packing, '--passphrase-file', 'words.txt']);
  const { app, page } = await start([join(home, 'ada.shrive.age')]);
  const asked = page.getByRole('dialog', { name: 'This package is encrypted' });
  await asked.getByRole('textbox', { name: 'Passphrase' }).fill('three words here');
  const opened = app.waitForEvent('window');
  await page.keyboard.press('Enter');
  const other = await opened;
  await expect(other.getByRole('dialog', { name: 'This package is for Ada' })).toBeVisible();
  expect(await openDatasets(app)).toContain('ada.shrive');
});

/** Asks main from the page whether another window has that dataset. */
function isElsewhere(page: Page, path: string): Promise<boolean> {
  return page.evaluate((dataset) => {
    const { shriveDesktop } = window as unknown as { shriveDesktop: DesktopBridge };
    return shriveDesktop.focusWindowOf(dataset);
  }, path);
}

test('a dataset that another window has comes to the front instead of opening again', async ({
  desktop: { app, page },
  home,
}) => {
  const { dataset } = withFiles(home);
  const opened = app.waitForEvent('window');
  await startAgain(home, [dataset]);
  await (await opened).waitForLoadState();
  expect(await isElsewhere(page, dataset)).toBe(true);
  expect(await isElsewhere(page, join(home, 'Shrive', 'Sample.shrive'))).toBe(false);
});

test('files dropped on the window are opened, or laid out on the import page', async ({
  desktop: { app, page },
  home,
}) => {
  const { dataset, transcripts } = withFiles(home);
  await page.evaluate(() => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', multiple: true, id: 'picked' });
    document.body.append(input);
  });
  // Files that a page makes have no path: these are real ones.
  await page.locator('#picked').setInputFiles([dataset, transcripts]);
  const opened = app.waitForEvent('window');
  await page.evaluate(() => {
    const { files } = document.querySelector('#picked') as HTMLInputElement;
    const dataTransfer = new DataTransfer();
    for (const file of files ?? []) dataTransfer.items.add(file);
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await opened;
  await expectPreviewOf(page, 'two words.jsonl');
  await expect.poll(() => openDatasets(app)).toEqual(['Sample.shrive', 'other.shrive']);
});

test('the menu opens a recent dataset, and says why where it is gone', async ({ home, start }) => {
  const { dataset } = withFiles(home);
  const first = await start([dataset]);
  await first.app.close();
  shrive(home, ['create', 'third.shrive']);
  const { app } = await start([join(home, 'third.shrive')]);
  await answerQuestions(app, 0);
  const choose = (name: string) => chooseInMenu(app, '&File', 'Open &Recent', name);
  await choose('other.shrive');
  await expect.poll(() => openDatasets(app)).toEqual(['other.shrive', 'third.shrive']);
  await app.evaluate(() =>
    globalThis.shriveShell.windows.all
      .find(({ dataset: path }) => path?.endsWith('other.shrive'))
      ?.browser.close(),
  );
  await expect.poll(() => openDatasets(app)).toEqual(['third.shrive']);
  const database = openFile(dataset);
  database.pragma('user_version = 9999');
  database.close();
  await choose('other.shrive');
  await expect.poll(async () => (await questions(app)).asked).toEqual([expect.stringMatching(/newer/)]);
  expect(await openDatasets(app)).toEqual(['third.shrive']);
});

test('a dataset of a newer version is refused in words, with exit status 1, and left as it was', async ({
  home,
}) => {
  const path = join(home, 'future.shrive');
  shrive(home, ['create', path]);
  const database = openFile(path);
  database.pragma('user_version = 9999');
  database.close();
  const before = readFileSync(path);
  const newer = await startAgain(home, [path]);
  expect(newer.status).toBe(1);
  expect(newer.said).toMatch(/^shrive: .*newer/m);
  const missing = await startAgain(home, [join(home, 'missing.shrive')]);
  expect(missing.status).toBe(1);
  expect(missing.said).toMatch(/^shrive: There is no missing\.shrive/m);
  expect(readFileSync(path)).toEqual(before);
  expect(existsSync(join(home, 'missing.shrive'))).toBe(false);
});
