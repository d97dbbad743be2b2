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
  // Comparisons are made of something else: another label would not help.
  await page.getByRole('radio', { name: /^Comparisons/ }).click();
  await expect(
    page.getByText(/^Nothing to export in this form yet\. It is made of comparisons/),
  ).toBeVisible();

  await page.getByRole('radio', { name: /^Labels/ }).click();
  await page.getByRole('radio', { name: /^JSON Lines/ }).click();
  const folder = join(home, 'given away');
  await page.getByRole('textbox', { name: 'Into the new folder' }).fill(' ');
  await expect(page.getByRole('button', { name: 'Export 8 rows' })).toBeDisabled();
  await expect(page.getByText('Name a folder first.')).toBeVisible();
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
  await expect(page.getByText('8 labels are of what too few judged').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Least number of graders' }).fill('1');

  // Another form starts from its own first trainer.
  await page.getByRole('radio', { name: /^Agreement/ }).click();
  await expect(page.getByRole('combobox', { name: 'For which trainer?' })).toHaveCount(0);
  await expect(example).toContainText('"item":');
  await page.getByRole('checkbox', { name: /^Graders by number/ }).click();
  await expect(example).toContainText('"grader": "grader-1"');
});

test('what the table shows is exported: its filter goes along, and can be changed there', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6, 7, 8]));
  await goTo(page, 'Transcripts');
  await page.getByRole('checkbox', { name: 'model-b' }).click();
  await page.getByRole('button', { name: 'Export these' }).click();
  await expect(page.getByRole('main', { name: 'Export' })).toBeVisible();
  const rows = page.getByRole('heading', { name: /rows? from/ });
  // Of the numbers 1 to 8 the models b are 1, 4 and 7.
  await expect(rows).toHaveText('3 rows from 3 labels');
  await expect(page.getByText('5 labels are of transcripts not chosen').first()).toBeVisible();
  await page.getByRole('button', { name: 'Filter, 1 set' }).click();
  await page.getByRole('checkbox', { name: 'model-c' }).click();
  await expect(rows).toHaveText('6 rows from 6 labels');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Transcripts with these words' }).fill('"number 7"');
  await expect(rows).toHaveText('1 row from 1 label');
  // Elsewhere and back: the form is as it was left.
  await goTo(page, 'Rubric');
  await goTo(page, 'Export');
  await expect(rows).toHaveText('1 row from 1 label');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(rows).toHaveText('8 rows from 8 labels');
});

test('a grader that is not chosen stays to be chosen, and labels go out one for each confession or all', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3]));
  await importLabels(workbench, madeLabels([2, 3, 4]), 'Other');
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: /Coordinator/ }).click();
  await goTo(page, 'Export');
  const rows = page.getByRole('heading', { name: /rows? from/ });
  await expect(rows).toHaveText('6 rows from 6 labels');
  await page.getByRole('radio', { name: /^One for each confession/ }).click();
  await expect(rows).toHaveText('4 rows from 4 labels');
  await expect(page.getByText('2 labels give way to the one that stands for their confession')).toHaveCount(
    2,
  );
  const other = page.getByRole('checkbox', { name: /^Other/ });
  await other.click();
  await expect(rows).toHaveText('3 rows from 3 labels');
  await expect(other).not.toBeChecked();
  await page.getByRole('radio', { name: /^Pointwise/ }).click();
  await other.click();
  await page.getByRole('radio', { name: /^Each grader/ }).click();
  await expect(rows).toHaveText('6 rows from 6 labels');
});
