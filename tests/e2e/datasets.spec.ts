import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { goTo, importLabels } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(10) });

test('datasets opened before stand with what is in them and how far the grading is; another is opened', async ({
  workbench,
}) => {
  const { page, home } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3]));
  const row = (name: string) => page.getByRole('option', { name: new RegExp(`^${name}`) });
  await expect(row('test')).toContainText('10 transcripts, 10 confessions');
  await expect(row('test')).toContainText('3 of 10 submitted');
  await expect(row('test')).toHaveAttribute('aria-selected', 'true');

  writeFileSync(join(home, 'more.jsonl'), madeTranscripts(4));
  shrive(home, ['import', 'other.shrive', 'more.jsonl']);
  const path = page.getByRole('dialog').getByRole('textbox');
  const open = page.getByRole('dialog').getByRole('button', { name: 'Open' });
  await page.getByRole('button', { name: /^Open a dataset/ }).click();
  // What cannot be opened is said, and what was open stays open.
  await path.fill(join(home, 'nowhere.shrive'));
  await open.click();
  await expect(page.getByRole('alert')).toContainText('There is no nowhere.shrive');
  await expect(page.getByRole('navigation').getByRole('link', { name: /^Transcripts 10/ })).toBeVisible();
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Open a dataset/ }).click();
  await path.fill(join(home, 'other.shrive'));
  await open.click();
  await expect(page.getByRole('navigation').getByRole('link', { name: /^Transcripts 4/ })).toBeVisible();
  await goTo(page, 'Datasets');
  await expect(row('other')).toContainText('4 transcripts, 4 confessions');

  // Enter goes on with the one in hand.
  await expect(row('other')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(row('test')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: 'Grade' })).toBeVisible();
  await expect(page.getByText('is sealed')).toBeVisible();
});

test('a new dataset begins with transcripts that are imported into it', async ({ page, address, home }) => {
  await page.goto(address);
  for (const place of ['Transcripts', 'Grade', 'Export'])
    await expect(page.getByRole('navigation').getByRole('link', { name: place })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  await goTo(page, 'Import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Add files/ }).click();
  await (await chooser).setFiles({
    name: 'mine.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(madeTranscripts(5)),
  });
  await page.getByRole('button', { name: 'Import 5 into a new dataset' }).click();
  const path = page.getByRole('dialog').getByRole('textbox');
  await path.fill(join(home, 'fresh.shrive'));
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('5 transcripts, 5 confessions added').last()).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: /^Transcripts 5/ })).toBeVisible();
  expect(JSON.parse(shrive(home, ['info', 'fresh.shrive', '--json'])).transcripts).toBe(5);
});
