import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerQuestions, expect, openFile, questions, startGrading, test } from './support.ts';

const SENTENCE = 'The refund was promised and never made.';

async function engineOf(app: ElectronApplication): Promise<number> {
  return (await app.evaluate(() => globalThis.shriveShell.windows.all[0]?.engine.pid)) ?? 0;
}

async function expectNote(page: Page, note: string): Promise<void> {
  await startGrading(page);
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(note);
}

test('when the engine is killed in mid-sentence the page says so, goes on with a new one, and loses nothing', async ({
  desktop: { app, page },
}) => {
  await startGrading(page);
  await page.keyboard.press('q');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  // The notice may stand for a moment only.
  await page.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (document.body.textContent.includes('The engine stopped.'))
        document.body.dataset.saidStopped = 'yes';
    });
    seen.observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press('n');
  const before = await engineOf(app);
  await page.keyboard.type(SENTENCE.slice(0, 20));
  process.kill(before, 'SIGKILL');
  await page.keyboard.type(SENTENCE.slice(20));
  await expect.poll(() => engineOf(app)).not.toBe(before);
  await expect.poll(() => page.evaluate(() => document.body.dataset.saidStopped)).toBe('yes');
  await expect(page.getByText('The engine stopped.')).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(SENTENCE);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expectNote(page, SENTENCE);
  await expect(page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
});

test('an engine that falls while it saves is asked again by the page itself', async ({
  desktop: { app, page },
  home,
}) => {
  await startGrading(page);
  const other = openFile(join(home, 'Shrive', 'Sample.shrive'));
  other.exec('BEGIN IMMEDIATE');
  await page.keyboard.press('n');
  await page.keyboard.type(SENTENCE);
  await expect(page.getByText(/^Saving/)).toBeVisible();
  process.kill(await engineOf(app), 'SIGKILL');
  other.exec('ROLLBACK');
  other.close();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expectNote(page, SENTENCE);
});

test('closing the window in mid-sentence keeps the sentence', async ({ desktop: { app, page }, start }) => {
  await startGrading(page);
  await page.keyboard.press('n');
  await page.keyboard.type(SENTENCE);
  // At once: before the draft saves itself.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await app.waitForEvent('close');
  const again = await start();
  await expectNote(again.page, SENTENCE);
});

test('quitting while the disk refuses asks first, stays on Wait, and saves when it can', async ({
  desktop: { app, page },
  home,
  start,
}) => {
  await startGrading(page);
  // Another program holds the file: no save comes through.
  const other = openFile(join(home, 'Shrive', 'Sample.shrive'));
  other.exec('BEGIN IMMEDIATE');
  await answerQuestions(app, 0);
  await page.keyboard.press('n');
  await page.keyboard.type(SENTENCE);
  await app.evaluate(({ app: electron }) => electron.quit());
  await expect.poll(async () => (await questions(app)).asked, { timeout: 20_000 }).toHaveLength(1);
  expect((await questions(app)).asked[0]).toMatch(/Wait/);
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(SENTENCE);
  other.exec('ROLLBACK');
  other.close();
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => electron.quit());
  await closed;
  const again = await start();
  await expectNote(again.page, SENTENCE);
});
