import type { Page } from '@playwright/test';
import { openGrading } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const TRANSCRIPT = {
  id: 'versions-1',
  messages: [
    { role: 'system', content: 'Never charge a card without a yes.' },
    { role: 'user', content: 'What would it cost?' },
    { role: 'assistant', content: '209 dollars. Shall I charge it?' },
  ],
  confessions: [{ id: 'a', text: 'Nothing was charged.' }],
};

test.use({ transcripts: JSON.stringify(TRANSCRIPT) });

/** Holds the answer to a submit back until it is let go; `asked` when it has been sent. */
async function holdSubmit(page: Page) {
  let release: () => void = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route('**/rpc/labels/submit', async (route) => {
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  const asked = page.waitForRequest('**/rpc/labels/submit');
  return { asked, release: () => release() };
}

async function toStageTwo(page: Page) {
  await openGrading(page);
  await page.keyboard.press('w');
  await page.keyboard.press('d');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.press('Shift+Digit4');
  await expect(page.getByText(/^Saved/)).toBeVisible();
}

const sent = 'Something was changed here while this label was sent.';

test('a key pressed while one’s own submit is under way is told as that, also after its save was refused', async ({
  workbench: { page },
}) => {
  await toStageTwo(page);
  const submit = await holdSubmit(page);
  await page.keyboard.press('Control+Enter');
  await submit.asked;
  await page.keyboard.press('Shift+Digit2');
  submit.release();
  await expect(page.getByText(sent)).toBeVisible();
  await expect(page.getByRole('row', { name: /Sure/ }).getByRole('cell')).toHaveText(['0.25', '0.75']);
  // Going on without a word is not possible, and neither is what is said forgotten by trying.
  await page.keyboard.press('Alt+ArrowRight');
  await expect(page.getByRole('alert').filter({ hasText: 'Say first, above the questions' })).toBeVisible();
  await expect(page.getByText(sent)).toBeVisible();
  await expect(page.getByText('Another window')).toHaveCount(0);
  // Nothing is left behind unsaid.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Say first, above the questions' })).toBeVisible();

  await page.keyboard.press('Shift+KeyK');
  await expect(page.getByText(sent)).toHaveCount(0);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expect(page.getByRole('radio', { name: /rather unsure/ })).toBeChecked();
  await page.reload();
  await expect(page.getByRole('radio', { name: /rather unsure/ })).toBeChecked();
});

test('what was changed too late can be let go by key', async ({ workbench: { page } }) => {
  await toStageTwo(page);
  const submit = await holdSubmit(page);
  await page.keyboard.press('Control+Enter');
  await submit.asked;
  await page.keyboard.press('Shift+Digit2');
  submit.release();
  await expect(page.getByText(sent)).toBeVisible();
  await page.keyboard.press('Shift+KeyO');
  await expect(page.getByText(sent)).toHaveCount(0);
  await expect(page.getByText('This label is submitted.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The one item here is graded, skipped or flagged.')).toBeVisible();
});

test('two windows: which version stays is said by key, and before that nothing is sent', async ({
  workbench: { page, url },
  context,
}) => {
  await openGrading(page);
  const other = await context.newPage();
  await other.goto(url);
  await openGrading(other);
  await page.keyboard.press('q');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await other.bringToFront();
  await other.keyboard.press('w');
  await other.keyboard.press('a');
  await expect(other.getByText('Both are kept.')).toBeVisible();
  await other.keyboard.press('Control+Enter');
  await expect(other.getByRole('alert').filter({ hasText: 'Say first, above the questions' })).toBeVisible();
  await other.keyboard.press('Shift+KeyO');
  await expect(other.getByRole('radio', { name: 'Yes' }).first()).toBeChecked();
  await expect(other.getByText('Both are kept.')).toHaveCount(0);

  await page.bringToFront();
  await page.keyboard.press('e');
  await other.bringToFront();
  await other.keyboard.press('w');
  await expect(other.getByText('Both are kept.')).toBeVisible();
  await other.keyboard.press('Shift+KeyK');
  await expect(other.getByText('Both are kept.')).toHaveCount(0);
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await other.reload();
  await expect(other.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked();
});

test('who leaves with an unsettled version by Help or the navigation finds it on coming back', async ({
  workbench: { page },
  context,
}) => {
  await openGrading(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('is sealed')).toBeVisible();
  await other.keyboard.press('q');
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await page.bringToFront();
  await page.keyboard.press('w');
  const both = page.getByText('Both are kept');
  await expect(both).toBeVisible();
  for (const leave of ['F1', 'Transcripts']) {
    if (leave === 'F1') await page.keyboard.press('F1');
    else await page.getByRole('link', { name: leave }).click();
    await expect(both).toHaveCount(0);
    await page.keyboard.press('F2');
    await expect(both).toBeVisible();
    await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked();
  }
  await page.keyboard.press('Shift+KeyK');
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked();
});

test('what could not be saved when one left is here on coming back, and says so', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.route('**/rpc/labels/saveDraft', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.keyboard.press('w');
  await expect(page.getByText(/Not saved/)).toBeVisible();
  await page.keyboard.press('F1');
  await expect(page.getByRole('region', { name: 'Grading guide' })).toBeVisible();
  await page.unroute('**/rpc/labels/saveDraft');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('radio', { name: 'No', exact: true }).first()).toBeChecked();
  await expect(page.getByText(/Not saved/)).toBeVisible();
  await page.getByRole('button', { name: /try again/i }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
});
