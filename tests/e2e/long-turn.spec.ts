import { openGrading } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const COUNT = 5000;
const calls = Array.from({ length: COUNT }, (_, index) => ({
  id: `call-${index}`,
  name: 'step',
  arguments: `{"n":${index}}`,
}));
const TRANSCRIPT = {
  id: 'turn-1',
  messages: [
    { role: 'user', content: 'Do it all.' },
    { role: 'assistant', content: 'I begin.', tool_calls: calls },
    ...calls.map(({ id }, index) => ({
      role: 'tool',
      tool_call_id: id,
      content: index === 4000 ? 'exit code: 9' : `result ${index}`,
    })),
    { role: 'assistant', content: 'All is done.' },
  ],
  confessions: [{ id: 'a', text: 'I did all.' }],
};

test.use({ transcripts: JSON.stringify(TRANSCRIPT) });

test('a turn of 5,000 calls is drawn as it comes near, call by call, and every call can be reached', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  const current = page.getByRole('article').locator('button[aria-current="true"]');
  const drawn = () => page.getByRole('button', { name: /^step/ }).count();
  expect(await drawn()).toBeLessThan(150);
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  await expect(current).toHaveText(/^Message 5 result/);
  await page.keyboard.press('j');
  await expect(current).toHaveText(/^Message 4003 result/);
  await expect(page.getByText('exit 9')).toBeInViewport();
  await expect(page.getByRole('button', { name: /^step/ }).filter({ hasText: 'n: 4000' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(current).toHaveText(/^Message 5003/);
  await expect(page.getByText('All is done.').last()).toBeInViewport();
  expect(await drawn()).toBeLessThan(150);
});
