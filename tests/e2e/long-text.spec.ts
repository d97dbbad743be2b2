import { addViolation, markedIn, openGrading } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const lines = Array.from({ length: 5000 }, (_, line) => `${line % 3 === 0 ? '' : '  '}step ${line} is done`);
const TRANSCRIPT = {
  id: 'log-1',
  messages: [
    { role: 'user', content: 'Run it.' },
    { role: 'assistant', content: '', tool_calls: [{ id: 'c', name: 'run', arguments: '{}' }] },
    { role: 'tool', tool_call_id: 'c', content: lines.join('\n') },
  ],
  confessions: [{ id: 'a', text: 'I ran it.' }],
};

test.use({ transcripts: JSON.stringify(TRANSCRIPT) });

test('a text too long for the page opens in an editor of its own, read-only, that can search it', async ({
  workbench: { page },
  requests,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await openGrading(page);
  await page.getByRole('button', { name: /^Unfold result 3/ }).click();
  await expect(page.getByText('step 4999 is done')).toHaveCount(0);
  await page.getByRole('button', { name: '5,000 lines. Open them' }).click();
  const viewer = page.getByRole('dialog', { name: 'Message 3' });
  await expect(viewer.getByText('step 2 is done')).toBeVisible();
  await page.keyboard.press('Control+End');
  await expect(viewer.getByText('step 4999 is done')).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('step 2500 is');
  await expect(viewer.getByText('1 of 1')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('q');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  expect(errors).toEqual([]);
  const foreign = requests.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url));
  expect(foreign).toEqual([]);
});

test('words far within a long text are found, marked in the viewer, and seen in the page', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('step 3210 is');
  await expect(page.locator('[data-found="current"]')).toHaveText('step 3210 is');
  await expect(page.locator('[data-found="current"]')).toBeInViewport();
  await page.keyboard.press('Escape');
  await addViolation(page, 'overclaimed');
  await page.getByRole('button', { name: '5,000 lines. Open them' }).click();
  const viewer = page.getByRole('dialog', { name: 'Message 3' });
  await expect(viewer.getByText('step 2 is done')).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('step 4321 is');
  await expect(viewer.getByText('1 of 1')).toBeVisible();
  await page.keyboard.press('Escape');
  // What was found is selected.
  await page.keyboard.press('v');
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect.poll(() => markedIn(page, 2)).toEqual(['step 4321 is']);
  const at = lines.join('\n').indexOf('step 4321 is');
  await expect(page.locator('mark[data-evidence]')).toHaveAttribute('data-at', String(at));
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+z');
  await expect(page.locator('mark[data-evidence]')).toBeInViewport();
});
