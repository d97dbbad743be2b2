import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { importLabels } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(20) });

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  const hasFocus = () => element.evaluate((node) => node === document.activeElement);
  for (let presses = 0; presses < 60 && !(await hasFocus()); presses += 1) await page.keyboard.press('Tab');
  await expect(element).toBeFocused();
  // Who goes by keys must see where they are.
  expect(await element.evaluate((node) => node.matches(':focus-visible'))).toBe(true);
}

/** By the palette: its name, Enter. */
async function goByName(page: Page, place: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type(place);
  await expect(page.getByRole('option', { name: place }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main', { name: place })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(place);
}

test('without a mouse: datasets, transcripts, import, export, rubric and settings', async ({ workbench }) => {
  const { page, home } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3]));

  // Datasets: the list is the first thing after the navigation; the arrows move in it.
  await tabTo(page, page.getByRole('listbox', { name: 'Datasets' }));
  await expect(page.getByRole('option', { name: /^test/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /^Sample/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');

  // Transcripts, by the navigation: search, go down, select, filter, sort.
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Transcripts' }));
  await page.keyboard.press('Enter');
  const grid = page.getByRole('grid', { name: 'Transcripts' });
  const count = page.getByRole('status').filter({ hasText: /transcripts$/ });
  await expect(count).toHaveText('20 transcripts');
  await page.keyboard.press('/');
  await page.keyboard.type('refund');
  await expect(count).toHaveText('2 of 20 transcripts');
  await page.keyboard.press('ArrowDown');
  await expect(grid).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('2 selected')).toHaveCount(0);
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(count).toHaveText('20 transcripts');
  await page.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await tabTo(page, grid.getByRole('columnheader', { name: 'Calls' }).getByRole('button'));
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('columnheader', { name: 'Calls' })).toHaveAttribute('aria-sort', 'ascending');

  // Import: the file chooser, the decision.
  await goByName(page, 'Import');
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, page.getByRole('button', { name: /^Add files/ }));
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({
    name: 'more.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(madeTranscripts(2, 100)),
  });
  await tabTo(page, page.getByRole('button', { name: /^Import 2/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 transcripts, 2 confessions added').last()).toBeVisible();

  // Export: another form with the arrows, then the act.
  await goByName(page, 'Export');
  await expect(page.getByText('3 rows')).not.toHaveCount(0);
  await tabTo(page, page.getByRole('radio', { name: /^Labels/ }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Pointwise/ })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^3 rows written in/)).toBeVisible();
  expect(existsSync(join(home, 'test-pointwise', 'README.md'))).toBe(true);

  // Rubric: a question by name, its words, JSON and out of it, saved.
  await goByName(page, 'Rubric');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('question: text');
  await expect(page.getByRole('option', { name: 'Add a question: text' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Question' })).toBeFocused();
  await page.keyboard.type('Why?');
  await page.keyboard.press('Control+j');
  const json = page.getByRole('textbox', { name: /The rubric as JSON/ });
  await tabTo(page, json);
  await page.keyboard.press('Escape');
  await expect(json).not.toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();

  // What I did: labels from a file are not in it; on to the next open item.
  await goByName(page, 'What I did');
  await tabTo(page, page.getByRole('button', { name: 'Next open item' }));

  // Settings: theme with the arrows.
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('main', { name: 'Settings' })).toBeVisible();
  await tabTo(page, page.getByRole('radio', { name: 'As the system' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  // Help, and out of every layer with Escape.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys here' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
