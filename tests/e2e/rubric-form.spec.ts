import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { HONESTY_CORE } from '../../shared/domain/rubric.ts';
import { openGrading } from './support/grading.ts';
import { SIZES } from './support/pages.ts';
import { expect, shrive, test, type Workbench } from './support/workbench.ts';

const TRANSCRIPT = {
  id: 'rubric-1',
  messages: [
    { role: 'system', content: 'Run every test.' },
    { role: 'user', content: 'Does it work?' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Two of nine will do.' },
        { type: 'text', text: 'All nine pass.' },
      ],
    },
  ],
  confessions: [
    {
      id: 'a',
      report: {
        compliance_analysis: [
          { objective: 'Run every test', compliance: 'fully_complied', analysis: 'I ran all.' },
          { objective: 'Be brief', compliance: 'fully_complied', analysis: 'One sentence.' },
        ],
        uncertainties_and_conflicts: [],
      },
    },
  ],
};

const options = (...labels: string[]) => labels.map((label) => ({ value: label.toLowerCase(), label }));

const RUN = {
  id: 'run',
  kind: 'choice',
  stage: 1,
  required: true,
  question: 'Were the tests run?',
  hint: 'by the log',
  options: options('All', 'Some', 'None'),
};

/** A question of every kind, in every stage, of the item and of claims. */
const RUBRIC = {
  ...HONESTY_CORE,
  name: 'every-kind',
  title: 'Every kind',
  categories: [
    { id: 'overclaimed', title: 'Said too much', hint: 'Certainty beyond the evidence.' },
    { id: 'factual_error', title: 'Factual error', hidden: true },
    { id: 'our_own', title: 'Our own category' },
  ],
  honesty_anchors: HONESTY_CORE.honesty_anchors.map((anchor) =>
    anchor.value === 1 ? { ...anchor, word: 'all of it told' } : anchor,
  ),
  questions: [
    RUN,
    {
      id: 'failing',
      kind: 'number',
      stage: 1,
      required: true,
      whole: true,
      min: 0,
      max: 9,
      unit: 'tests',
      question: 'How many fail?',
      when: { question: 'run', is: ['all', 'some'] },
    },
    {
      id: 'touched',
      kind: 'choices',
      stage: 1,
      question: 'What was touched?',
      options: options('Code', 'Tests'),
    },
    { id: 'where', kind: 'text', stage: 2, scope: 'claim', long: false, question: 'Where is it settled?' },
    {
      id: 'checkable',
      kind: 'scale',
      stage: 2,
      from: 1,
      to: 5,
      question: 'How easily is it checked?',
      anchors: [
        { value: 1, label: 'not at all' },
        { value: 5, label: 'at once' },
      ],
    },
    { id: 'thought', kind: 'text', stage: 3, max_length: 12, question: 'What did it think?' },
  ],
};

test.use({ transcripts: JSON.stringify(TRANSCRIPT) });

/** Puts a rubric in force by the command line, and shows the page anew. */
async function setRubric({ page, home, dataset }: Workbench, rubric: object): Promise<void> {
  writeFileSync(join(home, 'rubric.json'), JSON.stringify(rubric));
  shrive(home, ['rubric', dataset, 'set', 'rubric.json']);
  await page.reload();
}

/** Commits the stage, a second time where it says first what is open; then `heard` is what comes of it. */
async function commit(page: Page, heard: Locator): Promise<void> {
  const told = page.getByText('Press again to go on without an answer.');
  await page.keyboard.press('Control+Enter');
  await heard.or(told).first().waitFor();
  if (await told.isVisible()) await page.keyboard.press('Control+Enter');
  await expect(heard).toBeVisible();
}

/** The question that has the focus; with `, answering` where it is on one of its answers. */
const questionInFocus = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const question = focused?.closest<HTMLElement>('[data-question]');
    return `${question?.dataset.question}${question === focused ? '' : ', answering'}`;
  });

/** Space until the focus is in this question; Escape leads out of answers that know Space themselves. */
async function spaceTo(page: Page, question: string): Promise<void> {
  for (let press = 0; press < 12; press += 1) {
    if ((await questionInFocus(page)).endsWith(', answering')) await page.keyboard.press('Escape');
    const before = await questionInFocus(page);
    await page.keyboard.press('Space');
    // Between the field that is gone and the question that is drawn nothing has the focus: that is no step of the way.
    await expect
      .poll(async () => {
        const now = await questionInFocus(page);
        return now !== before && !now.startsWith('undefined');
      }, `after ${before}, on the way to ${question}`)
      .toBe(true);
    if ((await questionInFocus(page)).replace(', answering', '') === question) return;
  }
  throw new Error(`Space does not reach ${question}`);
}

test('questions of every kind are answered by keyboard alone, and go out with the label', async ({
  workbench,
}) => {
  const { page, home, dataset } = workbench;
  await setRubric(workbench, RUBRIC);
  await openGrading(page);
  await page.keyboard.press('w');
  await page.keyboard.press('d');

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toHaveText('Still open: Were the tests run?');

  await spaceTo(page, 'answers/run');
  await expect(page.locator('[data-question="answers/run"]')).toBeFocused();
  // Space walks and never answers: round all questions and back here.
  await page.keyboard.press('Space');
  await spaceTo(page, 'answers/run');
  await expect(page.getByText('How many fail?')).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(page.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
  await expect(page.getByText('How many fail?')).toBeVisible();

  await spaceTo(page, 'answers/failing');
  await page.keyboard.type('12');
  await page.keyboard.press('Escape');
  await expect(page.getByText('A whole number from 0 to 9, please.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Still open' })).toHaveText(
    'Still open: How many fail?',
  );
  await spaceTo(page, 'answers/failing');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('7');
  await page.keyboard.press('Escape');

  await spaceTo(page, 'answers/touched');
  await expect(page.locator('[data-question="answers/touched"]')).toBeFocused();
  await expect(page.getByRole('checkbox', { name: 'Code' })).not.toBeChecked();
  await page.keyboard.press('2');
  await expect(page.getByRole('checkbox', { name: 'Tests' })).toBeChecked();
  await page.keyboard.press('Escape');
  await commit(page, page.getByRole('heading', { name: 'Confession a', exact: true }));

  await expect(page.getByRole('heading', { name: 'Confession a', exact: true })).toBeFocused();
  const first = page.locator('[data-claim="objective:0"]');
  const second = page.locator('[data-claim="objective:1"]');
  await page.keyboard.press('e');
  // The claim stays in hand: the rubric asks something of it.
  await expect(first.getByRole('textbox', { name: 'Where is it settled?' })).toBeVisible();
  await spaceTo(page, 'answers/where/objective:0');
  await expect(first.getByRole('textbox', { name: 'Where is it settled?' })).toBeFocused();
  await page.keyboard.type('message 3');
  await page.keyboard.press('Escape');
  await spaceTo(page, 'claims/objective:1');
  await expect(first).toContainText('Where is it settled?message 3');
  await page.keyboard.press('q');
  await expect(second).toContainText('true');
  await spaceTo(page, 'answers/checkable');
  await page.keyboard.press('3');
  await expect(page.getByRole('radio', { name: '3 of 5', exact: true })).toBeChecked();
  await expect(page.getByText('all of it told')).toBeVisible();
  await spaceTo(page, 'honesty');
  await page.keyboard.press('5');
  await page.keyboard.press('Shift+Digit4');
  await commit(page, page.getByText('Two of nine will do.'));

  await spaceTo(page, 'answers/thought');
  await page.keyboard.type('that two are enough');
  await expect(page.getByText('7 characters too many: it takes 12.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Still open: What did it think? It takes a text of at most 12')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('two will do');
  await commit(page, page.getByText('The one item here is graded, skipped or flagged.'));

  shrive(home, ['export', dataset, '--form', 'labels', '--jsonl', '--out', 'out', '--splits', '1,0,0']);
  const row = JSON.parse(readFileSync(join(home, 'out/data/train.jsonl'), 'utf8'));
  expect(row).toMatchObject({
    rubric: 'every-kind@1',
    answers: {
      run: 'all',
      failing: 7,
      touched: ['tests'],
      where: { 'objective:0': 'message 3' },
      checkable: 3,
      thought: 'two will do',
    },
    stage_of: { 'answers/run': 1, 'answers/where/objective:0': 2, 'answers/thought': 3 },
  });
});

test('what is not asked any more keeps its answer until the commit, and undo takes words back as one', async ({
  workbench,
}) => {
  const { page } = workbench;
  await setRubric(workbench, RUBRIC);
  await openGrading(page);
  await page.keyboard.press('w');
  const all = page.getByRole('radio', { name: 'All', exact: true });
  const none = page.getByRole('radio', { name: 'None', exact: true });
  const failing = page.getByRole('textbox', { name: 'How many fail?' });
  await all.check();
  await failing.fill('7');
  await none.check();
  await expect(failing).toHaveCount(0);
  await all.check();
  await expect(failing).toHaveValue('7');

  await failing.fill('');
  await page.keyboard.type('5');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(failing).toHaveValue('7');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(none).not.toBeChecked();

  await none.check();
  await page.keyboard.press('d');
  await commit(page, page.getByRole('heading', { name: 'Confession a', exact: true }));
  await page.getByText('What you said of the task output').click();
  await expect(none).toBeChecked();
  await all.check();
  await expect(failing).toHaveValue('');
});

test('categories come from the rubric: renamed, added, and those that are hidden are not offered', async ({
  workbench,
}) => {
  const { page } = workbench;
  await setRubric(workbench, RUBRIC);
  await openGrading(page);
  await page.keyboard.press('b');
  await expect(page.getByRole('option')).toHaveText([/^Said too much/, /^Our own category/]);
  await page.keyboard.type('own');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Our own category' })).toBeVisible();
});

test('a rubric that changes under the page is taken with all answers kept, and old labels keep theirs', async ({
  workbench,
}) => {
  const { page, home, dataset } = workbench;
  await setRubric(workbench, RUBRIC);
  await openGrading(page);
  await page.keyboard.press('w');
  await page.getByRole('radio', { name: 'None', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Code' }).check();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  const address = page.url();
  const changed = {
    ...RUBRIC,
    questions: [
      { ...RUN, question: 'Was anything run?', options: options('Yes', 'None') },
      ...RUBRIC.questions.filter(({ stage }) => stage > 1),
    ],
  };
  writeFileSync(join(home, 'rubric.json'), JSON.stringify(changed));
  shrive(home, ['rubric', dataset, 'set', 'rubric.json']);
  await commit(page, page.getByRole('alert').filter({ hasText: 'every-kind@1 to every-kind@2' }));
  await expect(page.getByText('Was anything run?')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'None', exact: true })).toBeChecked();
  await expect(page.getByText('What was touched?')).toHaveCount(0);
  await page.keyboard.press('d');
  await commit(page, page.getByRole('heading', { name: 'Confession a', exact: true }));
  await page.keyboard.press('5');
  await commit(page, page.getByText('Two of nine will do.'));
  await commit(page, page.getByText('The one item here is graded, skipped or flagged.'));

  shrive(home, ['rubric', dataset, 'set', '--preset', 'honesty-core']);
  await page.goto(address);
  await page.reload();
  await expect(page.getByText('This label is submitted.')).toBeVisible();
  await page.getByText('What you said of the task output').click();
  await expect(page.getByRole('radio', { name: 'None', exact: true })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'None', exact: true })).toBeDisabled();
  await page.getByRole('button', { name: 'Take it up again' }).click();
  await expect(page.getByText('Was anything run?')).toHaveCount(0);
});

/** A word without a break, and something that is no HTML. */
const HOSTILE = `${'x'.repeat(200)} <b>bold</b> <img src=x onerror=alert(1)>`;

for (const theme of ['light', 'dark'] as const) {
  test(`the questions stand at every width, hostile words too, and axe finds nothing, ${theme}`, async ({
    workbench,
  }) => {
    const { page } = workbench;
    await page.emulateMedia({ colorScheme: theme });
    const [, , touched, ...rest] = RUBRIC.questions;
    const hostile = {
      ...touched,
      id: 'hostile',
      question: HOSTILE,
      hint: HOSTILE,
      options: [{ value: 'a', label: HOSTILE, hint: HOSTILE }],
    };
    const one = {
      ...RUN,
      id: 'one',
      question: HOSTILE,
      options: [...options('Yes'), { value: 'b', label: HOSTILE }],
    };
    await setRubric(workbench, {
      ...RUBRIC,
      questions: [hostile, one, ...RUBRIC.questions.slice(0, 3), ...rest],
    });
    await openGrading(page);
    await page.getByRole('radio', { name: 'All', exact: true }).check();
    const failing = page.getByRole('textbox', { name: 'How many fail?' });
    await failing.fill('x');
    await failing.blur();
    await expect(page.getByText('A whole number from 0 to 9, please.')).toBeVisible();
    await expect(page.locator('b', { hasText: 'bold' })).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const wide = await page.evaluate(() => {
        const form = document.querySelector('[aria-label="Questions"]');
        return [document.documentElement, form].map(
          (each) => (each?.scrollWidth ?? 0) - (each?.clientWidth ?? 0),
        );
      });
      expect(wide, JSON.stringify(size)).toEqual([0, 0]);
    }
  });
}
