import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { goTo, importLabels } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(12) });

test('what was done today stands by its time, can be found, opened and taken back', async ({ workbench }) => {
  const { page, home, dataset } = workbench;
  // Labels from a file are not what somebody did here.
  await importLabels(workbench, madeLabels([9, 10]));
  await goTo(page, 'What I did');
  await expect(page.getByText('Nothing yet. What you grade')).toBeVisible();

  await goTo(page, 'Grade');
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('w');
  await page.keyboard.press('a');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 of 12')).toBeVisible();
  await page.keyboard.press('k');
  await page.getByRole('textbox', { name: 'In your words' }).fill('not my field');
  await page.keyboard.press('Enter');
  await expect(page.getByText('3 of 12')).toBeVisible();

  await goTo(page, 'What I did');
  const list = page.getByRole('list', { name: 'What you did' });
  await expect(list.getByRole('heading', { name: 'Today' })).toBeVisible();
  const items = list.getByRole('listitem').filter({ has: page.getByRole('link') });
  await expect(items).toHaveCount(2);
  await expect(items.nth(0)).toContainText('made-0001');
  await expect(items.nth(0)).toContainText('skipped');
  await expect(items.nth(0)).toContainText('not my field');
  await expect(items.nth(1)).toContainText('made-0000');
  await expect(items.nth(1)).toContainText('True negative');
  await expect(items.nth(1)).toContainText('1.00');
  await expect(list.getByRole('listitem').first()).toContainText(/Today1 submitted(,| and) 1 skipped/);

  const said = JSON.parse(shrive(home, ['history', dataset, '--json']));
  expect(
    said.items.map((item: { transcript_id: string; state: string }) => [item.transcript_id, item.state]),
  ).toEqual([
    ['made-0001', 'skipped'],
    ['made-0000', 'submitted'],
  ]);

  await page.getByRole('searchbox', { name: 'Find a transcript by its id' }).fill('0000');
  await expect(items).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(items).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'flagged' }).click();
  await expect(page.getByText('Nothing that you did is like that.')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).click();

  // By keyboard: down to the submitted one, taken back, and opened.
  await items.nth(0).getByRole('link').focus();
  await page.keyboard.press('ArrowDown');
  await expect(items.nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('t');
  await expect(items.nth(0)).toContainText('draft');
  await expect(items.nth(0)).toContainText('made-0000');
  await items.nth(0).getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Submit, next item' })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^1.00/ })).toBeChecked();
});

test('active time counts while somebody is at work, is kept without a draft, and is in the label', async ({
  workbench: { page, home, dataset },
}) => {
  await page.clock.install();
  await goTo(page, 'Grade');
  await expect(page.getByText('is sealed')).toBeVisible();
  const kept = page.waitForRequest(/history\/addActiveTime/);
  await page.mouse.move(300, 300);
  await page.clock.fastForward(40_000);
  await page.mouse.move(310, 300);
  await page.clock.fastForward(30_000);
  await kept;
  // Nobody is there for an hour: five seconds of it count.
  await page.clock.fastForward(3_600_000);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByText('2 of 12')).toBeVisible();
  const history = () => JSON.parse(shrive(home, ['history', dataset, '--json']));
  await expect
    .poll(() => history().days.at(0)?.active_ms ?? history().today.active_ms)
    .toBeGreaterThan(40_000);
  expect(history().today.active_ms).toBeLessThan(120_000);
  expect(history().items).toEqual([]);
  expect(JSON.parse(shrive(home, ['info', dataset, '--json'])).labels.draft).toBe(0);
});
