import type { Page } from '@playwright/test';
import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { chooseFile, goTo, importLabels, type PlaceName, SIZES } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(60) });

const PLACES: readonly PlaceName[] = [
  'Datasets',
  'Transcripts',
  'Grade',
  'What I did',
  'Rubric',
  'Compare',
  'Team',
  'Adjudicate',
  'Import',
  'Export',
  'Settings',
  'Help',
];

/** How far the window can be scrolled sideways, or any of its panes but code and tables. */
async function sideways(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      const { overflowX } = getComputedStyle(element);
      const isWindow = element === document.documentElement || element === document.body;
      const canScroll = isWindow || overflowX === 'auto' || overflowX === 'scroll';
      if (!canScroll || element.closest('pre, code, table, [role="grid"], [role="table"], .monaco-editor'))
        continue;
      const by = element.scrollWidth - element.clientWidth;
      if (by > 1) found.push(`${element.tagName} ${element.className} by ${by} px`);
    }
    return found;
  });
}

for (const size of SIZES) {
  test(`at ${size.width} × ${size.height} nothing scrolls sideways, on any page`, async ({ workbench }) => {
    const { page } = workbench;
    await page.setViewportSize(size);
    await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6]));
    const found: string[] = [];
    for (const place of PLACES) {
      await goTo(page, place);
      await page.waitForLoadState('networkidle');
      found.push(...(await sideways(page)).map((what) => `${place}: ${what}`));
    }
    await goTo(page, 'Rubric');
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('menuitem', { name: /^Choice/ }).click();
    await expect(page.getByRole('textbox', { name: 'Question' })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: /^Save as/ })).toBeInViewport({ ratio: 1 });
    found.push(...(await sideways(page)).map((what) => `Rubric, a question: ${what}`));
    await goTo(page, 'Import');
    await chooseFile(page, 'one.jsonl', `${madeTranscripts(1, 200)}{"id": "broken", "messages": 5}\n`);
    // The act of the page is in sight without scrolling.
    await expect(page.getByRole('button', { name: 'Import 1, leave out 1' })).toBeInViewport({ ratio: 1 });
    found.push(...(await sideways(page)).map((what) => `Import, preview: ${what}`));
    await goTo(page, 'Export');
    await expect(page.getByRole('button', { name: 'Export 6 rows' })).toBeInViewport({ ratio: 1 });
    await goTo(page, 'Transcripts');
    await page.getByRole('searchbox').fill('refund');
    await expect(page.locator('mark').first()).toBeInViewport({ ratio: 1 });
    const grid = page.getByRole('grid', { name: 'Transcripts' });
    expect(await grid.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(found).toEqual([]);
  });
}

test('the navigation has words at 1440 and icons with names at 1280', async ({ workbench: { page } }) => {
  const navigation = page.getByRole('navigation', { name: 'Places' });
  const width = async () => (await navigation.boundingBox())?.width;
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await width()).toBe(184);
  await page.setViewportSize({ width: 1280, height: 720 });
  expect(await width()).toBe(48);
  for (const place of PLACES) await expect(navigation.getByRole('link', { name: place })).toBeVisible();
});

test('at 720 × 450 there is one pane at a time, under its name, and the filters are a menu', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3]));
  await page.setViewportSize({ width: 720, height: 450 });
  await goTo(page, 'Export');
  await expect(page.getByText('What shall it be?')).toBeVisible();
  await expect(page.getByText('A row, as it will stand')).toHaveCount(0);
  await page.getByRole('tab', { name: 'What and how' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('A row, as it will stand')).toBeVisible();
  await expect(page.getByText('What shall it be?')).toHaveCount(0);

  await goTo(page, 'Import');
  await chooseFile(page, 'one.jsonl', madeTranscripts(1, 200));
  await expect(page.getByRole('heading', { name: 'one.jsonl' })).toBeVisible();
  await page.getByRole('tab', { name: 'Files 1' }).click();
  await expect(page.getByRole('heading', { name: 'one.jsonl' })).toHaveCount(0);
  await page.getByRole('button', { name: /^one.jsonl/ }).click();
  await expect(page.getByRole('heading', { name: 'one.jsonl' })).toBeVisible();

  await goTo(page, 'Transcripts');
  await expect(page.getByRole('complementary', { name: 'Filters' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('checkbox', { name: /^submitted/ }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Filter, 1 set' })).toBeVisible();
  await expect(page.getByText('3 of 60 transcripts')).toBeVisible();
});
