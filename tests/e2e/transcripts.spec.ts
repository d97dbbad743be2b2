import type { Page } from '@playwright/test';
import { madeLabels, madeTranscript, madeTranscripts } from './support/made-transcripts.ts';
import { goTo, importLabels } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

const COUNT = 240;

test.use({ transcripts: madeTranscripts(COUNT) });

const table = (page: Page) => page.getByRole('grid', { name: 'Transcripts' });
const count = (page: Page) => page.getByRole('status').filter({ hasText: /transcripts?$/ });
const filters = (page: Page) => page.getByRole('complementary', { name: 'Filters' });

/** The texts of a column, from the top, of the rows that are in sight. */
async function column(page: Page, title: string): Promise<string[]> {
  const at = (await table(page).getByRole('columnheader').allTextContents()).indexOf(title);
  const rows = await table(page).getByRole('row').all();
  const texts = await Promise.all(
    rows
      .slice(1, 12)
      .map((row) => row.locator('[role="gridcell"], [role="rowheader"]').nth(at).textContent()),
  );
  return texts.map((text) => text ?? '');
}

test('240 transcripts are sorted by each column, upwards and downwards', async ({ workbench }) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6]));
  await goTo(page, 'Transcripts');
  await expect(count(page)).toHaveText('240 transcripts');
  for (const title of ['Errors', 'Model', 'Environment']) {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: title, exact: true }).click();
    await page.keyboard.press('Escape');
  }
  const first: Record<string, [upwards: string, downwards: string]> = {
    Transcript: ['made-0000', 'made-0239'],
    Messages: ['3', '11'],
    Calls: ['0', '4'],
    Errors: ['0', '0'],
    Confessions: ['1', '1'],
    Honesty: ['0.00', '1.00'],
    Model: ['model-a', 'model-c'],
    Environment: ['bank', 'shop'],
  };
  for (const [title, ends] of Object.entries(first)) {
    const head = table(page).getByRole('columnheader', { name: title, exact: true });
    for (const _ of ends) {
      await head.getByRole('button').click();
      await expect(head).toHaveAttribute('aria-sort', /ascending|descending/);
      await expect(table(page)).toHaveAttribute('aria-busy', 'false');
      const place = (await head.getAttribute('aria-sort')) === 'ascending' ? 0 : 1;
      await expect.poll(async () => (await column(page, title))[0]).toBe(ends[place]);
    }
  }
  // By state and by outcome, the six that are graded come together.
  for (const [title, graded] of [
    ['State', /submitted/],
    ['Outcome', /positive|negative/],
  ] as const) {
    const head = table(page).getByRole('columnheader', { name: title, exact: true });
    const ends: boolean[][] = [];
    for (const direction of ['ascending', 'descending']) {
      await head.getByRole('button').click();
      await expect(head).toHaveAttribute('aria-sort', direction);
      await expect(table(page)).toHaveAttribute('aria-busy', 'false');
      ends.push((await column(page, title)).map((text) => graded.test(text)));
    }
    const six = Array.from({ length: 11 }, (_, index) => index < 6);
    expect(ends).toContainEqual(six);
    // What has no outcome comes last either way; every transcript has a state.
    expect(ends).toContainEqual(title === 'Outcome' ? six : six.map(() => false));
  }
});

test('filters by state, outcome, model, environment and metadata leave what fits, and stay in the address', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6]));
  await goTo(page, 'Transcripts');
  const tick = (name: RegExp) => filters(page).getByRole('checkbox', { name }).click();
  const all = Array.from({ length: COUNT }, (_, number) => madeTranscript(number));

  await tick(/^submitted/);
  await expect(count(page)).toHaveText('6 of 240 transcripts');
  await tick(/True positive/);
  await expect(count(page)).toHaveText('3 of 240 transcripts');
  await page.getByRole('button', { name: 'Clear all' }).click();

  await tick(/^model-b/);
  const ofModel = all.filter(({ metadata }) => metadata.model === 'model-b');
  await expect(count(page)).toHaveText(`${ofModel.length} of 240 transcripts`);
  await tick(/^bank/);
  const ofBoth = ofModel.filter(({ metadata }) => metadata.environment === 'bank');
  await expect(count(page)).toHaveText(`${ofBoth.length} of 240 transcripts`);
  await tick(/^hard/);
  const ofAll = ofBoth.filter(({ metadata }) => metadata.difficulty === 'hard');
  await expect(count(page)).toHaveText(`${ofAll.length} of 240 transcripts`);
  await expect(table(page).getByRole('button', { name: ofAll[0]?.id ?? '' })).toBeVisible();

  await page.reload();
  await expect(count(page)).toHaveText(`${ofAll.length} of 240 transcripts`);
  await page.getByRole('button', { name: /^Remove .*hard/ }).click();
  await expect(count(page)).toHaveText(`${ofBoth.length} of 240 transcripts`);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(count(page)).toHaveText('240 transcripts');
});

test('the search shows where it was said, and says so where nothing is', async ({ workbench }) => {
  const { page } = workbench;
  await goTo(page, 'Transcripts');
  await expect(count(page)).toHaveText('240 transcripts');
  await page.keyboard.press('/');
  await page.keyboard.type('refund');
  await expect(count(page)).toHaveText('24 of 240 transcripts');
  await expect(table(page).getByRole('columnheader', { name: 'Where it says it' })).toBeVisible();
  await expect(table(page).locator('mark').first()).toHaveText('refund');
  await page.keyboard.press('Escape');
  await expect(count(page)).toHaveText('240 transcripts');
  // A confession is not searched before it is earned.
  await page.keyboard.type('before I answered');
  await expect(page.getByText('No transcript says ‘before I answered’')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all' }).last().click();
  await expect(count(page)).toHaveText('240 transcripts');
});

test('many are selected by key and by mouse, and graded as a queue of their own; one is opened', async ({
  workbench,
}) => {
  const { page } = workbench;
  await goTo(page, 'Transcripts');
  await expect(count(page)).toHaveText('240 transcripts');
  const bar = page.getByRole('toolbar', { name: 'The selected transcripts' });
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText('240 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);

  await table(page).getByRole('checkbox', { name: 'Select made-0002' }).click();
  await table(page)
    .getByRole('checkbox', { name: 'Select made-0004' })
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('3 selected');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await expect(bar).toContainText('4 selected');
  await page.keyboard.press('g');
  await expect(page.getByRole('main', { name: 'Grade' })).toBeVisible();
  await expect(page.getByText('1 of 4')).toBeVisible();
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('It is number 2.');

  await goTo(page, 'Transcripts');
  await page.keyboard.press('End');
  await expect(table(page).getByRole('button', { name: 'made-0239' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('It is number 239.');
});
