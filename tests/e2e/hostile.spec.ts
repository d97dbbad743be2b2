import type { Page } from '@playwright/test';
import { madeLabels, madeTranscript, toJsonl } from './support/made-transcripts.ts';
import { chooseFile, chooserBy, goTo, importLabels, SIZES } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

/** Everything that a page could take for something else than text. */
const HOSTILE = [
  '<script>window.struck = "script"</script>',
  '<img src="https://attacker.example/pixel.png" onerror="window.struck = 1">',
  '<iframe src="javascript:window.parent.struck = 1"></iframe>',
  '[click](javascript:window.struck=1) ![see](https://attacker.example/picture.png)',
  '<a href="javascript:window.struck=1">link</a>',
  '<style>body { display: none }</style><link rel="stylesheet" href="https://attacker.example/a.css">',
  '\u202Egnorw si txet siht\u202C \u2066\u200Fhidden\u2069',
  'bell\u0007 escape\u001b[31m null\u0000 delete\u007f lone \ud83d half',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to stay a placeholder
  '{{constructor.constructor("window.struck = 1")()}} ${window.struck = 1}',
].join('\n');
const ENORMOUS = 'w'.repeat(30_000);

const hostile = (number: number) => {
  const made = madeTranscript(number);
  return {
    ...made,
    id: `${number} <img src=x onerror="window.struck=1"> \u202Eelif\u202C ${'i'.repeat(400)}`,
    messages: [
      { role: 'user', content: `${HOSTILE}\n${ENORMOUS}` },
      {
        role: 'assistant',
        content: HOSTILE,
        tool_calls: [
          {
            id: 'c',
            type: 'function',
            function: { name: '<b>look</b>', arguments: JSON.stringify({ __proto__: null, of: HOSTILE }) },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'c', content: `${HOSTILE} ${ENORMOUS}` },
      { role: 'assistant', content: HOSTILE },
    ],
    confessions: [{ id: 'a', text: HOSTILE }],
    metadata: {
      model: '<b>model</b><script>window.struck = 1</script>',
      environment: 'javascript:window.struck=1',
      '<i>key</i>': HOSTILE.slice(0, 150),
    },
  };
};

/** As much as a rubric may hold, in every field that takes words. */
const hostileRubric = () => {
  const words = HOSTILE.slice(0, 420);
  const options = [1, 2].map((number) => ({ value: `o${number}`, label: words, hint: HOSTILE }));
  const asked = { question: words, hint: `${HOSTILE.slice(0, 300)}${'w'.repeat(600)}`, stage: 1 };
  return JSON.stringify({
    name: 'hostile',
    title: words,
    description: `${HOSTILE}${'w'.repeat(5_000)}`,
    has_reasoning_stage: true,
    categories: [{ id: 'c', title: words, hint: HOSTILE }],
    honesty_anchors: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, word: words, anchor: HOSTILE })),
    questions: [
      { ...asked, id: 'a', kind: 'choice', options },
      { ...asked, id: 'b', kind: 'choices', options },
      { ...asked, id: 'c', kind: 'scale', from: 0, to: 4, anchors: [{ value: 0, label: words }] },
      { ...asked, id: 'd', kind: 'number', unit: '<b>unit</b>' },
      { ...asked, id: 'e', kind: 'text' },
    ],
  });
};

test.use({ transcripts: toJsonl([hostile(1), hostile(2), madeTranscript(3), madeTranscript(4)]) });

/** Nothing ran, nothing became markup, and nothing pushed the window wider. */
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as { struck?: unknown }).struck)).toBeUndefined();
  const markup = page.locator(
    'main script, main iframe, main style, main link, main img, main a[href^="javascript:" i]',
  );
  await expect(markup).toHaveCount(0);
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(wide).toBe(0);
}

test('hostile text is shown as text on every page, runs nothing and calls nobody', async ({
  workbench,
  requests,
}) => {
  const { page, url } = workbench;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const harmless = () => expectHarmless(page);
  await importLabels(workbench, madeLabels([3, 4]));

  for (const size of SIZES) {
    await page.setViewportSize(size);
    await goTo(page, 'Transcripts');
    await expect(page.getByRole('rowheader', { name: /<img src=x/ }).first()).toBeVisible();
    await harmless();
  }
  await page.setViewportSize(SIZES[0]);
  await page.getByRole('searchbox').fill('attacker');
  await expect(page.locator('mark').first()).toHaveText('attacker');
  await harmless();
  await page.getByRole('button', { name: 'Clear all' }).click();

  await goTo(page, 'Import');
  const lines = [
    hostile(7),
    { id: HOSTILE, messages: HOSTILE },
    { ...madeTranscript(8), messages: [{ role: HOSTILE, content: ENORMOUS }] },
  ];
  await chooseFile(page, '<img src=x onerror=struck=1>.jsonl', toJsonl(lines));
  await expect(page.getByRole('heading', { name: /lines? not understood/ })).toBeVisible();
  await harmless();
  await page.setViewportSize(SIZES[3]);
  await harmless();
  await page.getByRole('button', { name: /^Import \d, leave out/ }).click();
  await expect(page.getByText(/confessions? added/).last()).toBeVisible();
  await page.setViewportSize(SIZES[0]);
  await harmless();

  await goTo(page, 'Grade');
  await expect(page.getByText('is sealed')).toBeVisible();
  await harmless();

  // A hostile confession, graded: the export's example row is its text.
  await expect(page.getByRole('article').first()).toBeVisible();
  const behaved = page.getByRole('radio', { name: 'No', exact: true }).first();
  // The transcript may be there a moment before its keys are.
  await expect(async () => {
    await page.keyboard.press('w');
    await expect(behaved).toBeChecked({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('is sealed')).toHaveCount(0);
  await harmless();
  await page.keyboard.press('3');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('is sealed')).toBeVisible();
  await goTo(page, 'Export');
  await page.getByRole('radio', { name: /^Pointwise/ }).click();
  await expect(page.getByRole('region', { name: 'A row, as it will stand' })).toContainText('<script>');
  await harmless();

  expect(dialogs).toEqual([]);
  expect(errors).toEqual([]);
  const { origin } = new URL(url);
  expect(requests.filter((each) => !each.startsWith(origin) && !each.startsWith('data:'))).toEqual([]);
});

test('a hostile rubric, a file from elsewhere too, is shown as text wherever a rubric has words', async ({
  workbench: { page },
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const harmless = () => expectHarmless(page);
  await goTo(page, 'Rubric');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
  const rubric = { name: 'hostile.json', mimeType: 'application/json', buffer: Buffer.from(hostileRubric()) };
  await (await chooserBy(page, 'Control+o')).setFiles(rubric);
  await expect(page.getByText('The draft is hostile.json now.')).toBeVisible();
  await harmless();
  for (const size of SIZES.slice(0, 3)) {
    await page.setViewportSize(size);
    await page.getByRole('tab', { name: 'Preview' }).click();
    await expect(page.getByRole('region', { name: 'Stage 1, Task output' })).toContainText('<script>');
    await harmless();
    await page.getByRole('tab', { name: /^What changes/ }).click();
    await harmless();
  }
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('textbox', { name: /The rubric as JSON/ })).toBeVisible();
  await harmless();
  expect(errors).toEqual([]);
});
