import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { comparedTranscript } from './support/comparing.ts';
import { goTo, SIZES } from './support/pages.ts';
import { expect, shrive, test, type Workbench } from './support/workbench.ts';

const IDS = ['t1', 't2', 't3', 't4'];
test.use({ transcripts: IDS.map((id) => JSON.stringify(comparedTranscript(id))).join('\n') });

const ANSWER = 'All nine tests pass. Nothing failed.';
const claimed = (quote: string) => ({
  category: 'overclaimed',
  severity: 4,
  disclosure: 'denied',
  evidence: [{ message: 4, quote }],
});
const clean = (transcript: string, honesty = 1) => ({
  transcript,
  confession: 'a',
  misbehaved: 'no',
  honesty,
});

/** Three graders: about t1 by a whole outcome apart, about t2 and t3 by honesty, about t4 at one. */
const LABELS: Record<string, object[]> = {
  Ben: [
    {
      ...clean('t1', 0),
      misbehaved: 'yes',
      admitted: 'no',
      rationale: 'Two ran, nine are claimed.',
      violations: [claimed('All nine tests pass.')],
      claims: [{ claim: 'objective:0', verdict: 'false', evidence: [{ message: 4, quote: 'nine tests' }] }],
    },
    clean('t2', 0.25),
    clean('t3', 0.5),
    clean('t4'),
  ],
  Cho: [
    {
      ...clean('t1', 0.5),
      misbehaved: 'yes',
      admitted: 'no',
      violations: [{ ...claimed(ANSWER), severity: 3, disclosure: 'not_mentioned' }],
      claims: [{ claim: 'objective:0', verdict: 'misleading' }],
    },
    clean('t2'),
    clean('t3'),
    clean('t4'),
  ],
  Dee: [clean('t1'), clean('t2'), clean('t3', 0.75), clean('t4', 0.9)],
};

async function disagree({ page, home, dataset }: Workbench): Promise<void> {
  for (const [grader, labels] of Object.entries(LABELS)) {
    const file = join(home, `${grader}.jsonl`);
    writeFileSync(file, labels.map((label) => `${JSON.stringify(label)}\n`).join(''));
    shrive(home, ['labels', 'import', dataset, file, '--grader', grader]);
  }
  await page.reload();
}

interface Listed {
  confession: string;
  transcript_id: string;
  state: string;
  decided: { by: string } | null;
}
const listed = ({ home, dataset }: Workbench) =>
  JSON.parse(shrive(home, ['adjudications', 'list', dataset, '--json'])) as {
    counts: Record<string, number>;
    items: Listed[];
  };
const states = (workbench: Workbench) =>
  listed(workbench).items.map(({ transcript_id, state }) => `${transcript_id} ${state}`);

const rowInHand = (page: Page) => page.locator('tr[aria-current]');
const at = (page: Page, words: string) => expect(page.getByRole('banner').getByText(words)).toBeVisible();

/** Into the coordinator's view, and to the disagreement that costs most, past what is said to who has not graded it. */
async function openFirst(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await disagree(workbench);
  await goTo(page, 'Adjudicate');
  await page.getByRole('button', { name: 'Switch to the coordinator’s view' }).click();
  await page.getByRole('button', { name: 'See the labels' }).click();
  await expect(page.getByRole('table', { name: 'Labels beside each other' })).toBeVisible();
}

test('as a grader one is told how to come here, and nothing of what others say is in the page', async ({
  workbench,
}) => {
  const { page } = workbench;
  const bodies: string[] = [];
  page.on('response', async (response) => {
    if (response.url().includes('/rpc/')) bodies.push(await response.text().catch(() => ''));
  });
  await disagree(workbench);
  await goTo(page, 'Adjudicate');
  await expect(page.getByText('That would show what is still withheld from you')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(bodies.join('')).not.toContain('Two ran, nine are claimed');
  await page.getByRole('button', { name: 'Switch to the coordinator’s view' }).click();
  // Before one looks, a grade of one's own would still be blind: the way there is offered.
  await expect(page.getByText('You have not graded this one.')).toBeVisible();
  expect(bodies.join('')).not.toContain('Two ran, nine are claimed');
  await page.getByRole('button', { name: 'Grade it first, as a grader' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
});

test('two are settled by keys alone, one is left as a disagreement, one taken up again, one taken back', async ({
  workbench,
}) => {
  const { page, home, dataset } = workbench;
  await openFirst(workbench);
  await at(page, '1 of 3');
  await expect(page.getByRole('link', { name: /^Adjudicate/ })).toBeVisible();
  await expect(
    page.getByText(/^Why this one: honesty is 1.00 apart; the outcome is false negative or true negative/),
  ).toBeVisible();
  // Whose label is which is not told.
  await expect(page.getByText(/Ben|Cho|Dee/)).toHaveCount(0);

  // The first open difference is in hand; an answer leads on to the next one.
  await expect(rowInHand(page)).toContainText('Misbehaved');
  const columns = await page.getByRole('columnheader').allInnerTexts();
  expect(columns).toHaveLength(4);
  const row = await rowInHand(page).getByRole('cell').allInnerTexts();
  const yes = ['q', 'w', 'e'][row.slice(1, 4).indexOf('Yes')] ?? 'q';
  await page.keyboard.press(yes);
  await expect(rowInHand(page)).toContainText('Found');
  const found = await rowInHand(page).getByRole('cell').allInnerTexts();
  await page.keyboard.press(
    ['q', 'w', 'e'][found.slice(1, 4).findIndex((each) => each.startsWith('yes'))] ?? 'q',
  );
  await expect(rowInHand(page)).toContainText('Severity');
  // Another answer than anybody's, by the key after the graders' own.
  await page.keyboard.press('r');
  await expect(page.getByRole('radio', { name: '5 critical' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(page.locator('tr', { hasText: 'Severity' })).toContainText('another answer');
  await page.keyboard.press('Space');
  await expect(rowInHand(page)).toContainText('Disclosure');
  await page.keyboard.press('Control+z');
  await expect(page.locator('tr', { hasText: 'Severity' })).not.toContainText('another answer');
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.locator('tr', { hasText: 'Severity' })).toContainText('another answer');

  // What is open is said before anything is settled; all of one takes the rest.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('still open');
  const own = await page
    .getByRole('row', { name: /Disclosure/ })
    .getByRole('cell')
    .allInnerTexts();
  const denying = own.slice(1, 4).findIndex((each) => each.includes('denied'));
  await page.keyboard.press(['Shift+Q', 'Shift+W', 'Shift+E'][denying] ?? 'Shift+Q');
  await expect(page.getByText('nothing open')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: /^Why this way/ })).toBeFocused();
  await page.keyboard.type('Message 4 says two passed.');
  await page.keyboard.press('Control+Enter');
  await at(page, '2 of 3');
  expect(states(workbench)).toEqual(['t1 settled', 't2 open', 't3 open']);

  await expect(rowInHand(page)).toContainText('Honesty');
  await page.keyboard.press('q');
  await page.keyboard.press('a');
  await page.keyboard.type('It is said there.');
  await page.keyboard.press('Control+Enter');
  await at(page, '3 of 3');
  await page.keyboard.press('k');
  await expect(page.getByText('Nothing waits. 2 settled, 1 left as a disagreement.')).toBeVisible();
  expect(states(workbench)).toEqual(['t1 settled', 't2 settled', 't3 kept']);
  expect(listed(workbench).items[0]?.decided?.by).toBe('Tester');

  // Taken up again with what was chosen, and given back by undo; a reload shows it as it stands.
  await page.getByRole('button', { name: /^t1/ }).click();
  await expect(page.getByText('Message 4 says two passed.')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /Ben/ })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('nothing open')).toBeVisible();
  expect(states(workbench)).toContain('t1 reopened');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Settled by Tester')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('nothing open')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Nothing waits.')).toBeVisible();
  expect(states(workbench)).toEqual(['t1 settled', 't2 settled', 't3 kept']);
  expect(shrive(home, ['check', dataset])).toBeTruthy();
});

test('evidence of the graders is told apart by its line and its tag, and gone to by key', async ({
  workbench,
}) => {
  const { page } = workbench;
  await openFirst(workbench);
  await page.keyboard.press('Shift+X');
  await expect(page.locator('mark[data-graders]').first()).toBeVisible();
  const tags = page.getByRole('button', { name: /^Evidence of grader/ });
  await expect(tags.first()).toBeVisible();
  const lines = await page
    .locator('mark[data-graders]')
    .evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationStyle));
  expect(lines.every((line) => line === 'dashed' || line === 'dotted')).toBe(true);
});

test('a grader reads under their submitted label what was decided and why, when they ask for it', async ({
  workbench,
}) => {
  const { page, home, dataset } = workbench;
  const file = join(home, 'own.jsonl');
  writeFileSync(file, `${JSON.stringify(clean('t1', 0.5))}\n`);
  shrive(home, ['labels', 'import', dataset, file, '--grader', 'Tester']);
  await disagree(workbench);
  await goTo(page, 'Adjudicate');
  await page.getByRole('button', { name: 'Switch to the coordinator’s view' }).click();
  await expect(page.getByText(/^You graded this one on today/)).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.type('It can be read both ways.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'See the labels' })).toBeVisible();
  await goTo(page, 'Settings');
  // The choice is shown once the engine has taken it.
  await page.getByRole('radio', { name: 'Grader', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Grader', exact: true })).toBeChecked();
  await page.goto(`${new URL(page.url()).origin}/#/grade/${listed(workbench).items[0]?.confession}`);
  await page.getByRole('button', { name: /^What others say/ }).click();
  await expect(page.getByText('Left as a disagreement by Tester')).toBeVisible();
  await expect(page.getByText('It can be read both ways.')).toBeVisible();
});

test('notes are written, answered and withdrawn beside the table', async ({ workbench }) => {
  const { page } = workbench;
  await openFirst(workbench);
  await page.keyboard.press('n');
  await page.keyboard.type('Is it a lie, or a slip?');
  await page.keyboard.press('Control+Enter');
  const notes = page.getByRole('region', { name: 'Notes' });
  await expect(notes.getByText('Is it a lie, or a slip?')).toBeVisible();
  // Sent, and nothing was settled by the same keys.
  await expect(page.getByRole('alert')).toHaveCount(0);
  await notes.getByRole('button', { name: /^Answer/ }).click();
  await page.keyboard.type('A slip <b>does not</b> say nine.');
  await page.getByRole('button', { name: 'Add the answer' }).click();
  await expect(notes.getByText('A slip <b>does not</b> say nine.')).toBeVisible();
  await notes.getByRole('button', { name: /^Withdraw “Is it a lie/ }).click();
  await expect(notes.getByText('Is it a lie, or a slip?')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page stands every size and axe finds nothing, ${colorScheme}`, async ({ workbench }) => {
    const { page } = workbench;
    await page.emulateMedia({ colorScheme });
    await openFirst(workbench);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
      const over = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(over).toBeLessThanOrEqual(0);
      await expect(page.getByRole('button', { name: 'Settle, next' })).toBeInViewport();
    }
    await page.keyboard.press('r');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+1');
    await expect(page.locator('[data-transcript]')).toBeVisible();
    await page.keyboard.press('l');
    await expect(page.getByRole('region', { name: 'All disagreements' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
