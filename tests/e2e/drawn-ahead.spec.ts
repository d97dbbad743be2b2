import type { Page } from '@playwright/test';
import { madeTranscripts } from './support/made-transcripts.ts';
import { goTo } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(4) });

declare global {
  interface Window {
    /** Every article that was made, in a document or not. */
    articles: HTMLElement[];
  }
}

/** Where the second message of a transcript was drawn: in the document, or in none; more than once where React began anew. */
const drawn = (page: Page, number: number) =>
  page.evaluate(
    (words) =>
      window.articles
        .filter((article) => article.textContent.includes(words))
        .map((article) => article.isConnected),
    `number ${number}`,
  );

/** Waits until the second transcript is drawn, and nowhere in the page. */
async function drawnAhead(page: Page): Promise<void> {
  await expect.poll(() => drawn(page, 1)).toContain(false);
  expect(await drawn(page, 1)).not.toContain(true);
}

async function openFirst(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.articles = [];
    const { createElement } = Document.prototype;
    Document.prototype.createElement = function (this: Document, ...given: [name: string]) {
      const element: HTMLElement = Reflect.apply(createElement, this, given);
      if (element.localName === 'article') window.articles.push(element);
      return element;
    } as typeof createElement;
  });
  await page.reload();
  await goTo(page, 'Grade');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 0');
}

test('the next item is drawn before it is asked for, in no document, and is put into the page by the key', async ({
  workbench: { page },
}) => {
  await openFirst(page);
  await drawnAhead(page);
  // Nothing finds it: neither its text nor its form nor its place in the bars.
  await expect(page.locator('[data-transcript]')).toHaveCount(1);
  await expect(page.locator('h1')).toHaveCount(1);
  await expect(page.getByText('number 1')).toHaveCount(0);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 1');
  expect(await drawn(page, 1)).toContain(true);
  await expect(page.locator('[data-transcript]')).toHaveCount(1);
  await expect(page.locator('h1')).toHaveCount(1);
  await expect(page.getByRole('button', { name: '2 of 4. The queue' })).toBeVisible();
});

test('keys answer the item in hand alone, not the one drawn ahead', async ({ workbench: { page } }) => {
  await openFirst(page);
  await drawnAhead(page);
  await page.keyboard.press('w');
  await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 1');
  await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).not.toBeChecked();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 0');
  await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked();
});

test('what another window did to an item after it was drawn ahead is seen on coming to it', async ({
  workbench: { page },
  context,
}) => {
  await openFirst(page);
  await drawnAhead(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('article', { name: 'Message 2' })).toContainText('number 0');
  await other.keyboard.press('Alt+ArrowRight');
  await expect(other.getByRole('article', { name: 'Message 2' })).toContainText('number 1');
  await other.keyboard.press('q');
  await expect(other.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.bringToFront();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 1');
  await expect(page.getByRole('radio', { name: 'Yes', exact: true }).first()).toBeChecked();
});
