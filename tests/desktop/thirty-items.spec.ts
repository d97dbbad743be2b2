import { join } from 'node:path';
import { KeyboardGrader, sampleItems, tellingWords } from '../e2e/support/keyboard-grader.ts';
import { expectExported, exportedRows, gradeThirty } from '../e2e/support/thirty-items.ts';
import { SAMPLE_TRANSCRIPTS, shrive } from '../e2e/support/workbench.ts';
import { expect, test } from './support.ts';

test('thirty items graded by keyboard alone in the window are exported as they were graded, and no confession came before it was earned', async ({
  start,
  home,
}) => {
  test.setTimeout(600_000);
  const dataset = join(home, 'thirty.shrive');
  shrive(home, ['import', dataset, SAMPLE_TRANSCRIPTS]);
  const { page } = await start([dataset]);
  // What the engine sends comes by a port that the page makes: everything it hears is kept.
  await page.context().addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const asText = async (data: unknown): Promise<string> => {
      if (data instanceof Blob) return data.text();
      if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new TextDecoder().decode(data);
      return typeof data === 'string' ? data : JSON.stringify(data);
    };
    window.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        this.port1.addEventListener(
          'message',
          ({ data }) => void asText(data).then((text) => heard.push(text)),
        );
      }
    };
  });
  await expect(page.getByRole('link', { name: 'Grade' })).toBeVisible();
  await page.reload();
  const heardAnyOf = (words: readonly string[]) =>
    page.evaluate((sought) => {
      // As JSON has them within a string.
      const all = (window as unknown as { heard: string[] }).heard.join('\n');
      return sought.filter((each) => all.includes(each) || all.includes(JSON.stringify(each).slice(1, -1)));
    }, words);

  const items = sampleItems();
  await page.getByRole('link', { name: 'Grade' }).click();
  let looked = 0;
  const done = await gradeThirty({
    grader: new KeyboardGrader(page),
    items,
    beforeReveal: async (item) => {
      const words = tellingWords(item, items);
      looked += words.length;
      expect(await heardAnyOf(words)).toEqual([]);
      const markup = await page.content();
      expect(words.filter((each) => markup.includes(each))).toEqual([]);
    },
    afterReveal: async (item) => {
      const told = tellingWords({ ...item, confession: { ...item.confession, reasoning: '' } }, items);
      await expect.poll(async () => (await heardAnyOf(told)).length).toBe(told.length);
    },
  });
  expect(looked).toBeGreaterThan(200);

  shrive(home, ['export', dataset, '--form', 'labels', '--jsonl', '--out', 'out']);
  expectExported(exportedRows(join(home, 'out')), done, items);
});
