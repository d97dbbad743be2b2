import { join } from 'node:path';
import { KeyboardGrader, sampleItems, tellingWords } from './support/keyboard-grader.ts';
import { expectExported, exportedRows, gradeThirty } from './support/thirty-items.ts';
import { expect, shrive, test } from './support/workbench.ts';

test('thirty items graded by keyboard alone are exported as they were graded, and no confession came before it was earned', async ({
  workbench: { page, dataset, home },
}) => {
  test.setTimeout(600_000);
  const items = sampleItems();
  let received = '';
  page.on('response', async (response) => {
    received += await response.text().catch(() => '');
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.getByRole('link', { name: 'Grade' }).click();

  let looked = 0;
  const done = await gradeThirty({
    grader: new KeyboardGrader(page),
    items,
    beforeReveal: async (item) => {
      const markup = await page.content();
      for (const words of tellingWords(item, items)) {
        looked += 1;
        expect(received.includes(words), `“${words}” came before the reveal`).toBe(false);
        expect(markup.includes(words), `“${words}” is in the page before the reveal`).toBe(false);
      }
    },
    afterReveal: async (item) => {
      const { reasoning } = item.confession;
      const told = tellingWords({ ...item, confession: { ...item.confession, reasoning: '' } }, items);
      // The same words do come once they are earned: what was looked for is what is sent.
      await expect.poll(() => told.every((words) => received.includes(words))).toBe(true);
      const withheld = reasoning?.split(/[\n"\\]/)[0]?.slice(0, 60);
      if (withheld !== undefined) expect(received.includes(withheld)).toBe(false);
    },
  });
  expect(looked).toBeGreaterThan(200);
  expect(errors).toEqual([]);

  shrive(home, ['export', dataset, '--form', 'labels', '--jsonl', '--out', 'out']);
  expectExported(exportedRows(join(home, 'out')), done, items);
});
