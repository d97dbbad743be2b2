import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addViolation, openGrading, select } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function problemsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, target }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`),
  );
}

for (const theme of ['light', 'dark'] as const) {
  test(`grading has no accessibility problem that axe can find, ${theme}`, async ({
    workbench: { page },
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await openGrading(page);
    await page.keyboard.press('q');
    await select(page, { message: 2, part: 'content/0', from: 3, to: 20 });
    await addViolation(page, 'factual error');
    await page.keyboard.press('4');
    await page.keyboard.press('d');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('reservation');
    await expect(page.getByRole('status').filter({ hasText: /^1 of \d+$/ })).toBeVisible();
    expect(await problemsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
    expect(await problemsOf(page)).toEqual([]);
  });
}

const SIZES = [
  [1440, 900],
  [1280, 720],
  [960, 540],
  [720, 450],
] as const;

test('nothing scrolls sideways, and the act of the stage stays in view, at every size', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await expect(page.getByRole('button', { name: 'Commit and open the confession' })).toBeInViewport({
      ratio: 1,
    });
    const wide = await page.evaluate(() => {
      const scroller = document.querySelector('[data-transcript]');
      return [document.documentElement, scroller].filter(
        (each) => each !== null && each.scrollWidth > each.clientWidth,
      ).length;
    });
    expect(wide).toBe(0);
  }
});

test('where one pane shows at a time, each can be had by tab and key, and outcome and Submit stay in view', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.keyboard.press('w');
  await page.keyboard.press('a');
  await page.setViewportSize({ width: 720, height: 450 });
  await page.keyboard.press('Control+Enter');
  const confession = page.getByRole('region', { name: 'Confession' });
  const transcript = page.getByRole('region', { name: 'Transcript' });
  const submit = page.getByRole('button', { name: 'Submit, next item' });
  await expect(confession).toBeVisible();
  await expect(transcript).toBeHidden();
  await expect(submit).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'transcript', exact: true }).click();
  await expect(transcript).toBeVisible();
  await expect(confession).toBeHidden();
  await expect(submit).toBeInViewport({ ratio: 1 });
  await select(page, { message: 1, part: 'content/0', from: 0, to: 5 });
  await expect(page.getByRole('toolbar', { name: 'The selection' })).toBeVisible();
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('group', { name: 'Questions' })).toBeVisible();
  await expect(submit).toBeInViewport({ ratio: 1 });
});
