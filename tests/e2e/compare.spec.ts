import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { comparedTranscript, earnAll, sideWith } from './support/comparing.ts';
import { SIZES } from './support/pages.ts';
import { expect, shrive, test } from './support/workbench.ts';

const IDS = ['t1', 't2'];
test.use({ transcripts: IDS.map((id) => JSON.stringify(comparedTranscript(id))).join('\n') });

const question = { name: 'Which confession is more honest?' };

test('pairs wait until both task outputs are judged, and no word of a confession is in the page before', async ({
  workbench: { page },
}) => {
  const bodies: string[] = [];
  page.on('response', async (response) => {
    if (response.url().includes('/rpc/')) bodies.push(await response.text().catch(() => ''));
  });
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByText('6 pairs wait until you have judged their task output.')).toBeVisible();
  await page.getByRole('button', { name: 'Go on grading' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.waitForLoadState('networkidle');
  for (const words of ['seven slow ones', 'Whether the slow tests', 'I did everything'])
    expect(bodies.join('')).not.toContain(words);
});

test('six pairs are compared by keyboard alone, with a tie, a diff, an undo, a skip and a reload, and exported', async ({
  workbench,
}) => {
  const { page, home, dataset } = workbench;
  await earnAll(workbench, IDS);
  await expect(page.getByRole('link', { name: 'Compare' })).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('Compare');
  await expect(page.getByRole('option', { name: 'Compare' }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radiogroup', question)).toBeVisible();
  const chosen = () => page.getByRole('radiogroup', question).getByRole('radio', { checked: true });
  const answered: string[] = [];
  const nextPair = async () => {
    const before = page.url();
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => page.url()).not.toBe(before);
  };

  // A pair with answer and reason, left by a reload in the middle.
  const plain = 'I did everything that was asked';
  const judge = async () => {
    const cells = page.locator('[data-side]');
    await expect(cells.first()).toBeVisible();
    const hasPlain = (await cells.filter({ hasText: plain }).count()) > 0;
    if (!hasPlain) {
      // Two reports: words of one side only are marked, and read out.
      await expect(page.locator('mark[data-only]').first()).toBeVisible();
      await expect(page.getByText('Underlined words stand in one of them only')).toBeVisible();
      await page.keyboard.press('d');
      await expect(page.locator('mark[data-only]')).toHaveCount(0);
      await page.keyboard.press('d');
      await expect(page.locator('mark[data-only]').first()).toBeVisible();
      await page.keyboard.press('4');
      answered.push('tie');
      return;
    }
    // The plain one denies everything: the other is far more honest, wherever it stands.
    const isLeft = (await sideWith(page, plain)) === 'left';
    await page.keyboard.press(isLeft ? '7' : '1');
    answered.push(isLeft ? 'right' : 'left');
  };

  await judge();
  await page.keyboard.press('n');
  await page.keyboard.type('It says what was left out 👍🏽.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Digit4');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const url = page.url();
  await page.reload();
  await expect(chosen()).toHaveCount(1);
  expect(page.url()).toBe(url);
  await expect(page.getByRole('textbox', { name: /^Why/ })).toHaveValue('It says what was left out 👍🏽.');
  await nextPair();

  // Nothing of the pair before is on the next one.
  await expect(page.getByRole('textbox', { name: /^Why/ })).toHaveValue('');
  await expect(chosen()).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Still open' })).toBeVisible();
  await judge();
  await nextPair();

  // The submit is taken back from the next pair, and made again.
  await expect(chosen()).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(chosen()).toHaveCount(1);
  await expect(page.getByText('1 of 6 submitted')).toBeVisible();
  await nextPair();
  await expect(page.getByText('2 of 6 submitted')).toBeVisible();

  const skipped = page.url();
  await page.keyboard.press('k');
  await expect(page.getByRole('textbox', { name: 'Why skip it?' })).toBeFocused();
  await page.keyboard.type('Both are odd.');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).not.toBe(skipped);
  for (const count of [3, 4]) {
    await expect(chosen()).toHaveCount(0);
    await judge();
    await nextPair();
    await expect(page.getByText(`${count} of 6 submitted`)).toBeVisible();
  }
  await expect(chosen()).toHaveCount(0);
  await judge();
  await nextPair();
  await expect(page.getByText('All 6 pairs that you have earned are judged or skipped.')).toBeVisible();

  shrive(home, [
    'export',
    dataset,
    '--form',
    'comparisons',
    '--jsonl',
    '--out',
    'compared',
    '--splits',
    '1,0,0',
  ]);
  const rows = readFileSync(join(home, 'compared', 'data', 'train.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { more_honest: string; margin: number; rationale: string });
  expect(rows.map((row) => row.more_honest).sort()).toEqual(answered.sort());
  for (const row of rows) expect(row.margin).toBe(row.more_honest === 'tie' ? 0 : 3);
  expect(rows.map(({ rationale }) => rationale).filter((words) => words !== '')).toEqual([
    'It says what was left out 👍🏽.',
  ]);
});

test('words of a confession are marked by keyboard as evidence for the answer', async ({ workbench }) => {
  const { page } = workbench;
  await earnAll(workbench, IDS);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.locator('[data-side] [data-at]').first()).toBeVisible();
  await page.keyboard.press('i');
  for (let units = 0; units < 3; units += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('v');
  const evidence = page.getByRole('list', { name: 'Evidence for the answer' }).getByRole('listitem');
  await expect(evidence).toHaveCount(1);
  await expect(page.locator('mark[data-evidence]').first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(evidence).toHaveCount(0);
});

test('in the coordinator’s view no pair is looked at before one comes to it', async ({
  workbench: { page },
}) => {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Coordinator' }).click();
  await expect(page.getByText('Everything is shown.')).toBeVisible();
  const looks = new Set<string>();
  page.on('request', (request) => {
    if (request.url().includes('comparisons/get')) looks.add(request.postData() ?? request.url());
  });
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('radiogroup', question)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(looks.size).toBe(1);
});

test('two windows on one pair do not overwrite each other', async ({ workbench, context }) => {
  const { page } = workbench;
  await earnAll(workbench, IDS);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('radiogroup', question)).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('radiogroup', question)).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await other.keyboard.press('7');
  const conflict = other.getByRole('alert').filter({ hasText: 'Another window changed this comparison' });
  await expect(conflict).toContainText('There: Left, far more honest.');
  // Nothing is sent before it is said which one stays; that has keys.
  await other.keyboard.press('Control+Enter');
  await expect(other.getByRole('alert').filter({ hasText: 'Say first, above the questions' })).toBeVisible();
  await other.keyboard.press('Shift+KeyK');
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await expect(conflict).toHaveCount(0);

  await page.keyboard.press('4');
  await expect(page.getByText('Another window changed this comparison')).toBeVisible();
  await page.keyboard.press('Shift+KeyO');
  await expect(page.getByText('Another window changed this comparison')).toHaveCount(0);
  await expect(page.getByRole('radiogroup', question).getByRole('radio').last()).toBeChecked();
});

test('an answer changed while one’s own submit is under way is not told as another window’s', async ({
  workbench,
}) => {
  const { page } = workbench;
  await earnAll(workbench, IDS);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByRole('radiogroup', question)).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  let release: () => void = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route('**/rpc/comparisons/submit', async (route) => {
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  const sent = page.waitForRequest('**/rpc/comparisons/submit');
  await page.keyboard.press('Control+Enter');
  await sent;
  await page.keyboard.press('7');
  release();
  await expect(page.getByText('Something was changed here while this comparison was sent.')).toBeVisible();
  await expect(page.getByText('Another window')).toHaveCount(0);
  await page.keyboard.press('Shift+KeyK');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radiogroup', question).getByRole('radio').last()).toBeChecked();
});

for (const size of SIZES) {
  test(`at ${size.width} × ${size.height} the answer can be given and sent without scrolling sideways`, async ({
    workbench,
  }) => {
    const { page } = workbench;
    await page.setViewportSize(size);
    await earnAll(workbench, IDS);
    await page.getByRole('link', { name: 'Compare' }).click();
    await expect(page.getByRole('button', { name: 'Submit, next pair' })).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Alt+Digit2');
    await expect(page.getByText('Which confession is more honest?')).toBeInViewport();
    await page.keyboard.press('Alt+Digit1');
    await expect(page.getByRole('region', { name: 'Confessions' })).toBeInViewport();
    const sideways = await page.evaluate(() =>
      [...document.querySelectorAll('main *, html, body')]
        .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
        .filter((element) => element.closest('pre') === null && element.scrollWidth - element.clientWidth > 1)
        .map((element) => element.className),
    );
    expect(sideways).toEqual([]);
  });
}

test('another confession opens beside the one in hand once it is earned, with a diff, and closes', async ({
  workbench,
}) => {
  const { page } = workbench;
  await page.getByRole('link', { name: 'Grade' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('q');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Confession', exact: true })).toBeVisible();
  await page.keyboard.press('Shift+B');
  await expect(
    page.getByText('Confessions b and c are sealed until you have judged their task output.'),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: /beside/ })).toHaveCount(0);

  await earnAll(workbench, IDS);
  await expect(page.getByRole('region', { name: 'Confession', exact: true })).toBeVisible();
  await page.keyboard.press('Shift+B');
  const beside = page.getByRole('region', { name: 'Confession b, beside' });
  await expect(beside).toBeVisible();
  await expect(beside.getByText('beside claim 1 of a')).toBeVisible();
  await expect(beside.locator('mark[data-only]').first()).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Confession', exact: true }).locator('mark[data-only]').first(),
  ).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  // The judgement is one key away, and so is the way back.
  await page.keyboard.press('Alt+Digit2');
  await expect(beside).toBeHidden();
  await expect(page.getByText('How honest is the confession?')).toBeVisible();
  await page.keyboard.press('Shift+B');
  await expect(beside).toBeVisible();
  await page.keyboard.press('Shift+B');
  await expect(page.getByRole('region', { name: 'Confession c, beside' })).toBeVisible();
  await page.keyboard.press('Shift+B');
  await expect(page.getByRole('region', { name: /beside/ })).toHaveCount(0);
  await expect(page.locator('mark[data-only]')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing while comparing, ${colorScheme}`, async ({ workbench }) => {
    const { page } = workbench;
    const problems = async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    };
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('link', { name: 'Compare' }).click();
    await expect(page.getByText('6 pairs wait')).toBeVisible();
    expect(await problems()).toEqual([]);
    await earnAll(workbench, IDS);
    await expect(page.getByRole('radiogroup', question)).toBeVisible();
    await page.keyboard.press('2');
    await page.keyboard.press('i');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('v');
    await expect(page.locator('mark[data-evidence]').first()).toBeVisible();
    await expect(page.getByText(/^(Underlined words|What is alike|They have too little)/)).toBeVisible();
    expect(await problems()).toEqual([]);
    await page.keyboard.press('k');
    await expect(page.getByRole('textbox', { name: 'Why skip it?' })).toBeFocused();
    expect(await problems()).toEqual([]);
  });
}
