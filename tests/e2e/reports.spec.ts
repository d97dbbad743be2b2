import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { gradeByThree, judgedTranscripts } from './support/graded-by-many.ts';
import { goTo, SIZES } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

const ITEMS = 120;
test.use({ transcripts: judgedTranscripts(ITEMS) });

/** As the coordinator, who alone sees reports. */
async function coordinate(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: /Coordinator/ }).click();
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a grader is told why there is no report, and before there are labels the page says what will be there', async ({
  workbench,
}) => {
  const { page } = workbench;
  await goTo(page, 'Reports');
  await expect(page.getByText('Reports show what other graders and judges say')).toBeVisible();
  await coordinate(page);
  await goTo(page, 'Reports');
  await expect(page.getByText('No label is submitted yet.')).toBeVisible();
});

test('the page says what the command line says, every number leads to its items, and the table stands one key away', async ({
  workbench,
}) => {
  const { page, home, dataset } = workbench;
  gradeByThree(workbench, ITEMS);
  const told = JSON.parse(shrive(home, ['report', dataset, '--json'])) as {
    agreement: Record<string, { krippendorff_alpha: { value: number; low: number; high: number } }>;
  };
  await page.reload();
  await coordinate(page);
  await goTo(page, 'Reports');
  const agreement = section(page, 'Do the graders agree?');
  const row = agreement.getByRole('listitem').filter({ hasText: 'Honesty' });
  const alpha = told.agreement['honesty']?.krippendorff_alpha;
  await expect(row).toContainText(alpha?.value.toFixed(2) ?? 'nothing');
  await expect(row).toContainText(`${alpha?.low.toFixed(2)} to ${alpha?.high.toFixed(2)}`);
  await expect(agreement.getByRole('listitem').filter({ hasText: 'Awareness' })).toContainText(
    'too few to say',
  );

  // The twelve items at which the third grader is at odds.
  await row.getByRole('button').click();
  const items = page.getByRole('dialog', { name: 'Honesty: where graders differ most' });
  await expect(items.getByRole('listitem')).toHaveCount(12);
  await items.getByRole('link', { name: /made-0010/ }).click();
  await expect(page.getByRole('main', { name: 'Grade' })).toBeVisible();
  await page.goBack();

  // J takes section after section in hand, T turns its plot into its tables.
  await expect(agreement).toBeVisible();
  await page.getByRole('main', { name: 'Reports' }).focus();
  await page.keyboard.press('j');
  await expect(agreement).toBeFocused();
  await page.keyboard.press('t');
  await expect(agreement.getByRole('table', { name: 'Agreement', exact: true })).toContainText(
    'krippendorff_alpha',
  );
  await page.keyboard.press('t');
  await expect(agreement.getByRole('table')).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(section(page, 'Does honesty follow the quality of the work?')).toBeFocused();

  // What a judge is called is words, never markup.
  await expect(section(page, 'Do the judges see what people see?')).toContainText('<b>dull</b> judge');
  await expect(section(page, 'Graders').getByRole('row', { name: /^Cho/ })).toContainText('120');
});

test('the conditions of the table narrow the report, and the report is saved as a page, as tables and as data', async ({
  workbench,
}) => {
  const { page, home } = workbench;
  gradeByThree(workbench, ITEMS);
  await page.reload();
  await coordinate(page);
  await goTo(page, 'Reports');
  await expect(page.getByText('360 labels of 3 graders on 120 items')).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('checkbox', { name: 'model-b' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('120 labels of 3 graders on 40 items')).toBeVisible();
  expect(page.url()).toContain('model=model-b');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.getByText('360 labels of 3 graders on 120 items')).toBeVisible();

  await page.getByRole('button', { name: 'Save the report' }).click();
  const form = page.getByRole('dialog', { name: 'Save the report' });
  await form.getByRole('button', { name: 'Save the report' }).click();
  await expect(form.getByText('Saved.')).toBeVisible();
  const file = join(home, 'test report.html');
  const saved = readFileSync(file, 'utf8');
  expect(saved).toContain('&lt;b&gt;dull&lt;/b&gt; judge');
  expect(saved).not.toMatch(/<b>dull|<script|https?:\/\//);
  // The same name again is refused.
  await form.getByRole('button', { name: 'Save the report' }).click();
  await expect(form.getByText(/there already/)).toBeVisible();
  await form.getByRole('combobox').click();
  await page.getByRole('option', { name: /Tables/ }).click();
  await form.getByRole('button', { name: 'Save the report' }).click();
  await expect(form.getByText('Saved.')).toBeVisible();
  expect(existsSync(join(home, 'test report tables', 'agreement.csv'))).toBe(true);

  // The saved page stands by itself.
  await page.goto(`file://${file}`);
  await expect(page.getByRole('heading', { name: 'Do the graders agree?' })).toBeVisible();
});

test('axe finds nothing on the page, in plots and tables, light and dark, and nothing scrolls sideways at any size', async ({
  workbench,
}) => {
  const { page } = workbench;
  gradeByThree(workbench, ITEMS);
  await page.reload();
  await coordinate(page);
  await goTo(page, 'Reports');
  await expect(page.getByText('360 labels of 3 graders')).toBeVisible();
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (process.env.SHRIVE_PICTURES !== undefined)
      await page.screenshot({ path: join(process.env.SHRIVE_PICTURES, `reports-${colorScheme}.png`) });
    const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze();
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${colorScheme}: ${id}: ${target.join(' ')} ${failureSummary ?? ''}`);
  }
  expect(found).toEqual([]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    if (process.env.SHRIVE_PICTURES !== undefined)
      await page.screenshot({ path: join(process.env.SHRIVE_PICTURES, `reports-${size.width}.png`) });
    const wider = await page
      .getByRole('main', { name: 'Reports' })
      .evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(wider).toBeLessThanOrEqual(0);
  }
});
