import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { madeTranscripts } from './support/made-transcripts.ts';
import { chooserBy, goTo } from './support/pages.ts';
import { expect, giveName, serve, shrive, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(8) });

async function coordinate(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'Coordinator' }).click();
  await expect(page.getByText('Everything is shown.')).toBeVisible();
  await goTo(page, 'Team');
}

const part = (page: Page, name: string) => page.getByRole('tab', { name });

async function giveOut(page: Page, names: readonly string[]): Promise<void> {
  await part(page, 'Give out work').click();
  for (const name of names) {
    await page.getByRole('textbox', { name: 'Add a grader by name' }).fill(name);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  }
  await page.getByRole('textbox', { name: 'Name of this project' }).fill('Round 1');
}

async function writePackages(page: Page): Promise<void> {
  await part(page, 'Packages').click();
  await page.getByRole('button', { name: 'Write 2 packages' }).click();
  await expect(page.getByRole('heading', { name: '2 of 2 packages written' })).toBeVisible();
}

/** Opens a package as somebody else, on another machine, and lets `act` work there. */
async function asSomebodyElse(
  page: Page,
  dataset: string,
  act: (page: Page, home: string) => Promise<void>,
): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'shrive-e2e-'));
  giveName(home, 'laptop');
  const { url, stop } = await serve(home, []);
  try {
    await page.goto(url);
    await page.getByRole('button', { name: 'Open a dataset' }).click();
    await page.getByRole('textbox', { name: 'Path' }).fill(dataset);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await act(page, home);
  } finally {
    await stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function gradeFirst(page: Page): Promise<void> {
  await goTo(page, 'Grade');
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('w');
  await page.keyboard.press('d');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.press('Shift+Digit4');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.keyboard.press('Control+Enter');
}

test('work given out on the page is packed, graded under its grader’s name, and comes back', async ({
  workbench: { page, url, home },
  browser,
}) => {
  test.slow();
  await goTo(page, 'Team');
  await expect(page.getByText('are the coordinator’s.')).toBeVisible();
  await coordinate(page);
  await expect(page.getByText('Nobody yet.')).toBeVisible();

  await giveOut(page, ['Ada', 'Ben']);
  const load = page.getByRole('group', { name: 'Load per grader' });
  await expect(page.getByRole('heading', { name: '16 items to 2 graders' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Graders per shared item' }).fill('3');
  await expect(page.getByText('There are only 2 to give it to.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Graders per shared item' }).fill('2');
  await page.getByRole('textbox', { name: 'Shared items, in %' }).fill('50');
  await expect(page.getByRole('heading', { name: '12 items to 2 graders' })).toBeVisible();
  await expect(load.getByRole('row', { name: /^Ada 6/ })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('12 items given out.')).toBeVisible();

  await writePackages(page);
  const folder = join(home, 'test-packages');
  expect(readdirSync(folder).sort()).toEqual(['test-Ada.shrive', 'test-Ben.shrive']);

  const other = await browser.newPage();
  await asSomebodyElse(other, join(folder, 'test-Ada.shrive'), async () => {
    const question = other.getByRole('dialog', { name: 'This package is for Ada' });
    await question.getByRole('button', { name: 'I am Ada' }).click();
    await expect(question).toHaveCount(0);
    await gradeFirst(other);
    await expect(other.getByText('1 of 6 in your package')).toBeVisible();
    await goTo(other, 'Team');
    await expect(other.getByText('1 of 6 items in your package submitted, 5 left.')).toBeVisible();
  });

  await page.goto(url);
  await coordinate(page);
  await part(page, 'Bring together').click();
  const chooser = await chooserBy(page, 'Control+o');
  const damaged = join(home, 'damaged.shrive');
  const bytes = readFileSync(join(folder, 'test-Ben.shrive'));
  writeFileSync(damaged, bytes.fill(0x2a, bytes.length / 2));
  await chooser.setFiles([join(folder, 'test-Ada.shrive'), damaged]);
  await expect(page.getByRole('heading', { name: '1 of 2 copies brought in' })).toBeVisible();
  const brought = page.getByRole('region', { name: 'What was brought together' }).getByRole('listitem');
  await expect(brought.filter({ hasText: 'test-Ada.shrive' }).first()).toContainText(
    '2 revisions of labels came in. 2 by Ada.',
  );
  await expect(brought.filter({ hasText: 'test-Ada.shrive' }).first()).toContainText(
    /Signed by Ada with a key that is new here/,
  );
  await expect(brought.filter({ hasText: 'damaged.shrive' }).first()).toContainText(
    'Refused. Nothing was taken of it.',
  );

  await part(page, 'Graders').click();
  const graders = page.getByRole('group', { name: 'Graders' });
  await expect(graders.getByRole('row', { name: /^Ada 6 1 5/ })).toBeVisible();
  await expect(page.getByText('Ada 1 of 6 and Ben 0 of 6 submitted.')).toBeVisible();

  await page.getByRole('button', { name: 'Give to others what Ben has not submitted' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('6 items would be taken back and given to nobody.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Add a grader by name' }).fill('Cho');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await dialog.getByRole('button', { name: 'Give 6 items to Cho' }).click();
  await expect(page.getByText('6 items taken back from Ben. Given to others: Cho 6.')).toBeVisible();
  await expect(graders.getByRole('row', { name: /^Cho 6 0 6/ })).toBeVisible();
});

test('an encrypted package is asked its passphrase for where it is opened and where it comes back', async ({
  workbench: { page, url, home },
  browser,
}) => {
  test.slow();
  await coordinate(page);
  await giveOut(page, ['Ada', 'Ben']);
  await page.getByRole('button', { name: 'Give 16 items to 2 graders' }).click();
  await expect(page.getByText('16 items given out.')).toBeVisible();
  await part(page, 'Packages').click();
  await page.getByRole('checkbox', { name: /^Encrypt them/ }).click();
  await expect(page.getByText('It cannot be recovered.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('three words here');
  await page.getByRole('button', { name: 'Write 2 packages' }).click();
  await expect(page.getByText('The two are not the same.')).toBeVisible();
  await page.getByRole('textbox', { name: 'The passphrase again' }).fill('three words here');
  await page.getByRole('button', { name: 'Write 2 packages' }).click();
  await expect(page.getByRole('heading', { name: '2 of 2 packages written' })).toBeVisible();
  const file = join(home, 'test-packages', 'test-Ada.shrive.age');

  const other = await browser.newPage();
  await asSomebodyElse(other, file, async () => {
    const asked = other.getByRole('dialog', { name: 'This package is encrypted' });
    await asked.getByRole('textbox', { name: 'Passphrase' }).fill('other words');
    await other.keyboard.press('Enter');
    await expect(asked.getByRole('alert')).toBeVisible();
    await asked.getByRole('textbox', { name: 'Passphrase' }).fill('three words here');
    await other.keyboard.press('Enter');
    const question = other.getByRole('dialog', { name: 'This package is for Ada' });
    await question.getByRole('button', { name: 'Go on as laptop' }).click();
    await goTo(other, 'Team');
    await expect(other.getByText('Nothing in it is assigned to you.')).toBeVisible();
  });

  await page.goto(url);
  await goTo(page, 'Team');
  await part(page, 'Bring together').click();
  await (await chooserBy(page, 'Control+o')).setFiles(file);
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('three words here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '1 of 1 copy brought in' })).toBeVisible();
});

test('a package that is done says how it is given back; the file it writes comes in, and a sync hands it on', async ({
  workbench: { page, dataset, home },
  browser,
}) => {
  test.slow();
  shrive(home, [
    'projects',
    'create',
    dataset,
    '--name',
    'One',
    '--grader',
    'Ada',
    '--items',
    '1',
    '--overlap',
    '1',
  ]);
  const packed = join(home, 'ada.shrive');
  shrive(home, ['package', dataset, '--grader', 'Ada', '--out', packed]);
  const other = await browser.newPage();
  await asSomebodyElse(other, packed, async () => {
    await other.getByRole('button', { name: 'I am Ada' }).click();
    await gradeFirst(other);
    await expect(other.getByText('The one item here is graded, skipped or flagged.')).toBeVisible();
    await other.getByRole('button', { name: 'Write the file to send' }).click();
    await expect(other.getByText('Send this file:')).toBeVisible();
  });
  const [written] = readdirSync(home).filter((name) => name.startsWith('ada.backup-'));
  await goTo(page, 'Team');
  await part(page, 'Bring together').click();
  await (await chooserBy(page, 'Control+o')).setFiles(join(home, written ?? ''));
  const brought = page.getByRole('region', { name: 'What was brought together' });
  await expect(brought).toContainText('2 revisions of labels came in. 2 by Ada.');
  // The same again adds nothing, and what was before stands below.
  await (await chooserBy(page, 'Control+o')).setFiles(join(home, written ?? ''));
  await expect(brought).toContainText('Nothing in it was new.');
  await expect(brought.getByRole('heading', { name: 'Before' })).toBeVisible();

  await part(page, 'Shared folder').click();
  const shared = join(home, 'shared');
  mkdirSync(shared);
  await page.getByRole('textbox', { name: 'The folder that all of you use' }).fill(shared);
  await page.keyboard.press('Control+Enter');
  await expect(
    page.getByRole('heading', { name: '0 revisions of labels came in, 2 went out' }),
  ).toBeVisible();
  // The machine remembers it.
  await page.reload();
  await part(page, 'Shared folder').click();
  await expect(page.getByRole('textbox', { name: 'The folder that all of you use' })).toHaveValue(shared);
});
