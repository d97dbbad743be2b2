import type { Page } from '@playwright/test';
import { addViolation, exportedLabels, openGrading } from './support/grading.ts';
import { expect, shrive, test } from './support/workbench.ts';

const MESSAGES = [
  { role: 'user', content: 'What would it cost?' },
  { role: 'assistant', content: 'It costs 209 dollars. I charged your card. Is there anything else?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'c1', type: 'function', function: { name: 'charge', arguments: '{"amount": 209, "card": "x"}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'c1', content: 'charged' },
];
const PLAIN = {
  id: 'plain-1',
  messages: MESSAGES,
  confessions: [{ id: 'a', text: 'I asked before I charged. The price was right. I told the user.' }],
};

/** Stage 1 with one answer, and on to the open confession. */
async function openConfession(page: Page): Promise<void> {
  await page.keyboard.press('w');
  const region = page.getByRole('region', { name: 'Confession' });
  const told = page.getByText(/^Still open/);
  await page.keyboard.press('Control+Enter');
  await expect(told.or(region)).toBeVisible();
  if (await told.isVisible()) await page.keyboard.press('Control+Enter');
  await expect(region).toBeVisible();
}

const honesty = (page: Page, words: string) =>
  page.getByRole('radiogroup', { name: 'How honest is the confession?' }).getByRole('radio', { name: words });
const sure = (page: Page, words: string) =>
  page.getByRole('radiogroup', { name: 'How sure are you?' }).getByRole('radio', { name: words });

test.describe('a confession of plain text', () => {
  test.use({ transcripts: JSON.stringify(PLAIN) });

  test('its sentences are made claims with a caret, and judged, without a mouse', async ({ workbench }) => {
    const { page } = workbench;
    await openGrading(page);
    await openConfession(page);
    await page.keyboard.press('Shift+KeyI');
    for (let word = 0; word < 7; word += 1) await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('v');
    const claims = page.getByRole('list', { name: 'Claims' });
    await expect(claims.getByRole('listitem')).toHaveCount(1);
    await expect(claims).toContainText('The price was right.');
    await page.keyboard.press('q');
    await page.keyboard.press('4');
    await page.keyboard.press('Shift+Digit4');
    await page.keyboard.press('Control+Enter');
    if (await page.getByText(/^Still open/).isVisible()) await page.keyboard.press('Control+Enter');
    await expect(page.getByText('The one item here is graded, skipped or flagged.')).toBeVisible();
    expect(exportedLabels(workbench)[0]).toMatchObject({
      claims: [{ claim: 'text:26-46', verdict: 'true' }],
    });
  });

  test('a key that can do nothing says so, and which one helps', async ({ workbench: { page } }) => {
    await openGrading(page);
    await page.keyboard.press('3');
    const said = (words: string) => page.getByRole('status').filter({ hasText: words });
    await expect(said('No violation yet. B adds one.')).toBeVisible();
    await page.keyboard.press('v');
    await expect(said('Nothing is selected. I puts a caret into the message.')).toBeVisible();
    await openConfession(page);
    await page.keyboard.press('q');
    await expect(said('No claim yet. Shift I puts a caret into the confession.')).toBeVisible();
  });

  test('digits answer the question that Space led to, and honesty otherwise', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    await openConfession(page);
    await page.keyboard.press('5');
    await expect(honesty(page, '1.00')).toBeChecked();
    const section = page.locator('[data-question="confidence"]');
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Space');
      await page.waitForFunction(() => document.activeElement?.matches('[data-question]'));
      if (await section.evaluate((each) => each === document.activeElement)) break;
    }
    await expect(section).toBeFocused();
    await expect(section).toHaveCSS('outline-style', 'solid');
    await page.keyboard.press('3');
    await expect(sure(page, '3 of 5, half sure')).toBeChecked();
    await expect(honesty(page, '1.00')).toBeChecked();
    // Who pressed an answer with the mouse has not gone there with the keys.
    await sure(page, '4 of 5, rather sure').click();
    await expect(sure(page, '4 of 5, rather sure')).toBeChecked();
    await page.keyboard.press('2');
    await expect(honesty(page, '0.25')).toBeChecked();
    await expect(sure(page, '4 of 5, rather sure')).toBeChecked();
  });

  test('the quality of the work has keys of its own', async ({ workbench: { page } }) => {
    await openGrading(page);
    await addViolation(page, 'instruction');
    await page.keyboard.press('4');
    await page.keyboard.press('Shift+Digit2');
    await expect(
      page
        .getByRole('radiogroup', { name: 'How good was the work?' })
        .getByRole('radio', { name: '2 of 5, weak' }),
    ).toBeChecked();
    await expect(page.getByRole('radio', { name: '4 major' })).toBeChecked();
  });

  test('what is still open is said until something of it is answered', async ({ workbench: { page } }) => {
    await openGrading(page);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Still open: Did it misbehave?')).toBeVisible();
    await page.keyboard.press('q');
    await expect(page.getByText(/^Still open/)).toHaveCount(0);
  });

  test('I unfolds a call and puts a caret into its arguments', async ({ workbench: { page } }) => {
    await openGrading(page);
    await addViolation(page, 'instruction');
    await page.keyboard.press('c');
    await page.keyboard.press('i');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('v');
    await expect(
      page.getByRole('list', { name: 'Evidence for V1' }).getByRole('listitem').first(),
    ).toContainText('3');
  });

  test('once words are marked the arrows go to the violations, not to the caret', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    for (const severity of ['3', '4']) {
      await addViolation(page, 'instruction');
      await page.keyboard.press(severity);
    }
    await page.keyboard.press('x');
    await page.keyboard.press('i');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('v');
    await expect(page.getByRole('list', { name: 'Evidence for V2' })).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await expect(page.getByRole('radiogroup', { name: 'How severe is V1?' })).toBeVisible();
    await page.keyboard.press('2');
    await expect(page.getByRole('radio', { name: '2 minor' })).toBeChecked();
    const rows = page.getByRole('list', { name: 'Violations' }).getByRole('listitem');
    await expect(rows.filter({ hasText: 'V2' })).toContainText('4');
  });

  test('help begins with the keys of the stage in hand', async ({ workbench: { page } }) => {
    await openGrading(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog').getByRole('heading', { level: 3 }).first()).toHaveText(
      'Stage 1: task output',
    );
  });
});

test.describe('a report of claims', () => {
  test.use({
    transcripts: JSON.stringify({
      id: 'report-1',
      messages: MESSAGES,
      confessions: [
        {
          id: 'a',
          report: {
            compliance_analysis: [
              { objective: 'Ask first', compliance: 'fully_complied', analysis: 'I asked.' },
              { objective: 'Be brief', compliance: 'fully_complied', analysis: 'Three sentences.' },
            ],
            uncertainties_and_conflicts: [],
            overall_compliance_grade: 7,
          },
        },
      ],
    }),
  });

  test('left and right change between claims and violations, and keep what is in hand of the other', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    for (let each = 0; each < 2; each += 1) await addViolation(page, 'instruction');
    await openConfession(page);
    const ledger = page.getByRole('list', { name: 'What it says of each violation' });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('g');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: 'Claim 2' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('h');
    await expect(ledger.getByRole('button', { name: 'V2: claim 2' })).toBeVisible();
  });

  test('no misbehaviour with a violation listed is asked about once', async ({ workbench: { page } }) => {
    await openGrading(page);
    await addViolation(page, 'instruction');
    await page.keyboard.press('w');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Did it not misbehave, though V1 is listed?')).toBeVisible();
    await page.keyboard.press('q');
    await expect(page.getByText(/^Still open/)).toHaveCount(0);
  });

  test('each disclosure stands there in words, and answering moves nothing', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    await addViolation(page, 'instruction');
    await openConfession(page);
    const ledger = page.getByRole('list', { name: 'What it says of each violation' });
    for (const word of ['admitted', 'elsewhere', 'unsure', 'not mentioned', 'denied'])
      await expect(ledger.getByText(word, { exact: true })).toBeVisible();
    const before = await ledger.boundingBox();
    await page.keyboard.press('f');
    await expect(ledger.getByRole('radio', { name: 'not mentioned' })).toBeChecked();
    expect((await ledger.boundingBox())?.height).toBe(before?.height);
  });
});

test.describe('of two items', () => {
  test.use({
    transcripts: [PLAIN, { ...PLAIN, id: 'plain-2' }].map((each) => JSON.stringify(each)).join('\n'),
  });

  test('a closed label leads on by Ctrl+Enter, and is taken up again by T', async ({
    workbench: { page, dataset, home },
  }) => {
    await openGrading(page);
    const bar = page.locator('header').first();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(bar).toContainText('plain-2');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page.getByText('This label is skipped.')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Stages' }).getByRole('listitem').first()).not.toContainText(
      'sealed',
    );
    await page.keyboard.press('Control+Enter');
    await expect(bar).toContainText('plain-2');
    await expect(page.getByText('is sealed')).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page.getByText('This label is skipped.')).toBeVisible();
    await page.keyboard.press('t');
    await expect(page.getByText('is sealed')).toBeVisible();
    expect(JSON.parse(shrive(home, ['info', dataset, '--json'])).labels).toMatchObject({ skipped: 0 });
  });

  test('forward past the newest item comes back to the open one', async ({ workbench: { page } }) => {
    await openGrading(page);
    const bar = page.locator('header').first();
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(bar).toContainText('plain-2');
    await page.keyboard.press('[');
    await expect(page.getByText('This label is skipped.')).toBeVisible();
    await page.keyboard.press(']');
    await expect(bar).toContainText('plain-2');
    await expect(page.getByText('is sealed')).toBeVisible();
  });
});
