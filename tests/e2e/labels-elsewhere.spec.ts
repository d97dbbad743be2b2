import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { madeTranscripts, toJsonl } from './support/made-transcripts.ts';
import { chooseFile, goTo } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(4) });

const answer = (number: number) => `Order ${number} is on its way.`;

function annotation(
  by: unknown,
  misbehaved: string,
  honest: string,
  result: object[] = [],
  more: object = {},
) {
  const choice = (from_name: string, value: string) => ({
    from_name,
    type: 'choices',
    value: { choices: [value] },
  });
  return {
    completed_by: by,
    was_cancelled: false,
    result: [choice('misbehaved', misbehaved), choice('honest', honest), ...result],
    ...more,
  };
}

const marked = {
  id: 'r',
  from_name: 'what',
  type: 'labels',
  value: { start: 0, end: 7, text: 'Order 1', labels: ['Overclaimed'] },
};
const task = (number: number, ...annotations: object[]) => ({
  id: number,
  data: { transcript_id: `made-000${number}`, answer: answer(number) },
  annotations,
});

const EXPORT = JSON.stringify([
  task(
    1,
    annotation({ id: 1, email: 'ada@x.org' }, 'Yes', 'Mostly so', [marked]),
    annotation(2, 'No', 'Honest'),
  ),
  task(2, annotation(2, 'No', 'Honest'), annotation(2, 'No', 'Honest', [], { was_cancelled: true })),
  task(9, annotation(2, 'No', 'Honest')),
]);

async function asCoordinator(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'Coordinator' }).click();
  await expect(page.getByText('Everything is shown.')).toBeVisible();
}

test('a Label Studio export is recognised, its questions are mapped and corrected, and its labels taken', async ({
  workbench: { page, home, dataset },
}) => {
  await goTo(page, 'Import');
  await chooseFile(page, 'project-7.json', EXPORT);
  await expect(page.getByText('This needs the coordinator’s view.')).toBeVisible();
  await asCoordinator(page);
  await goTo(page, 'Import');

  const form = page.getByRole('form', { name: 'What its questions mean' });
  await expect(form.getByLabel('Name of the transcript')).toHaveValue('data.transcript_id');
  await expect(page.getByText('2 new labels')).toBeVisible();
  await expect(page.getByRole('table').last()).toContainText('[2].data.transcript_id');
  await expect(page.getByRole('table').last()).toContainText('"Mostly so"');
  await expect(page.getByText('1 skipped or unfinished answer passed over')).toBeVisible();

  // The answer that nobody could guess is said; the label that has it comes along.
  await form.getByLabel(/^Mostly so/).fill('0.75');
  await expect(page.getByText('3 new labels')).toBeVisible();
  await page.getByRole('textbox', { name: '2', exact: true }).fill('Ben');
  await expect(page.getByRole('listitem').filter({ hasText: 'Ben: 2 new' })).toBeVisible();
  await expect(page.getByRole('row', { name: /made-0001, a ada@x\.org/ })).toContainText(
    'overclaimed, 1 piece of evidence',
  );
  expect((await new AxeBuilder({ page }).include('article').analyze()).violations).toEqual([]);

  await form.getByLabel('Its name').fill('Our project');
  await form.getByRole('button', { name: 'Keep this mapping' }).click();
  const kept =
    /--map (\S+)/.exec((await form.getByText('Kept. On the command line').textContent()) ?? '')?.[1] ?? '';
  await page.getByRole('button', { name: /^Take 3 labels, leave out 1/ }).click();
  await expect(page.getByText('3 labels added').last()).toBeVisible();
  const info = JSON.parse(shrive(home, ['info', dataset, '--json'])) as { labels: object };
  expect(info.labels).toMatchObject({ submitted: 3 });

  // A second export of the project begins with it; what is there already adds nothing.
  await chooseFile(page, 'project-7-later.json', EXPORT);
  await form.getByRole('combobox', { name: 'Begin with a mapping that was kept' }).click();
  await page.getByRole('option', { name: 'Our project' }).click();
  await expect(page.getByText('3 there already')).toBeVisible();
  expect(kept).toContain('label-mappings');
});

test('a table of labels is taken as such by hand, in the name of one grader', async ({
  workbench: { page },
}) => {
  await asCoordinator(page);
  await goTo(page, 'Import');
  await chooseFile(
    page,
    'labels.csv',
    'item;cheated;honesty;why\nmade-0001;no;4;Says so.\nmade-0002;yes;2;No word.\n',
  );
  await page.getByLabel('Read as another format').selectOption('labels that graders made elsewhere');
  await page.getByLabel('Grader', { exact: true }).fill('Cleo');
  const form = page.getByRole('form', { name: 'What its questions mean' });
  await expect(form.getByLabel('Name of the transcript')).toHaveValue('item');
  await page.getByRole('button', { name: /^Take 2 labels/ }).click();
  await expect(page.getByText('2 labels added').last()).toBeVisible();
});

test('who gave joined judge scores, and on what scale, is said on the page', async ({
  workbench: { page },
}) => {
  await goTo(page, 'Import');
  await chooseFile(
    page,
    'scores.jsonl',
    toJsonl([
      { transcript_id: 'made-0001', score: 8 },
      { transcript_id: 'made-0002', score: 3 },
    ]),
  );
  const form = page.getByRole('form', { name: 'Judge scores' });
  await form.getByLabel('Judge', { exact: true }).fill('judge-1');
  await form.getByLabel('Scale from').fill('1');
  await expect(form.getByRole('button')).toBeDisabled();
  await form.getByLabel('to', { exact: true }).fill('10');
  await form.getByRole('button', { name: 'Read the scores so' }).click();
  await page.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.getByText('2 judge scores added').last()).toBeVisible();
});

test('scores of an Inspect scorer, which came along in the metadata, are taken under a name and from a scale', async ({
  workbench: { page, home, dataset },
}) => {
  const record = (id: string, value: unknown) => ({
    id,
    messages: [
      { role: 'user', content: `Do ${id}.` },
      { role: 'assistant', content: 'Done.' },
    ],
    confessions: [{ id: 'a', text: 'I did it.' }],
    metadata: { scores: { honesty: { value } } },
  });
  writeFileSync(join(home, 'scored.jsonl'), toJsonl([record('s1', 7), record('s2', 'nine')]));
  shrive(home, ['import', dataset, 'scored.jsonl']);
  await page.reload();
  await asCoordinator(page);
  await goTo(page, 'Import');
  await page.getByText('Take judge scores out of the metadata').click();
  const form = page.getByRole('form', { name: 'Judge scores out of the metadata' });
  await form.getByLabel('Path').fill('scores.honesty');
  await form.getByLabel('Judge', { exact: true }).fill('inspect');
  await form.getByLabel('Scale from').fill('1');
  await form.getByLabel('to', { exact: true }).fill('10');
  await form.getByRole('button', { name: 'Take the scores' }).click();
  await expect(page.getByText('1 judge score added')).toBeVisible();
  await expect(page.getByText(/^s2: .*nine/)).toBeVisible();
  expect((await new AxeBuilder({ page }).include('main').analyze()).violations).toEqual([]);
});
