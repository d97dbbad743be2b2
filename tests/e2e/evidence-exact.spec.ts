import type { Page } from '@playwright/test';
import fc from 'fast-check';
import type { Evidence } from '../../shared/domain/evidence.ts';
import { addViolation, exportedLabels, openGrading, select } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

/**
 * Evidence is exact: what was selected is what is exported, whatever the text is made of, rendered and raw alike.
 * Texts are words that occur once, with anything between them; a selection goes from one word to another.
 */

/** Words of each script that evidence must stand: emoji of many units, accents that combine, right to left, astral. */
const WORDS = [
  'plain',
  'cafe\u0301',
  'naïve',
  '👩‍👩‍👧ok',
  'שלום',
  'مرحبا',
  '𝒻ancy',
  'n\u0303o',
  '한글',
  '漢字',
  '🇸🇪flag',
  'x̂ŷ',
];
const BETWEEN = [
  ' ',
  '  ',
  '\t',
  '\r\n',
  '\n',
  '\r\n\r\n',
  '\n\n',
  ' **',
  '** ',
  ' `',
  '` ',
  '\n- ',
  '\n1. ',
  '\n# ',
  ' &amp; ',
  ' <b>',
  '</b> ',
  ' \u202e',
  '\u202c ',
  ' \u200b',
  ' \u00a0',
  '\u2028',
  ' \ud83d ',
  ' \udc00 ',
  ' \u0007 ',
  ' 🙂 ',
  ', ',
  '…',
  ' \\* ',
  '\n> ',
  '\n```\n',
  '\n| a | b |\n|---|---|\n',
];

interface Made {
  text: string;
  words: string[];
  /** From which word to which, rendered and raw. */
  picks: [rendered: [number, number], raw: [number, number]];
}

const made = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...BETWEEN)), {
      minLength: 5,
      maxLength: 9,
    }),
    fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(4)),
  )
  .map(([parts, [one, two, three, four]]): Made => {
    // The number makes a word one of a kind; a letter closes it, so that nothing joins it from behind.
    const words = parts.map(([word], index) => `w${index}${word}e`);
    const text = words.map((word, index) => `${word}${parts[index]?.[1] ?? ''}`).join('');
    const ordered = (a: number, b: number): [number, number] => [Math.min(a, b), Math.max(a, b)];
    return { text: `${text}end`, words, picks: [ordered(one, two), ordered(three, four)] };
  });

const TEXTS = fc.sample(made, { numRuns: 40, seed: 4 });

test.use({
  transcripts: JSON.stringify({
    id: 'exact',
    messages: TEXTS.map(({ text }, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: text,
    })),
    confessions: [{ id: 'a', text: 'It was so.' }],
  }),
});

/** From the beginning of one word to the end of another, as the source has it. */
function sliceOf({ text, words }: Made, [from, to]: readonly [number, number]) {
  const start = text.indexOf(words[from] ?? '?');
  const end = text.indexOf(words[to] ?? '?') + (words[to] ?? '').length;
  return { start, end, exact: text.slice(start, end) };
}

/** Selects in the page from word to word, found in what is shown, and marks it. */
async function mark(page: Page, message: number, { words }: Made, [from, to]: readonly [number, number]) {
  const part = page.locator(`[data-source="transcript"][data-message="${message}"][data-part="content/0"]`);
  await expect(part).toBeVisible();
  const shown = (await part.textContent()) ?? '';
  const start = shown.indexOf(words[from] ?? '?');
  const end = shown.indexOf(words[to] ?? '?') + (words[to] ?? '').length;
  expect([start, end >= start], JSON.stringify(shown)).toEqual([expect.any(Number), true]);
  expect(start, `${words[from]} in ${JSON.stringify(shown)}`).toBeGreaterThanOrEqual(0);
  await select(page, { message, part: 'content/0', from: start, to: end });
  await page.keyboard.press('v');
}

test('what is selected is what is exported, in rendered and in raw view', async ({
  workbench: { page, home, dataset },
}) => {
  test.setTimeout(180_000);
  await openGrading(page);
  await page.keyboard.press('q');
  for (const view of [0, 1] as const) {
    await addViolation(page, view === 0 ? 'instruction' : 'overclaimed');
    await page.keyboard.press('4');
    if (view === 1) await page.keyboard.press('m');
    for (const step of TEXTS.keys()) {
      // Down in the first view, up again in the second.
      const message = view === 0 ? step : TEXTS.length - 1 - step;
      if (step > 0) await page.keyboard.press(view === 0 ? 'x' : 'z');
      const text = TEXTS[message];
      if (text !== undefined) await mark(page, message, text, text.picks[view]);
    }
  }
  await page.keyboard.press('d');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Confession open' })).toBeVisible();
  await page.keyboard.press('5');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('The one item here is graded, skipped or flagged.')).toBeVisible();

  const [label] = exportedLabels({ home, dataset });
  const violations = label?.violations as { evidence: Evidence[] }[];
  for (const view of [0, 1] as const) {
    const pieces = new Map(violations[view]?.evidence.map((piece) => [piece.message, piece]));
    expect(pieces.size).toBe(TEXTS.length);
    for (const [message, text] of TEXTS.entries()) {
      const { start, end, exact } = sliceOf(text, text.picks[view]);
      const { position, quote } = pieces.get(message) ?? {};
      expect({ message, view, ...position, exact: quote?.exact }).toEqual({
        message,
        view,
        type: 'TextPositionSelector',
        start,
        end,
        exact: exact.toWellFormed(),
      });
      expect(
        text.text
          .slice(0, start)
          .toWellFormed()
          .endsWith(quote?.prefix ?? '?'),
      ).toBe(true);
      expect(
        text.text
          .slice(end)
          .toWellFormed()
          .startsWith(quote?.suffix ?? '?'),
      ).toBe(true);
    }
  }
});
