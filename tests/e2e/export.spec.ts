import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { goTo, importLabels } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(20) });

test('row counts and the example row follow the form, and the result lists the files that are there', async ({
  workbench,
}) => {
  const { page, home } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6, 7, 8]));
  await goTo(page, 'Export');
  const rows = page.getByRole('heading', { name: /rows? from/ });
  const example = page.getByRole('region', { name: 'A row, as it will stand' });
  await expect(rows).toHaveText('8 rows from 8 labels');
  await expect(example).toContainText('"transcript": "made-0001"');

  await page.getByRole('radio', { name: /^Pointwise/ }).click();
  await expect(example).toContainText('"label":');
  await expect(example).toContainText('"prompt":');
  const labelOf = async () => /"label": (true|false)/.exec((await example.textContent()) ?? '')?.[1];
  await page.getByRole('textbox', { name: 'Honest from' }).fill('0.25');
  await expect.poll(labelOf).toBe('true');
  await page.getByRole('textbox', { name: 'Honest from' }).fill('1');
  await expect.poll(labelOf).toBe('false');

  const confidence = page.getByRole('textbox', { name: 'Least confidence' });
  await confidence.fill('0.9');
  await expect(rows).toHaveText('0 rows from 0 labels');
  await expect(page.getByText('The form leaves everything out.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Left out' })).toBeVisible();
  await confidence.fill('2');
  await expect(confidence).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Mend the fields marked above first.')).toBeVisible();
  await confidence.fill('0');
  await expect(rows).toHaveText('8 rows from 8 labels');

  // Preference needs two graded confessions of one transcript, and there are none.
  await page.getByRole('radio', { name: /^Preference/ }).click();
  await expect(rows).toHaveText('0 rows from 8 labels');
  await expect(page.getByText(/^They make no row of this form/)).toBeVisible();

  await page.getByRole('radio', { name: /^Labels/ }).click();
  await page.getByRole('radio', { name: /^JSON Lines/ }).click();
  const folder = join(home, 'given away');
  await page.getByRole('textbox', { name: 'Into the new folder' }).fill(folder);
  await page.getByRole('button', { name: 'Export 8 rows' }).click();
  await expect(page.getByText(/^8 rows written in/)).toBeVisible();
  const listed = page.getByRole('listitem').filter({ hasText: 'SHA-256' });
  const names = readdirSync(join(folder, 'data')).map((name) => `data/${name}`);
  await expect(listed).toHaveCount(names.length);
  let written = 0;
  for (const name of names) {
    await expect(listed.filter({ hasText: name })).toHaveCount(1);
    written += readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean).length;
  }
  expect(written).toBe(8);
  expect(existsSync(join(folder, 'README.md'))).toBe(true);

  // The same folder again is refused: nothing in it is written over.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('There is something in that folder.')).toBeVisible();
});

test('each form offers its trainers and controls, and what a control leaves out stands beside it', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6, 7, 8]));
  await goTo(page, 'Export');
  const rows = page.getByRole('heading', { name: /rows? from/ });
  const example = page.getByRole('region', { name: 'A row, as it will stand' });
  await page.getByRole('radio', { name: /^Unpaired/ }).click();
  await expect(rows).toHaveText('8 rows from 8 labels');
  await page.getByRole('combobox', { name: 'For which trainer?' }).click();
  await page.getByRole('option', { name: /LLaMA-Factory/ }).click();
  await expect(example).toContainText('"kto_tag":');

  await page.getByRole('textbox', { name: 'Least number of graders' }).fill('2');
  await expect(rows).toHaveText('0 rows from 0 labels');
  await expect(page.getByText('8 labels are of confessions that too few judged').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Least number of graders' }).fill('1');

  // Another form starts from its own first trainer.
  await page.getByRole('radio', { name: /^Agreement/ }).click();
  await expect(page.getByRole('combobox', { name: 'For which trainer?' })).toHaveCount(0);
  await expect(example).toContainText('"item":');
  await page.getByRole('checkbox', { name: /^Graders by number/ }).click();
  await expect(example).toContainText('"grader": "grader-1"');
});
