import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeTranscript, madeTranscripts, toJsonl } from './support/made-transcripts.ts';
import { chooseFile, choosePath, dropFile, goTo } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(10) });

/** Three transcripts, one of them there already, between a record without messages and a line that breaks off. */
const MIXED = [
  JSON.stringify(madeTranscript(3)),
  JSON.stringify({ id: 'no messages', messages: 5 }),
  JSON.stringify(madeTranscript(50)),
  JSON.stringify(madeTranscript(51)),
  '{"id": "broken", "messages": [',
].join('\n');

function countOf(home: string, dataset: string): number {
  return (JSON.parse(shrive(home, ['info', dataset, '--json'])) as { transcripts: number }).transcripts;
}

/** Long enough on the way that a person can stop it: about 30 MB. */
const MANY = 40_000;
const many = (): string => madeTranscripts(MANY, 1000);

test('a chosen file is read to the end first: what it holds, what was not understood and where; the rest is imported', async ({
  workbench: { page, home, dataset },
}) => {
  await goTo(page, 'Import');
  await chooseFile(page, 'mixed.jsonl', MIXED);
  await expect(page.getByRole('heading', { name: 'mixed.jsonl' })).toBeVisible();
  await expect(page.getByText('3 transcripts', { exact: true })).toBeVisible();
  await expect(page.getByText('one is in the dataset already and adds nothing')).toBeVisible();
  await expect(page.getByRole('heading', { name: '2 lines not understood' })).toBeVisible();
  const rejects = page.getByRole('table').filter({ hasText: 'Expected' });
  await expect(rejects.getByRole('row').nth(1)).toContainText('messages');
  await expect(rejects.getByRole('row').nth(2)).toContainText('5the whole line');
  expect(countOf(home, dataset)).toBe(10);

  await expect(page.getByText('mixed.rejects.jsonl')).toBeVisible();
  await page.getByRole('button', { name: 'Import 3, leave out 2' }).click();
  await expect(page.getByText('2 transcripts, 2 confessions added').last()).toBeVisible();
  expect(countOf(home, dataset)).toBe(12);
  const said = (await page.getByText(/left out, with the reasons, in/).textContent()) ?? '';
  const path = /\/\S*rejects\S*\.jsonl/.exec(said)?.[0] ?? '';
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines.join('\n')).toContain('no messages');

  await page.getByRole('button', { name: 'See the transcripts' }).click();
  await expect(page.getByText('12 transcripts')).toBeVisible();
});

test('a dropped file is taken; importing nothing leaves the dataset as it was; its format unknown is said', async ({
  workbench: { page, home, dataset },
}) => {
  await goTo(page, 'Import');
  await dropFile(page, 'dropped.jsonl', madeTranscripts(2, 70));
  await expect(page.getByRole('heading', { name: 'dropped.jsonl' })).toBeVisible();
  await page.getByRole('button', { name: 'Import nothing' }).click();
  await expect(page.getByText('Nothing was imported. You can still change your mind.')).toBeVisible();
  expect(countOf(home, dataset)).toBe(10);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 transcripts, 2 confessions added').last()).toBeVisible();
  expect(countOf(home, dataset)).toBe(12);

  await dropFile(page, 'other.jsonl', toJsonl([{ colour: 'blue' }, { colour: 'red' }]));
  await expect(page.getByText('It is of no format that Shrive knows.')).toBeVisible();
  await expect(
    page.getByRole('status').filter({ hasText: 'Its records have the keys colour' }),
  ).toBeVisible();
});

test('an import under way says its rate and the time left; cancelled half-way, it leaves the dataset unchanged', async ({
  workbench: { page, home, dataset },
}) => {
  const file = join(home, 'many.jsonl');
  writeFileSync(file, many());
  await goTo(page, 'Import');
  await choosePath(page, file);
  await page.getByRole('button', { name: /^Import 40,000/ }).click({ timeout: 60_000 });
  const progress = page.getByRole('article', { name: 'many.jsonl' });
  await expect(progress).toContainText(/Importing, \d+ %\. [\d,]+ transcripts, [\d,]+ a second, .*left/, {
    timeout: 30_000,
  });
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: /^Import 40,000/ })).toBeVisible();
  expect(countOf(home, dataset)).toBe(10);
});
