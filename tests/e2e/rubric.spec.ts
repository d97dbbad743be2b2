import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { chooserBy, goTo, importLabels } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

test.use({ transcripts: madeTranscripts(6) });

const field = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);
const preview = (page: Page, stage: string) => page.getByRole('region', { name: stage });

async function openRubric(page: Page): Promise<void> {
  await goTo(page, 'Rubric');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
}

async function addQuestion(page: Page, kind: string, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
  await expect(page.getByRole('textbox', { name: 'Question' })).toBeFocused();
  await page.keyboard.type(words);
}

/** The text of the editor, as the page keeps it. */
async function jsonOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Import, export, presets' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as a file' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  await expect(page.getByRole('menu')).toHaveCount(0);
  return text;
}

/** Puts other text into the editor: pastes it over everything. */
async function typeJson(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.getByRole('textbox', { name: /The rubric as JSON/ }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
}

test('a rubric made in the form with every kind is asked as its preview shows, and saved as the next version', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importLabels(workbench, madeLabels([1, 2, 3]));
  await openRubric(page);
  await expect(page.getByText('honesty-core@1 is in force, and nothing is changed.')).toBeVisible();

  await addQuestion(page, 'Choice', 'Did it run the tests?');
  await expect(field(page, 'questions.0.id')).toHaveValue('did_it_run_the_tests');
  await field(page, 'questions.0.options.0.label').fill('All of them');
  await field(page, 'questions.0.options.1.label').fill('None');
  await expect(field(page, 'questions.0.options.1.value')).toHaveValue('none');
  await page.getByRole('checkbox', { name: /^Required/ }).click();

  await addQuestion(page, 'Several choices', 'What was touched?');
  await field(page, 'questions.1.options.0.label').fill('Files');
  await field(page, 'questions.1.options.1.label').fill('Settings');
  await page.getByRole('button', { name: 'Add an option' }).click();
  await page.keyboard.type('Network');

  await addQuestion(page, 'Scale', 'How easily is it checked?');
  await page.getByRole('button', { name: 'Say what a step means' }).click();
  await page.keyboard.type('not at all');
  await page.getByRole('radio', { name: 'Stage 2' }).click();

  await addQuestion(page, 'Number', 'How many failed?');
  await field(page, 'questions.3.min').fill('0');
  await field(page, 'questions.3.max').fill('40');
  await page.getByRole('checkbox', { name: 'Whole numbers only' }).click();
  await page.getByRole('checkbox', { name: /^Only on condition/ }).click();
  await page.getByRole('combobox', { name: 'Asked if the answer to' }).click();
  await page.getByRole('option', { name: /Did it run the tests/ }).click();
  await expect(page.getByRole('checkbox', { name: 'All of them' }).first()).toBeChecked();

  await addQuestion(page, 'Text', 'What does the claim leave out?');
  await page.getByRole('radio', { name: 'Of each claim' }).click();
  await expect(page.getByText('Claims are not there before stage 2.').first()).toBeVisible();
  await page.getByRole('radio', { name: 'Stage 2' }).click();
  await expect(page.getByText('Claims are not there before stage 2.')).toHaveCount(0);

  // The preview works: what hangs on a condition comes and goes with the answer.
  const stage1 = preview(page, 'Stage 1, Task output');
  const count = stage1.getByRole('textbox', { name: 'How many failed?' });
  await expect(count).toHaveCount(0);
  await stage1.getByRole('radio', { name: 'All of them' }).check();
  await count.fill('41');
  await page.keyboard.press('Tab');
  await expect(stage1.getByText('A whole number from 0 to 40, please.')).toBeVisible();
  await count.fill('4');
  await expect(stage1.getByText(/please\.$/)).toHaveCount(0);
  await stage1.getByRole('radio', { name: 'None' }).check();
  await expect(count).toHaveCount(0);
  const stage2 = preview(page, 'Stage 2, Confession');
  await expect(stage2.getByText('Of each claim, as here of claim 1')).toBeVisible();
  await expect(stage2.getByRole('textbox', { name: 'What does the claim leave out?' })).toBeVisible();
  await expect(stage2.getByRole('radio', { name: /^1\b.*not at all/ })).toBeVisible();

  // What saving means is said before.
  await expect(page.getByText(/3 labels answered honesty-core@1\. They keep it\./)).toBeVisible();
  await expect(page.getByText(/A required question more, "Did it run the tests\?"/).first()).toBeVisible();
  await page.getByRole('button', { name: /^Save as honesty-core@2/ }).click();
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();
  await expect(page.locator('[data-row^="questions."]')).toHaveCount(5);
  await page.locator('[data-row="questions.0"] [aria-expanded]').click();
  await expect(field(page, 'questions.0.id')).toHaveAttribute('readonly');
});

test('what is open stands at its field as one types, and Save goes there', async ({
  workbench: { page },
}) => {
  await openRubric(page);
  await field(page, 'title').fill('');
  await expect(field(page, 'title')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('1 open.')).toBeVisible();
  await field(page, 'title').fill('Ours');
  await expect(page.getByText('1 open.')).toHaveCount(0);

  await page.getByRole('button', { name: /^Violation categories/ }).click();
  await field(page, 'categories.4.title').fill('  ');
  await page.getByRole('button', { name: /^Violation categories/ }).click();
  await expect(page.getByRole('button', { name: 'Violation categories 26 1 open' })).toBeVisible();
  await field(page, 'title').focus();
  await page.keyboard.press('Control+Enter');
  await expect(field(page, 'categories.4.title')).toBeFocused();
  await expect(page.getByText('honesty-core@1 is in force')).toHaveCount(0);
  await field(page, 'categories.4.title').fill('Made up');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();
});

test('form and JSON are two views of one draft; JSON that is none keeps the form, and says where', async ({
  workbench: { page },
  requests,
}) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  await openRubric(page);
  await field(page, 'title').fill('From the form');
  const text = await jsonOf(page);
  expect(JSON.parse(text).title).toBe('From the form');

  await page.keyboard.press('Control+j');
  await expect(page.getByRole('textbox', { name: /The rubric as JSON/ })).toBeVisible();
  await typeJson(page, text.replace('From the form', 'From the text'));
  await expect(page.getByText(/Unsaved draft from/)).toBeVisible();
  await typeJson(page, text.replace('"title": "From the form",', '"title": "From the form"'));
  await expect(page.getByText('The JSON is no rubric yet.')).toBeVisible();
  await expect(page.getByText(/Line 4: a comma is missing\./)).toBeVisible();
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Save as/ })).toBeDisabled();
  await page.getByRole('radio', { name: 'Form' }).click();
  await expect(field(page, 'title')).toHaveValue('From the text');
  await page.getByRole('button', { name: 'Go there' }).click();
  // The JSON is as it was typed.
  const editor = page.getByRole('textbox', { name: /The rubric as JSON/ });
  await expect(editor).toBeFocused();

  // What the parts must keep among each other is marked too.
  const doubled = JSON.parse(text);
  doubled.questions = [
    { kind: 'text', id: 'twice', question: 'One?', stage: 1 },
    { kind: 'text', id: 'twice', question: 'Other?', stage: 1 },
  ];
  await typeJson(page, JSON.stringify(doubled, null, 2));
  await expect(page.getByText(/"twice" stands twice/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Question 2, id' }).click();
  await expect(page.locator('.monaco-editor .squiggly-error').first()).toBeVisible();
  doubled.questions[1].id = 'other';
  await typeJson(page, JSON.stringify(doubled, null, 2));
  await expect(page.getByText(/stands twice/)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+j');
  await expect(page.locator('[data-row^="questions."]')).toHaveCount(2);

  // Its worker is a file of the page's own, which the content security policy lets run.
  expect(requests.some((address) => /\/assets\/json\.worker-[\w-]+\.js$/.test(address))).toBe(true);
  expect(refused).toEqual([]);
});

test('the JSON editor completes fields and values from the schema', async ({ workbench: { page } }) => {
  await openRubric(page);
  await page.getByRole('radio', { name: 'JSON' }).click();
  const shown = page.locator('.suggest-widget');
  await typeJson(page, '{ "questions": [ { "kind": "choice",  } ] }');
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await expect(shown.getByText('scope', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await typeJson(page, '{ "has_reasoning_stage": }');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await expect(shown.getByText('true', { exact: true })).toBeVisible();
});

test('an exported rubric is imported as the same; what is none changes nothing', async ({
  workbench: { page },
}) => {
  await openRubric(page);
  await addQuestion(page, 'Text', 'Why?');
  const text = await jsonOf(page);
  await page.getByRole('button', { name: 'Drop it' }).click();
  await expect(page.getByText('honesty-core@1 is in force')).toBeVisible();
  const importing = async (name: string, content: string) => {
    await (await chooserBy(page, 'Control+o')).setFiles({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  };
  await importing('broken.json', '{ "name": ');
  await expect(page.getByText('broken.json is no rubric.')).toBeVisible();
  await expect(page.getByText('honesty-core@1 is in force')).toBeVisible();
  await importing('ours.json', text);
  await expect(page.getByText('The draft is ours.json now.')).toBeVisible();
  await expect(page.getByText(/1 difference to what it was/)).toBeVisible();
  expect(await jsonOf(page)).toBe(text);

  // Dropped on the page, the same.
  await page.getByRole('button', { name: 'Drop it' }).click();
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], 'dropped.json'));
    return transfer;
  }, text);
  const place = page.getByRole('form', { name: 'Rubric' });
  await place.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop a rubric file: it becomes the draft')).toBeVisible();
  await place.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText('The draft is dropped.json now.')).toBeVisible();
  expect(await jsonOf(page)).toBe(text);
});

test('a preset replaces the draft, with what changes named, and undo brings the draft back', async ({
  workbench: { page },
}) => {
  await openRubric(page);
  await field(page, 'title').fill('Before');
  await page.getByRole('tab', { name: 'Versions and presets' }).click();
  await page.getByRole('radio', { name: /^code-agent/ }).check();
  const detail = page.getByRole('region', { name: 'code-agent' });
  await expect(detail.getByText('Another rubric: "code-agent" instead of "honesty-core".')).toBeVisible();
  await detail.getByRole('button', { name: 'Look at its form' }).click();
  await expect(detail.getByText('Were the tests run after the last change?').first()).toBeVisible();
  await detail.getByRole('button', { name: 'Take it up as the draft' }).click();
  await expect(page.getByText('The draft is code-agent now.')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^What changes/, selected: true })).toBeVisible();
  await expect(field(page, 'name')).toHaveValue('code-agent');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(field(page, 'title')).toHaveValue('Before');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(field(page, 'name')).toHaveValue('code-agent');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('code-agent@1 is in force, and nothing is changed.')).toBeVisible();
});

test('an older version is looked at, taken up, and put in force again', async ({ workbench: { page } }) => {
  await openRubric(page);
  await field(page, 'title').fill('Second');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();
  await page.getByRole('tab', { name: 'Versions and presets' }).click();
  await expect(page.getByRole('radio', { name: /^honesty-core@/ })).toHaveCount(2);
  await page.getByRole('radio', { name: /^honesty-core@1/ }).check();
  const detail = page.getByRole('region', { name: 'honesty-core@1' });
  await expect(detail.getByText('Title: "Honesty, core fields".')).toBeVisible();
  await detail.getByRole('button', { name: 'Take it up as the draft' }).click();
  await expect(page.getByText(/It says the same as honesty-core@1/)).toBeVisible();
  await page.getByRole('button', { name: /^Put honesty-core@1 in force/ }).click();
  await expect(page.getByText('honesty-core@1 is in force, and nothing is changed.')).toBeVisible();
});

test('the draft survives leaving the page, a reload and a closed window', async ({
  workbench: { page, url },
  context,
}) => {
  await openRubric(page);
  await addQuestion(page, 'Number', 'How many?');
  await goTo(page, 'Datasets');
  await goTo(page, 'Rubric');
  await expect(page.getByText(/Unsaved draft from \d\d:\d\d, based on honesty-core@1/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/Unsaved draft from \d\d:\d\d, based on honesty-core@1/)).toBeVisible();
  await expect(page.getByText('How many?').first()).toBeVisible();
  await page.close();
  const other = await context.newPage();
  await other.goto(url);
  await goTo(other, 'Rubric');
  await expect(other.getByText(/Unsaved draft from/)).toBeVisible();
  await expect(other.getByText('How many?').first()).toBeVisible();
});

test('of two windows the second to save is told what the first changed, and loses nothing', async ({
  workbench: { page, url },
  context,
}) => {
  const other = await context.newPage();
  await other.goto(url);
  await openRubric(page);
  await openRubric(other);
  await field(other, 'title').fill('Mine');
  await field(page, 'description').fill('Theirs');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();

  await other.getByRole('button', { name: /^Save as/ }).click();
  await expect(other.getByText('honesty-core@2 was saved in another window.')).toBeVisible();
  await expect(other.getByText(/The description is worded anew/)).toBeVisible();
  await expect(field(other, 'title')).toHaveValue('Mine');
  await other.getByRole('button', { name: 'Go on with mine, on top of honesty-core@2' }).click();
  await other.getByRole('button', { name: /^Save as honesty-core@3/ }).click();
  await expect(other.getByText('honesty-core@3 is in force, and nothing is changed.')).toBeVisible();
});

test('rows move by Alt and the arrows, by their buttons and by their grip, and the focus goes with them', async ({
  workbench: { page },
}) => {
  await openRubric(page);
  await page.getByRole('button', { name: /^Violation categories/ }).click();
  const title = (index: number) => field(page, `categories.${index}.title`);
  await title(0).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(title(1)).toHaveValue('Instruction violated');
  await expect(title(1)).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(title(0)).toBeFocused();
  await page.getByRole('button', { name: 'Move Instruction violated down' }).click();
  await expect(page.getByRole('button', { name: 'Move Instruction violated down' })).toBeFocused();
  await expect(title(1)).toHaveValue('Instruction violated');
  await page
    .locator('[data-row="categories.1"] [draggable]')
    .dragTo(page.locator('[data-row="categories.3"]'), {
      targetPosition: { x: 100, y: 60 },
    });
  await expect(title(3)).toHaveValue('Instruction violated');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(title(1)).toHaveValue('Instruction violated');

  await addQuestion(page, 'Text', 'One?');
  await addQuestion(page, 'Text', 'Two?');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(field(page, 'questions.0.question')).toHaveValue('Two?');
  await expect(field(page, 'questions.0.question')).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect(field(page, 'questions.1.id')).toHaveValue('two_2');
  await page.keyboard.press('Alt+Delete');
  await expect(page.locator('[data-row^="questions."]')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-row^="questions."]')).toHaveCount(3);
});

test('the JSON of two versions stands beside the words: by key, read-only, side by side or in one column', async ({
  workbench: { page },
  requests,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openRubric(page);
  await field(page, 'title').fill('Second');
  expect(requests.filter((url) => /JsonDifferences/.test(url))).toEqual([]);
  // From the field in which one types, as all keys of the page.
  await page.keyboard.press('F9');
  await expect(page.getByRole('tab', { name: /^What changes/, selected: true })).toBeVisible();
  const both = page.getByRole('region', { name: 'honesty-core@1 and the draft as JSON' });
  const before = both.getByRole('textbox', { name: 'honesty-core@1 as JSON' });
  const after = both.getByRole('textbox', { name: 'the draft as JSON' });
  const sideBySide = both.locator('.monaco-diff-editor.side-by-side');
  await expect(sideBySide).toBeVisible();
  await expect(before).toBeVisible();
  await expect(both.locator('.editor.original .view-line', { hasText: '"title": "Honesty' })).toBeVisible();
  await expect(
    both.locator('.editor.modified .view-line', { hasText: '"title": "Second"' }).first(),
  ).toBeVisible();
  await expect(page.getByText('Title: "Second".')).toBeVisible();

  // It follows the draft, and nobody types in it; Esc leaves it, and Tab goes on.
  await field(page, 'title').fill('Third');
  await expect(
    both.locator('.editor.modified .view-line', { hasText: '"title": "Third"' }).first(),
  ).toBeVisible();
  await after.focus();
  await page.keyboard.type('xyz');
  await expect(field(page, 'title')).toHaveValue('Third');
  await expect(both.locator('.view-line', { hasText: 'xyz' })).toHaveCount(0);
  await page.keyboard.press('F7');
  await expect(
    both
      .getByText(/^Difference 1 of \d/)
      .or(both.getByRole('list'))
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(after).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(after).not.toBeFocused();

  // In a narrow window both stand in one column.
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(sideBySide).toHaveCount(0);
  await expect(after).toBeVisible();
  await expect(both.locator('.view-line', { hasText: '"title": "Honesty' }).first()).toBeVisible();

  await page.keyboard.press('F9');
  await expect(both).toHaveCount(0);

  // At a version too.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('honesty-core@2 is in force, and nothing is changed.')).toBeVisible();
  await page.getByRole('tab', { name: 'Versions and presets' }).click();
  await page.getByRole('radio', { name: /^code-agent/ }).check();
  await page.getByRole('button', { name: /^Show the JSON of both/ }).click();
  await expect(
    page
      .getByRole('region', { name: 'honesty-core@2 and code-agent as JSON' })
      .locator('.view-line', { hasText: '"name": "code-agent"' })
      .first(),
  ).toBeVisible();
});

test('what is typed while a save is on its way is a draft on top of what was saved', async ({
  workbench: { page },
}) => {
  await openRubric(page);
  await field(page, 'title').fill('Saved');
  let answer = () => {};
  const held = new Promise<void>((done) => {
    answer = done;
  });
  await page.route(/rubrics\/save/, async (route) => {
    await held;
    await route.continue();
  });
  const sent = page.waitForRequest(/rubrics\/save/);
  await page.keyboard.press('Control+Enter');
  await sent;
  await field(page, 'title').fill('Typed meanwhile');
  answer();
  await expect(page.getByText(/based on honesty-core@2/)).toBeVisible();
  await expect(field(page, 'title')).toHaveValue('Typed meanwhile');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('honesty-core@3 is in force, and nothing is changed.')).toBeVisible();
});
