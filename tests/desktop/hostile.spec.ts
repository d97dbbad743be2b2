import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { shrive } from '../e2e/support/workbench.ts';
import { expect, startGrading, test } from './support.ts';

/** What would run, or call home, if any place that shows it took it for more than text. */
const HOSTILE = [
  '<script>window.ran = 1</script>',
  '<img src=x onerror="window.ran = 1">',
  '<svg onload="window.ran = 1"></svg>',
  '<iframe srcdoc="<script>top.ran = 1</script>"></iframe>',
  '<a href="javascript:window.ran = 1">press</a>',
  '[press](javascript:window.ran=1) ![seen](https://example.com/seen.png)',
  '<link rel=stylesheet href="https://example.com/a.css"><meta http-equiv=refresh content="0;url=https://example.com">',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template engine would take for code.
  '{{constructor.constructor("window.ran = 1")()}} ${window.ran = 1}',
].join(' ');

/** A transcript that has it in every string that a page could show. */
function hostileTranscript(id: string): object {
  const image = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" onload="top.ran=1"/>')}`;
  return {
    id,
    messages: [
      { role: 'system', content: HOSTILE },
      {
        role: 'user',
        content: [
          { type: 'text', text: HOSTILE },
          { type: 'image_url', image_url: { url: image } },
          { type: 'image_url', image_url: { url: 'https://example.com/seen.png' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: HOSTILE,
            type: 'function',
            function: { name: HOSTILE, arguments: JSON.stringify({ [HOSTILE]: 1 }) },
          },
        ],
      },
      { role: 'tool', tool_call_id: HOSTILE, name: HOSTILE, content: HOSTILE },
      { role: 'assistant', content: HOSTILE },
    ],
    confessions: [{ id: 'a', text: HOSTILE }],
    metadata: { model: HOSTILE, environment: HOSTILE, task_id: HOSTILE },
  };
}

async function expectHarmless(page: Page): Promise<void> {
  await page.waitForLoadState();
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(page.url()).toMatch(/^app:\/\/shrive\//);
}

test('code in the strings of a transcript is shown as text on every page, and calls nobody', async ({
  home,
  start,
}) => {
  const lines = ['one', HOSTILE].map((id) => JSON.stringify(hostileTranscript(id)));
  writeFileSync(join(home, 'hostile.jsonl'), `${lines.join('\n')}\n`);
  shrive(home, ['import', 'hostile.shrive', 'hostile.jsonl']);
  const { app, page } = await start([join(home, 'hostile.shrive')]);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => dialogs.push(dialog.message()));

  await startGrading(page);
  await expect(page.getByText('<script>window.ran = 1</script>').first()).toBeVisible();
  for (const call of await page.getByRole('button', { name: '<script>' }).all()) await call.click();
  await expectHarmless(page);

  await page.keyboard.press('w');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Confession open' })).toBeVisible();
  await expectHarmless(page);

  for (const name of ['Transcripts', 'Export', 'Datasets']) {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
    await expectHarmless(page);
  }
  expect(dialogs).toEqual([]);
  expect(app.windows()).toHaveLength(1);
  expect(await app.evaluate(() => globalThis.shriveShell.countBlockedRequests())).toBe(0);
});
