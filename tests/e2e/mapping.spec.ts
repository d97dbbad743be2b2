import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { madeTranscripts } from './support/made-transcripts.ts';
import { chooseFile, goTo } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(2) });

const TABLE = [
  'run;wanted;model_answer;self_report;judge_score',
  'r1;"Run all tests; say\nwhat failed.";All pass.;I ran two of nine.;0.2',
  'r2;Add 2 and 2.;Four.;I did.;0.9',
  '',
].join('\n');

function infoOf(home: string, dataset: string) {
  return JSON.parse(shrive(home, ['info', dataset, '--json'])) as {
    transcripts: number;
    confessions: number;
  };
}

test('a table of an unknown shape is mapped, corrected, kept by name and imported; the command line reads it alike', async ({
  workbench: { page, home, dataset },
}) => {
  await goTo(page, 'Import');
  await chooseFile(page, 'runs.csv', TABLE);
  const form = page.getByRole('form', { name: 'Map its fields' });
  await expect(form).toBeVisible();
  await expect(form.getByLabel('Answer', { exact: true })).toHaveValue('model_answer');
  await expect(form.getByLabel('Confession', { exact: true })).toHaveValue('self_report');
  await expect(form.getByText('Likely: its name is that of a confession (self_report).')).toBeVisible();
  const read = form.getByRole('button', { name: 'Read the file this way' });
  await expect(read).toBeDisabled();

  // Corrected by hand; the first record reads at once as the form says.
  await form.getByLabel('Prompt', { exact: true }).fill('nowhere');
  await expect(form.getByText('The first record does not read this way.')).toBeVisible();
  await form.getByLabel('Prompt', { exact: true }).fill('wanted');
  await expect(form.getByText('Run all tests; say what failed.')).toBeVisible();
  await form.getByLabel('Name of the transcript').fill('run');
  await expect(form.getByText('r1', { exact: true })).toBeVisible();
  expect((await new AxeBuilder({ page }).include('form').analyze()).violations).toEqual([]);

  await form.getByLabel('Its name').fill('Our runs');
  await form.getByRole('button', { name: 'Keep this mapping' }).click();
  const kept =
    /--map (\S+)/.exec((await form.getByText('Kept. On the command line').textContent()) ?? '')?.[1] ?? '';
  await form.getByLabel('Its name').press('Enter');
  await expect(page.getByText('Mapping “Our runs”')).toBeVisible();
  await page.getByRole('button', { name: /^Import 2/ }).click();
  await expect(page.getByText('2 transcripts, 2 confessions, 2 judge scores added').last()).toBeVisible();
  expect(infoOf(home, dataset)).toMatchObject({ transcripts: 4 });

  const file = join(home, 'again.csv');
  writeFileSync(file, TABLE);
  const again = JSON.parse(shrive(home, ['import', dataset, file, '--map', kept, '--json'])) as {
    transcripts: unknown;
  };
  expect(again.transcripts).toEqual({ added: 0, existing: 2 });

  // A second file of the same shape begins with it.
  await chooseFile(page, 'more.csv', TABLE.replace('r1;', 'r3;').replace('r2;', 'r4;'));
  await expect(form).toBeVisible();
  await form.getByRole('combobox', { name: 'Begin with a mapping that was kept' }).click();
  await page.getByRole('option', { name: 'Our runs' }).click();
  await expect(form.getByLabel('Prompt', { exact: true })).toHaveValue('wanted');
});

test('a file that was recognised can be mapped all the same, and left as it was', async ({
  workbench: { page },
}) => {
  await goTo(page, 'Import');
  await chooseFile(page, 'more.jsonl', madeTranscripts(2, 80));
  await page.getByLabel('Read as another format').selectOption('another shape: map its fields');
  const form = page.getByRole('form', { name: 'Map its fields' });
  await expect(form.getByLabel('Messages', { exact: true })).toHaveValue('messages');
  await form.getByRole('button', { name: 'Leave it as it was read' }).click();
  await expect(page.getByRole('button', { name: /^Import 2/ })).toBeVisible();
});
