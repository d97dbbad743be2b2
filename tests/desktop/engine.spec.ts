import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { answerQuestions, expect, openFile, questions, startGrading, test } from './support.ts';

const SENTENCE = 'The refund was promised and never made.';

/** From now on every save of a draft fails, as on a broken disk. */
const REFUSE_DRAFTS = `CREATE TRIGGER refuse_drafts BEFORE INSERT ON drafts
  BEGIN SELECT raise(ABORT, 'refused'); END`;

async function engineOf(app: ElectronApplication): Promise<number> {
  return (await app.evaluate(() => globalThis.shriveShell.windows.all[0]?.engine.pid)) ?? 0;
}

/** The note of the only draft in the sample. */
function noteOnDisk(home: string): string | undefined {
  const database = openFile(join(home, 'Shrive', 'Sample.shrive'));
  try {
    const row = database.prepare('SELECT body FROM drafts').get() as { body: string } | undefined;
    return row === undefined ? undefined : (JSON.parse(row.body) as { note: string }).note;
  } finally {
    database.close();
  }
}

async function expectNote(page: Page, note: string): Promise<void> {
  await startGrading(page);
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(note);
}

test('when the engine is killed in mid-sentence the page says so, goes on with a new one, and loses nothing', async ({
  desktop: { app, page },
  home,
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
  await expect.poll(() => noteOnDisk(home)).toBe(SENTENCE);
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
  await expect.poll(() => noteOnDisk(home)).toBe(SENTENCE);
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

for (const [signal, to, words] of [
  ['SIGINT', 'group', 'Ctrl+C in a terminal, which every process hears,'],
  ['SIGTERM', 'app', 'the end of a session'],
] as const) {
  test(`${words} in mid-sentence keeps the sentence`, async ({ desktop: { app, page }, start }) => {
    await startGrading(page);
    await page.keyboard.press('n');
    await page.keyboard.type(SENTENCE);
    const closed = app.waitForEvent('close');
    // Playwright starts the app as the leader of a process group.
    const pid = app.process().pid ?? 0;
    process.kill(to === 'group' ? -pid : pid, signal);
    await closed;
    const again = await start();
    await expectNote(again.page, SENTENCE);
  });
}

test('quitting while a save fails asks first, stays on Wait with the sentence, and saves once it can', async ({
  desktop: { app, page },
  home,
  start,
}) => {
  await startGrading(page);
  const other = openFile(join(home, 'Shrive', 'Sample.shrive'));
  other.exec(REFUSE_DRAFTS);
  await answerQuestions(app, 0);
  await page.keyboard.press('n');
  await page.keyboard.type(SENTENCE);
  await app.evaluate(({ app: electron }) => electron.quit());
  await expect.poll(async () => (await questions(app)).asked).toEqual([expect.stringMatching(/Wait/)]);
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue(SENTENCE);
  await expect(page.getByText(/^Not saved/)).toBeVisible();
  other.exec('DROP TRIGGER refuse_drafts');
  other.close();
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => electron.quit());
  await closed;
  const again = await start();
  await expectNote(again.page, SENTENCE);
});

test('quitting while a save fails can be insisted on: only the last change is lost', async ({
  desktop: { app, page },
  home,
  start,
}) => {
  await startGrading(page);
  await page.keyboard.press('q');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const other = openFile(join(home, 'Shrive', 'Sample.shrive'));
  other.exec(REFUSE_DRAFTS);
  await answerQuestions(app, 1);
  await page.keyboard.press('n');
  await page.keyboard.type(SENTENCE);
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => electron.quit());
  await closed;
  other.exec('DROP TRIGGER refuse_drafts');
  other.close();
  const again = await start();
  await startGrading(again.page);
  await expect(again.page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
  await expect(again.page.getByRole('textbox', { name: 'Note' })).toHaveValue('');
});
