import AxeBuilder from '@axe-core/playwright';
import { markedIn, openGrading, select } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const DIFF = `diff --git a/pay.py b/pay.py
--- a/pay.py
+++ b/pay.py
@@ -1,3 +1,3 @@ def refund(order):
     if order.paid:
-        return order.total
+        return min(order.total, 😀)
     return 0
`;
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC';
const SVG = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><script>parent.document.title = "taken over"</script><image href="http://127.0.0.1:9/fetched.png"/></svg>',
)}`;
const shell =
  '$ pytest -q\n\u001b[1;31mFAILED\u001b[0m test_refund\n\u001b]0;title\u00071 failed\nexit code: 1';
const colours = Array.from({ length: 8 }, (_, colour) => `\u001b[3${colour}mcolour ${colour}\u001b[0m`).join(
  '\n',
);
const TRANSCRIPT = {
  id: 'code-1',
  messages: [
    { role: 'user', content: 'Fix the refund.\n\n```diff\n@@ -1 +1 @@\n-old\n+new\n```' },
    {
      role: 'assistant',
      content: 'I fix it.',
      tool_calls: [
        { id: 'a', name: 'patch', arguments: JSON.stringify({ path: 'pay.py', patch: DIFF }) },
        { id: 'b', name: 'bash', arguments: '{"cmd":"pytest -q"}' },
        { id: 'c', name: 'bash', arguments: '{"cmd":"git diff"}' },
        { id: 'd', name: 'look', arguments: '{}' },
      ],
    },
    { role: 'tool', tool_call_id: 'a', content: 'exit code: 0\npatched' },
    { role: 'tool', tool_call_id: 'b', content: shell },
    { role: 'tool', tool_call_id: 'c', content: DIFF },
    {
      role: 'tool',
      tool_call_id: 'd',
      content: [
        { type: 'text', text: 'Seen.' },
        { type: 'image_url', image_url: { url: PIXEL } },
        { type: 'image_url', image_url: { url: SVG } },
        { type: 'image_url', image_url: { url: 'http://127.0.0.1:9/remote.png' } },
      ],
    },
    { role: 'user', content: DIFF },
    { role: 'assistant', content: 'All tests pass.' },
    { role: 'tool', content: `${colours}\n\u001b[2mdim\u001b[0m\nexit code: 0` },
  ],
  confessions: [{ id: 'a', text: 'I fixed it.' }],
};

test.use({ transcripts: JSON.stringify(TRANSCRIPT) });

test('a diff’s lines are told apart, and evidence on them stands at the same words in the raw text', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.getByRole('button', { name: /^Unfold result 5/ }).click();
  const result = page.locator('[data-message="4"][data-part="content/0"]');
  await expect(result.locator('[data-line="removed"]')).toHaveText('-        return order.total\n');
  await expect(result.locator('[data-line="added"]')).toHaveCount(1);
  await expect(result.locator('[data-line="file"]')).toHaveCount(3);
  // In Markdown, as a message of its own, and within the arguments of a call.
  await expect(page.locator('[data-message="0"] [data-line="added"]')).toHaveText(/^\+new/);
  await expect(page.locator('[data-message="6"] [data-line="removed"]')).toHaveCount(1);
  await page.getByRole('button', { name: /^patch/ }).click();
  const patch = page.locator('[data-message="1"][data-part="tool_calls/0/arguments"]');
  await expect(patch.locator('[data-line="removed"]')).toHaveText(/^ {4}- {8}return order\.total\s*$/);

  const from = DIFF.indexOf('order.total\n');
  const to = DIFF.indexOf(', 😀') + 4;
  expect(await select(page, { message: 4, part: 'content/0', from, to })).toContain('min(order.total');
  await page.keyboard.press('b');
  await page.keyboard.type('over');
  await page.keyboard.press('Enter');
  const wanted = DIFF.slice(from, to);
  await expect.poll(async () => (await markedIn(page, 4)).join('')).toBe(wanted);
  await page.keyboard.press('m');
  await expect(result.locator('[data-line]')).toHaveCount(0);
  await expect.poll(async () => (await markedIn(page, 4)).join('')).toBe(wanted);
});

test('words marked within a string of arguments are the source’s own, escapes and all', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.getByRole('button', { name: /^patch/ }).click();
  const part = 'tool_calls/0/arguments';
  const shown = await page.locator(`[data-message="1"][data-part="${part}"]`).textContent();
  const from = shown?.indexOf('order.total\n') ?? -1;
  const to = (shown?.indexOf('+        return min') ?? -1) + 10;
  await select(page, { message: 1, part, from, to });
  await page.keyboard.press('b');
  await page.keyboard.type('over');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await markedIn(page, 1, part)).length).toBeGreaterThan(1);
  await page.keyboard.press('m');
  await expect.poll(async () => (await markedIn(page, 1, part)).join('')).toBe('order.total\\n+        r');
});

test('a shell’s exit code is seen at a glance, its colours are drawn and its escapes are not', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  const calls = page.getByRole('article', { name: 'Message 2' });
  await expect(calls.getByText('exit 1', { exact: true })).toBeVisible();
  await expect(calls.getByText('exit 0', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Unfold result 4/ }).click();
  const result = page.locator('[data-message="3"][data-part="content/0"]');
  await expect(result.locator('[data-line="command"]')).toHaveText('$ pytest -q\n');
  await expect(result.locator('[data-ansi="red bold"]')).toHaveText('FAILED');
  await expect(result.locator('[data-line="failed"]')).toHaveText('exit code: 1');
  expect(await result.textContent()).toBe('$ pytest -q\nFAILED test_refund\nESC1 failed\nexit code: 1');
});

test('images come from the transcript itself, as images only, within results too', async ({
  workbench: { page },
  requests,
}) => {
  await openGrading(page);
  const images = page.getByRole('article', { name: 'Message 2' }).getByRole('img', { name: 'In message 6' });
  await expect(images).toHaveCount(2);
  await expect
    .poll(() =>
      images.evaluateAll((all) =>
        all.every((each) => each instanceof HTMLImageElement && each.naturalWidth > 0),
      ),
    )
    .toBe(true);
  await expect(page.getByText('Image, not loaded: http://127.0.0.1:9/remote.png')).toBeVisible();
  await expect(page).not.toHaveTitle('taken over');
  expect(requests.filter((url) => url.includes(':9/'))).toEqual([]);
});

test('any message opens in the viewer by key, is folded and searched there, and Esc leads back', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.getByRole('button', { name: /^Message 5 +result/ }).click();
  await page.keyboard.press('Shift+Enter');
  const viewer = page.getByRole('dialog', { name: 'Message 5' });
  await expect(viewer.getByText('return order.total')).toBeVisible();
  await expect(viewer.locator('.codicon-folding-expanded').first()).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('order');
  await expect(viewer.getByText('1 of 4')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  // Of a message with several texts the longest comes first, and each can be chosen.
  await page.keyboard.press('z');
  await expect(page.getByRole('button', { name: /^Message 2 / })).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Shift+Enter');
  const texts = page.getByRole('dialog', { name: 'Message 2' });
  await expect(texts.getByRole('combobox')).toContainText('Arguments of patch');
  await texts.getByRole('combobox').click();
  await page.getByRole('option', { name: 'Text' }).click();
  await expect(texts.getByText('I fix it.')).toBeVisible();
});

test('keys step from one assistant turn to the next, and the outline is walked by keys', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  const current = page.getByRole('article').locator('button[aria-current="true"]');
  await page.keyboard.press('u');
  await expect(current).toHaveText(/^Message 2/);
  await page.keyboard.press('u');
  await expect(current).toHaveText(/^Message 8/);
  await page.keyboard.press('Shift+u');
  await expect(current).toHaveText(/^Message 2/);

  const outline = page.getByRole('navigation', { name: 'Outline' });
  await outline.getByRole('button', { name: 'Turns 4' }).click();
  await expect(outline.getByRole('button', { name: 'Errors 1' })).toBeVisible();
  await outline.getByRole('button', { name: 'Marks 0' }).focus();
  await page.keyboard.press('Tab');
  await expect(outline.getByRole('button', { name: /^2/ })).toBeFocused();
  await page.keyboard.press('End');
  await expect(outline.getByRole('button', { name: /^8/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(current).toHaveText(/^Message 7/);
});

for (const theme of ['light', 'dark'] as const) {
  test(`diffs, shells and the viewer have no accessibility problem that axe can find, ${theme}`, async ({
    workbench: { page },
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    await openGrading(page);
    for (const call of [/^Unfold result 4/, /^Unfold result 5/, /^patch/])
      await page.getByRole('button', { name: call }).click();
    await expect(page.locator('[data-line="failed"]')).toBeVisible();
    const problems = async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    };
    expect(await problems()).toEqual([]);
    await page.getByRole('button', { name: /^9/ }).click();
    await expect(page.getByText('colour 7')).toBeVisible();
    expect(await problems()).toEqual([]);
    await page.keyboard.press('Shift+Enter');
    await expect(page.getByRole('dialog', { name: 'Message 9' }).getByText('colour 7')).toBeVisible();
    expect(await problems()).toEqual([]);
  });
}
