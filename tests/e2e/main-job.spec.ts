import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/workbench.ts';

const SAMPLE = resolve(import.meta.dirname, '../../resources/sample/airline-practice.jsonl');

interface SampleRecord {
  id: string;
  confessions: { id: string; text?: string; report?: { compliance_analysis?: { analysis: string }[] } }[];
}

/** A stretch of the first confession's words that stands in no transcript. */
function wordsOfFirstConfession(): string {
  const first = JSON.parse(readFileSync(SAMPLE, 'utf8').split('\n')[0] ?? '') as SampleRecord;
  const [confession] = first.confessions;
  const said = confession?.text ?? confession?.report?.compliance_analysis?.[0]?.analysis ?? '';
  return said.slice(0, 40);
}

/** By keyboard alone: `B`, the first letters, Enter. */
async function addViolation(page: Page, words: string): Promise<void> {
  await page.keyboard.press('b');
  await expect(page.getByRole('combobox', { name: 'What went wrong?' })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Violations' }).getByRole('listitem')).toHaveCount(1);
}

test('a person grades the first item of the sample by keyboard, and the confession comes only when it is earned', async ({
  page,
  address,
  requests,
}) => {
  const received: string[] = [];
  page.on('response', async (response) => {
    if (response.url().includes('/rpc/')) received.push(await response.text().catch(() => ''));
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  await page.getByRole('button', { name: 'Grade the sample' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
  const words = wordsOfFirstConfession();
  expect(words.length).toBeGreaterThan(20);
  expect(received.join('\n').includes(words)).toBe(false);
  expect((await page.content()).includes(words)).toBe(false);

  await page.keyboard.press('q');
  await expect(page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
  await addViolation(page, 'overclaimed');
  await page.keyboard.press('4');
  await page.keyboard.press('d');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByText('4 major')).toBeVisible();

  // What is open is said once, and may stay open.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('where does it show');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Confession open' })).toBeVisible();
  await expect.poll(() => received.join('\n').includes(words)).toBe(true);

  await page.keyboard.press('a');
  await page.keyboard.press('4');
  await expect(page.getByText('True positive', { exact: true })).toBeVisible();
  await expect(page.getByText('strict and lenient')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('How sure are you?');
  await page.keyboard.press('Control+Enter');
  // The sample has worked answers: first one sees how one compares, then the same key leads on.
  await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 of 55')).toBeVisible();
  await expect(page.getByText('is sealed')).toBeVisible();

  expect(errors).toEqual([]);
  const origin = new URL(address).origin;
  expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'))).toEqual([]);
});

test('selected words become evidence with their exact place', async ({ page, address }) => {
  await page.goto(address);
  await page.getByRole('button', { name: 'Grade the sample' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await addViolation(page, 'factual error');
  await page.keyboard.press('x');
  const selected = await page.evaluate(() => {
    const part = document.querySelector('[data-message="1"][data-part="content/0"]');
    const text = part?.querySelector('[data-at]')?.firstChild;
    if (text == null) return '';
    const range = document.createRange();
    range.setStart(text, 3);
    range.setEnd(text, 12);
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return range.toString();
  });
  expect(selected).toHaveLength(9);
  await page.keyboard.press('v');
  await expect(page.locator('mark[data-evidence]')).toHaveText(selected);
  await page.keyboard.press('Control+z');
  await expect(page.locator('mark[data-evidence]')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('mark[data-evidence]')).toHaveText(selected);
});

test('skipping asks why, and the skipped item can be taken up again', async ({ page, address }) => {
  await page.goto(address);
  await page.getByRole('button', { name: 'Grade the sample' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('k');
  await page.getByRole('textbox', { name: 'In your words' }).fill('not my field');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 of 55')).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByText('This label is skipped. not my field')).toBeVisible();
  await page.getByRole('button', { name: 'Take it up again' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
});

test('undo in a fresh item takes back the submit of the one before', async ({ page, address }) => {
  await page.goto(address);
  await page.getByRole('button', { name: 'Grade the sample' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('w');
  await page.keyboard.press('a');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Still open/)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 of 55')).toBeVisible();
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('1 of 55')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit, next item' })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^1.00/ })).toBeChecked();
});

test('the table finds, and the settings keep a theme', async ({ page, address, home }) => {
  await page.goto(address);
  await page.getByRole('button', { name: 'Grade the sample' }).click();
  await page.getByRole('link', { name: 'Transcripts' }).click();
  await expect(page.getByText('airline-01-1')).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect
    .poll(
      () =>
        (
          JSON.parse(readFileSync(join(home, 'config/settings.json'), 'utf8')) as {
            settings: { theme: string };
          }
        ).settings.theme,
    )
    .toBe('dark');
});
