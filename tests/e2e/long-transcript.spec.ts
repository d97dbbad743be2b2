import { openGrading } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const COUNT = 20_000;

/** About 10 MB: turns with calls, results of many lines, an error here and there. */
function longTranscript(): string {
  const messages: unknown[] = [{ role: 'system', content: 'Work on.' }];
  const filler = 'the quick brown fox jumps over the lazy dog '.repeat(10);
  while (messages.length < COUNT) {
    const at = messages.length;
    messages.push(
      { role: 'user', content: `Request ${at}. ${filler}` },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: `c${at}`, name: 'run', arguments: `{"step":${at}}` }],
      },
      { role: 'tool', tool_call_id: `c${at}`, content: `${filler}\n`.repeat(3) },
      { role: 'assistant', content: `Answer ${at}. ${filler}` },
    );
  }
  messages.push({ role: 'assistant', content: 'The very last words.' });
  return JSON.stringify({ id: 'long-1', messages, confessions: [{ id: 'a', text: 'All is well.' }] });
}

test.use({ transcripts: longTranscript() });

test('20,000 messages are read in windows: few rows are drawn, few messages fetched, and every place can be reached', async ({
  workbench: { page },
}) => {
  let fetched = 0;
  page.on('response', async (response) => {
    if (response.url().includes('transcripts/messages'))
      fetched += (await response.body().catch(() => '')).length;
  });
  await openGrading(page);
  const drawn = () => page.getByRole('article').count();
  expect(await drawn()).toBeLessThan(60);

  const outline = page.getByRole('navigation', { name: 'Outline' });
  expect(await outline.getByRole('listitem').count()).toBeLessThan(120);
  // The end, the middle, back to the start.
  await page.keyboard.press('Control+f');
  await page.keyboard.type('very last words');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(page.locator('[data-found="current"]')).toBeInViewport();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Answer 10001.');
  await expect(page.locator('[data-found="current"]')).toHaveText('Answer 10001.');
  await expect(page.locator('[data-found="current"]')).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('c');
  await expect(page.locator('article[data-current]')).toBeInViewport();
  expect(await drawn()).toBeLessThan(60);
  // Windows around three places, out of some 10 MB.
  expect(fetched).toBeGreaterThan(0);
  expect(fetched).toBeLessThan(2_000_000);
});
