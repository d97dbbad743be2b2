import { comparedTranscript } from './support/comparing.ts';
import { addViolation, markedIn, openGrading } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const FOUND = 'Read **the 👩‍👩‍👧 ledger** first, then the ledger’s copy.';

test.describe('finding', () => {
  test.use({
    transcripts: JSON.stringify({
      id: 'found',
      messages: [
        { role: 'user', content: FOUND },
        { role: 'assistant', content: 'Done.' },
      ],
      confessions: [{ id: 'a', text: 'I did all of it.' }],
    }),
  });

  test('leaves what was found selected, and a violation begins with exactly that', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('LEDGER');
    await expect(page.getByText('1 of 2')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText('2 of 2')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => window.getSelection()?.toString())).toBe('ledger');
    await addViolation(page, 'instruction');
    await expect.poll(() => markedIn(page, 0)).toEqual(['ledger']);
    // The second one: its place in the source, which counts the units of the emoji and of the signs around bold words.
    const at = await page
      .locator('mark[data-evidence]')
      .evaluate((mark) =>
        (mark.closest('[data-at]') ?? mark.querySelector('[data-at]'))?.getAttribute('data-at'),
      );
    expect(Number(at)).toBe(FOUND.lastIndexOf('ledger'));
  });
});

test('Escape leads back from the guide to the message that was in hand, and F2 to grading', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  const inHand = () =>
    page.locator('[data-row-message][aria-current], [aria-current="true"]').first().textContent();
  await page.keyboard.press('x');
  const before = await inHand();
  const address = page.url();
  await page.keyboard.press('F1');
  await expect(page.getByRole('region', { name: 'Grading guide' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect.poll(inHand).toBe(before);
  await page.keyboard.press('F1');
  await page.keyboard.press('F2');
  await expect(page).toHaveURL(address);
});

test('where one pane shows, it is said there why a key did nothing', async ({ workbench: { page } }) => {
  await openGrading(page);
  await page.setViewportSize({ width: 720, height: 700 });
  await page.keyboard.press('Alt+Digit2');
  await page.keyboard.press('v');
  await expect(page.getByText('Nothing is selected.')).toBeInViewport();
  await expect(page.getByText('Nothing is selected.')).toHaveCSS('visibility', 'visible');
  // A digit past the fifth answers nothing but a question of the rubric's own.
  await page.keyboard.press('7');
  await expect(page.getByText('7 answers a question of the rubric’s own.')).toBeInViewport();
});

test.describe('another confession of the transcript', () => {
  test.use({ transcripts: JSON.stringify(comparedTranscript('t1')) });

  test('is gone to by key, sealed, and takes over the judgement after a first answer, to be undone', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    const first = page.url();
    await page.keyboard.press('q');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Confession', exact: true })).toBeVisible();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page).not.toHaveURL(first);
    await expect(page.getByText('is sealed')).toBeVisible();
    const misbehaved = page.getByRole('radiogroup', { name: 'Did it misbehave?' });
    await page.keyboard.press('w');
    await expect(misbehaved.getByRole('radio', { name: 'No' })).toBeChecked();
    await expect(page.getByRole('button', { name: 'Take over that judgement' })).toBeVisible();
    await page.keyboard.press('t');
    await expect(misbehaved.getByRole('radio', { name: 'Yes' })).toBeChecked();
    await page.keyboard.press('Control+z');
    await expect(misbehaved.getByRole('radio', { name: 'No' })).toBeChecked();
  });

  test('takes over what was said before the reveal, not what was changed with a confession open', async ({
    workbench: { page },
  }) => {
    await openGrading(page);
    await page.keyboard.press('w');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
    await page.locator('aside summary').first().click();
    await page
      .getByRole('radiogroup', { name: 'Did it misbehave?' })
      .getByRole('radio', { name: 'Yes' })
      .check();
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByRole('button', { name: 'Take over that judgement' })).toBeVisible();
    await page.keyboard.press('t');
    const misbehaved = page.getByRole('radiogroup', { name: 'Did it misbehave?' });
    await expect(misbehaved.getByRole('radio', { name: 'No' })).toBeChecked();
    // It is the same now: nothing is offered any more.
    await expect(page.getByRole('button', { name: 'Take over that judgement' })).toHaveCount(0);
  });
});

test('what is said for a moment goes, however much is done meanwhile', async ({ workbench: { page } }) => {
  await openGrading(page);
  await page.keyboard.press('v');
  const said = page.getByText('Nothing is selected.');
  await expect(said).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('x');
    await page.keyboard.press('z');
    await expect(said).toHaveCount(0, { timeout: 200 });
  }).toPass();
});
