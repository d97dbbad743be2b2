import type { Page } from '@playwright/test';
import { madeTranscripts } from './support/made-transcripts.ts';
import { goTo } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

const COUNT = 12;

test.use({ transcripts: madeTranscripts(COUNT) });

const place = (page: Page) => page.getByRole('button', { name: /The queue$/ });
const number = async (page: Page) =>
  /number (\d+)/.exec((await page.getByRole('article', { name: 'Message 2' }).textContent()) ?? '')?.[1];

async function openGrade(page: Page): Promise<void> {
  await goTo(page, 'Grade');
  await expect(page.getByText('is sealed')).toBeVisible();
  await expect(page.getByRole('article', { name: 'Message 2' })).toBeVisible();
}

async function skip(page: Page): Promise<void> {
  await page.keyboard.press('k');
  await expect(page.getByRole('textbox', { name: 'In your words' })).toBeFocused();
  await page.keyboard.press('Enter');
}

async function runByName(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

test('a random order is chosen by name, told in the page, and is the same after a restart', async ({
  workbench: { page, home, dataset },
}) => {
  await openGrade(page);
  await expect(place(page)).toHaveText(`1 of ${COUNT}`);
  await runByName(page, 'Go on in random order');
  await place(page).click();
  await expect(page.getByRole('menu')).toContainText(/Random order, seed \d+/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  const order: (string | undefined)[] = [];
  for (let at = 1; at <= 4; at += 1) {
    await expect(place(page)).toHaveText(`${at} of ${COUNT}`);
    order.push(await number(page));
    await page.keyboard.press('Alt+ArrowRight');
  }
  expect(order).not.toEqual(['0', '1', '2', '3']);
  await page.reload();
  await goTo(page, 'Datasets');
  await openGrade(page);
  await expect.poll(() => number(page)).toBe(order[0]);
  expect(JSON.parse(shrive(home, ['info', dataset, '--json'])).transcripts).toBe(COUNT);
});

test('a choice made in the table is the queue, also tomorrow, and can be left for all again', async ({
  workbench: { page },
}) => {
  await goTo(page, 'Transcripts');
  const grid = page.getByRole('grid', { name: 'Transcripts' });
  for (const id of ['made-0002', 'made-0005', 'made-0009'])
    await grid.getByRole('checkbox', { name: `Select ${id}` }).click();
  await page.getByRole('button', { name: /^Grade these/ }).click();
  await expect(place(page)).toHaveText('1 of 3');
  await place(page).click();
  await expect(page.getByRole('menu')).toContainText('In order, 3 of 12 transcripts');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(place(page)).toHaveText('1 of 3');
  for (const next of ['5', '9']) {
    await skip(page);
    await expect.poll(() => number(page)).toBe(next);
  }
  await skip(page);
  await expect(
    page.getByText('All 3 of the chosen transcripts are graded, skipped or flagged.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Go on with all transcripts' }).click();
  await expect(place(page)).toHaveText(`1 of ${COUNT}`);
});

test('transcripts are assigned from the table, and who has done them takes more', async ({
  workbench: { page, home, dataset },
}) => {
  await goTo(page, 'Transcripts');
  const grid = page.getByRole('grid', { name: 'Transcripts' });
  await grid.getByRole('checkbox', { name: 'Select made-0003' }).click();
  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Grader' })).toBeFocused();
  await page.keyboard.type('Tester');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 item assigned to Tester.')).toBeVisible();
  await openGrade(page);
  await runByName(page, 'Go on with what is assigned to me');
  await expect(place(page)).toHaveText('1 of 1');
  await expect.poll(() => number(page)).toBe('3');
  await skip(page);
  await expect(page.getByText('The one item here is graded, skipped or flagged.')).toBeVisible();
  await page.getByRole('button', { name: 'Take 10 more' }).click();
  await expect(place(page)).toHaveText(/^\d+ of 11$/);
  const counts = JSON.parse(shrive(home, ['assign', dataset, '--list', '--json']));
  expect(counts.graders).toMatchObject([
    { grader: 'Tester', assigned: 11, reasons: { picked: 1, random: 10 } },
  ]);
});

test('the next item is painted without waiting for the engine, and read anew behind it', async ({
  workbench: { page },
}) => {
  await openGrade(page);
  await page.waitForLoadState('networkidle');
  // From here the engine answers nothing: what is painted was here before the key.
  let held = 0;
  await page.route('**/rpc/**', () => {
    held += 1;
  });
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 1.');
  await expect(place(page)).toHaveText(`2 of ${COUNT}`);
  await expect(page.getByText('is sealed')).toBeVisible();
  expect(held).toBeGreaterThan(0);
});

test('keys pressed faster than items come go through them, and what is shown is always one item', async ({
  workbench: { page },
}) => {
  await openGrade(page);
  await page.waitForLoadState('networkidle');
  const seen = await page.evaluate(() => {
    const mixed: string[] = [];
    const look = () => {
      const item = /made-(\d+)/.exec(document.querySelector('h1')?.textContent ?? '')?.[1];
      const message = document.querySelector('[data-source="transcript"][data-message="1"]')?.textContent;
      const shown = /number (\d+)/.exec(message ?? '')?.[1];
      if (item !== undefined && shown !== undefined && Number(item) !== Number(shown))
        mixed.push(`${item} over ${shown}`);
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    Object.assign(window, { mixed });
    return mixed.length;
  });
  expect(seen).toBe(0);
  for (let press = 0; press < 8; press += 1) await page.keyboard.press('Alt+ArrowRight');
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('article', { name: 'Message 2' })).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { mixed: string[] }).mixed)).toEqual([]);
});

test('what another window saved meanwhile on an item that was fetched ahead is simply there', async ({
  workbench: { page, url },
  context,
}) => {
  await openGrade(page);
  await page.waitForLoadState('networkidle');
  const other = await context.newPage();
  await other.goto(url);
  await openGrade(other);
  await other.keyboard.press('Alt+ArrowRight');
  await expect(other.getByRole('article', { name: 'Message 2' })).toContainText('number 1.');
  await other.keyboard.press('q');
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await page.bringToFront();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
  await page.keyboard.press('a');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expect(page.getByText('Both are kept.')).toHaveCount(0);
});

test('answers stand as they were left when one comes back to an item', async ({ workbench: { page } }) => {
  await openGrade(page);
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('q');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 1.');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('article', { name: 'Message 2' })).toContainText('number 0.');
  await expect(page.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
});

test('own items are gone through by key, newest first, whatever they came to', async ({
  workbench: { page },
}) => {
  await openGrade(page);
  for (const next of ['1', '2', '3']) {
    await skip(page);
    await expect.poll(() => number(page)).toBe(next);
  }
  for (const before of ['2', '1', '0']) {
    await page.keyboard.press('[');
    await expect.poll(() => number(page)).toBe(before);
  }
  await page.keyboard.press('[');
  await expect(page.getByRole('alert').filter({ hasText: 'nothing before this one' })).toBeVisible();
  await page.keyboard.press(']');
  await expect.poll(() => number(page)).toBe('1');
});

test('a key pressed while an item is sent is not lost: it stands beside what was sent', async ({
  workbench: { page },
}) => {
  await openGrade(page);
  let release: () => void = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route('**/rpc/labels/skip', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest('**/rpc/labels/skip');
  await skip(page);
  await asked;
  await page.getByRole('radio', { name: 'Yes' }).first().click();
  release();
  await expect(page.getByText('It is skipped as it stood before.')).toBeVisible();
  await expect(page.getByText('Another window')).toHaveCount(0);
  const row = page.getByRole('row', { name: /Misbehaved/ });
  await expect(row.getByRole('cell')).toHaveText(['yes', '–']);
  expect(await number(page)).toBe('0');
  await page.getByRole('button', { name: 'Leave it as it was sent' }).click();
  await expect(page.getByText('It is skipped as it stood')).toHaveCount(0);
});

test('a break is offered between two items, in one line, and put away by key', async ({
  workbench: { page },
}) => {
  await goTo(page, 'Settings');
  await page.getByRole('combobox', { name: 'Offer a break' }).click();
  await page.getByRole('option', { name: 'after 25 minutes of grading' }).click();
  await page.clock.install();
  await openGrade(page);
  const note = page.getByText('since the last break');
  for (let minute = 0; minute < 56; minute += 1) {
    await page.clock.fastForward(30_000);
    await page.mouse.move(300 + minute, 300);
  }
  // While an item is in hand, nothing comes up.
  await expect(note).toHaveCount(0);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(note).toBeVisible();
  await page.keyboard.press('\\');
  await expect(note).toHaveCount(0);
});
