import { markedIn, openGrading, select } from './support/grading.ts';
import { expect, test } from './support/workbench.ts';

const REPORT = {
  compliance_analysis: [
    {
      objective: 'Use *one* call',
      compliance: 'fully_complied',
      analysis: 'I made one call, <b>no</b> more.',
    },
    { objective: 'Be honest', compliance: 'fully_complied', analysis: 'I said all.' },
  ],
  uncertainties_and_conflicts: [],
  overall_compliance_grade: 6,
};
const log = Array.from({ length: 60 }, (_, line) => `line ${line} of the log`).join('\n');
const TRANSCRIPT = {
  id: 'read-1',
  messages: [
    {
      role: 'system',
      content: `# Policy\n\n${'- A rule of the house.\n'.repeat(80)}- The last rule: never guess.`,
    },
    { role: 'user', content: 'Look **up** 😀 the flag.\n\n- one &amp; two\n- three' },
    {
      role: 'assistant',
      content: 'I will look.',
      tool_calls: [
        { id: 'c1', name: 'lookup', arguments: '{"city":"Zürich","ids":[1,2],"note":"x\\ny"}' },
        { id: 'c2', name: 'read_log', arguments: '{"path":"a.log"}' },
      ],
    },
    { role: 'tool', tool_call_id: 'c2', content: log },
    { role: 'tool', tool_call_id: 'c1', content: 'Error: no such city' },
    { role: 'assistant', content: 'It is done.\u202e And <script>alert(1)</script> stays text.' },
  ],
  confessions: [{ id: 'a', report: REPORT }],
};

const OTHER = {
  id: 'read-2',
  messages: [
    { role: 'user', content: 'Another wish.' },
    { role: 'assistant', content: 'Another answer.' },
    { role: 'user', content: 'Thanks.' },
  ],
  confessions: [{ id: 'a', text: 'I answered.' }],
};

test.use({ transcripts: `${JSON.stringify(TRANSCRIPT)}\n${JSON.stringify(OTHER)}` });

test('calls stand with their results, errors are seen, long texts are folded', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await expect(page.getByRole('article')).toHaveCount(4);
  const call = page.getByRole('article', { name: 'Message 3' });
  await expect(call.getByRole('button', { name: /^lookup/ })).toContainText('city: Zürich');
  await expect(call.getByText('error', { exact: true })).toBeVisible();
  await expect(call.getByText('Error: no such city')).toBeVisible();
  await expect(call.getByText('line 30 of the log')).toHaveCount(0);
  await call.getByRole('button', { name: /^Unfold result 4/ }).click();
  await call.getByRole('button', { name: /lines folded/ }).click();
  await expect(call.getByText('line 30 of the log')).toBeVisible();
  await call.getByRole('button', { name: /^lookup/ }).click();
  await expect(page.locator('[data-part="tool_calls/0/arguments"]')).toHaveText(
    '{\n  "city": "Zürich",\n  "ids": [1, 2],\n  "note": "x\\ny"\n}',
  );
  const system = page.getByRole('article', { name: 'Message 1' });
  await expect(system.getByText('never guess')).toHaveCount(0);
  await system.getByRole('button', { name: /lines folded/ }).click();
  await expect(system.getByText('never guess')).toBeVisible();
});

test('Markdown is rendered or raw, HTML is text, and what would turn text around is shown', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  const user = page.getByRole('article', { name: 'Message 2' });
  await expect(user.locator('strong')).toHaveText('up');
  await expect(user.getByRole('listitem').first()).toHaveText('one & two');
  const last = page.getByRole('article', { name: 'Message 6' });
  await expect(last.getByText('It is done.U+202E And <script>alert(1)</script> stays text.')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Outline' })).toContainText('It is done.U+202E And');
  await page.keyboard.press('m');
  await expect(user.locator('strong')).toHaveCount(0);
  await expect(user.getByText('Look **up** 😀 the flag.')).toBeVisible();
});

test('what is selected in rendered text is marked at the same words in the raw one', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.keyboard.press('b');
  await page.keyboard.type('factual');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  // The emoji counts two units.
  const words = await select(page, { message: 1, part: 'content/0', from: 5, to: 16 });
  expect(words).toBe('up 😀 the f');
  await page.keyboard.press('v');
  expect((await markedIn(page, 1)).join('')).toBe('up 😀 the f');
  await page.keyboard.press('m');
  expect((await markedIn(page, 1)).join('')).toBe('up** 😀 the f');
  await page.keyboard.press('m');
  const item = await select(page, { message: 1, part: 'content/0', from: 20, to: 27 });
  expect(item).toContain('&');
  await page.keyboard.press('v');
  await expect(page.getByRole('list', { name: 'Evidence for V1' })).toContainText('&amp;');
});

test('evidence is marked without a mouse: a caret, Shift and arrows, V', async ({ workbench: { page } }) => {
  await openGrading(page);
  await page.keyboard.press('b');
  await page.keyboard.type('factual');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'The selection' })).toBeVisible();
  await page.keyboard.press('v');
  expect(await markedIn(page, 1)).toEqual(['up']);
  await expect(page.getByRole('button', { name: 'Evidence for V1' })).toBeVisible();
});

test('a selection across messages marks a piece in each', async ({ workbench: { page } }) => {
  await openGrading(page);
  await page.evaluate(() => {
    const first = document.querySelector('[data-message="2"][data-part="content/0"] [data-at]')?.firstChild;
    const last = document.querySelector('[data-message="5"][data-part="content/0"] [data-at]')?.firstChild;
    if (first == null || last == null) throw new Error('not in the page');
    const range = document.createRange();
    range.setStart(first, 7);
    range.setEnd(last, 5);
    window.getSelection()?.addRange(range);
  });
  await page.keyboard.press('b');
  await page.keyboard.type('factual');
  await page.keyboard.press('Enter');
  expect(await markedIn(page, 2)).toEqual(['look.']);
  expect(await markedIn(page, 5)).toEqual(['It is']);
  const pieces = page.getByRole('list', { name: 'Evidence for V1' }).getByRole('listitem');
  expect(await pieces.count()).toBeGreaterThanOrEqual(2);
});

test('finding counts, goes on and back, and unfolds what it finds', async ({ workbench: { page } }) => {
  await openGrading(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('LINE 5');
  await expect(page.getByText('1 of 11')).toBeVisible();
  await expect(page.locator('[data-found="current"]')).toHaveText('line 5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 of 11')).toBeVisible();
  await expect(page.locator('[data-found="current"]')).toBeInViewport();
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('11 of 11')).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('refnd');
  await expect(page.getByText('not found')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveCount(0);
});

test('the outline filters and leads; keys go to calls, errors and back', async ({ workbench: { page } }) => {
  await openGrading(page);
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await expect(outline.getByRole('button', { name: 'All 4' })).toBeVisible();
  await outline.getByRole('button', { name: 'Errors 1' }).click();
  await expect(outline.getByRole('listitem')).toHaveCount(1);
  await outline.getByRole('button', { name: 'All 4' }).click();
  await outline.getByRole('listitem').last().getByRole('button').click();
  await expect(page.getByRole('button', { name: /^Message 6 +Assistant/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await page.keyboard.press('Shift+j');
  await expect(page.getByRole('button', { name: /^Message 5 +result/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await page.keyboard.press('z');
  await expect(page.getByRole('button', { name: /^Message 3 +Assistant/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
  // The second call of a message stands at its result.
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: /^Message 4 +result/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await page.keyboard.press('o');
  await expect(outline).toBeHidden();
  await page.keyboard.press('o');
  await expect(outline).toBeVisible();
});

test('Enter unfolds a call with its results, then what is folded in them, and folds all again', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.keyboard.press('c');
  const call = page.getByRole('article', { name: 'Message 3' });
  await page.keyboard.press('Enter');
  await expect(call.getByText('line 2 of the log')).toBeVisible();
  await expect(call.getByText('"a.log"')).toBeVisible();
  await expect(call.getByText('line 30 of the log')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(call.getByText('line 30 of the log')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(call.getByText('line 30 of the log')).toHaveCount(0);
  await expect(call.getByRole('button', { name: /^Unfold result 4/ })).toBeVisible();
});

test('where one pane shows at a time, finding and moving by key show the transcript', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  await page.keyboard.press('w');
  await page.keyboard.press('a');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Confession' })).toBeVisible();
  await page.setViewportSize({ width: 720, height: 450 });
  await page.getByRole('group', { name: 'Panes' }).getByRole('button', { name: 'confession' }).click();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('ter');
  // What is typed is looked for, and answers nothing.
  await expect(page.getByRole('searchbox')).toHaveValue('ter');
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Panes' }).getByRole('button', { name: 'judgement' }).click();
  await page.keyboard.press('x');
  await expect(page.getByRole('article').first()).toBeVisible();
});

test('a note that names a message leads to it', async ({ workbench: { page } }) => {
  await openGrading(page);
  await select(page, { message: 5, part: 'content/0', from: 0, to: 5 });
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('#6 ');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '#6' }).click();
  await expect(page.getByRole('button', { name: /^Message 6 +Assistant/ })).toHaveAttribute(
    'aria-current',
    'true',
  );
});

test('a permalink to a message of another transcript leads there, from a note and from the find bar', async ({
  workbench: { page },
}) => {
  const current = page.getByRole('article').locator('button[aria-current="true"]');
  await openGrading(page);
  await page.keyboard.press('n');
  await page.keyboard.type('As in read-2#2.');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'read-2#2' }).click();
  await expect(page.getByText('Another answer.').last()).toBeVisible();
  await expect(current).toHaveText(/^Message 2/);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('read-1#6');
  await expect(page.getByText('Enter goes to read-1#6')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('stays text.').last()).toBeVisible();
  await expect(current).toHaveText(/^Message 6/);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('nowhere#1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'nowhere#1 cannot be shown' })).toBeVisible();
});

test('the text stands where it stood when the confession opens, and a claim leads to its evidence', async ({
  workbench: { page },
}) => {
  await openGrading(page);
  const text = page.locator('[data-message="1"][data-part="content/0"]');
  const before = await text.boundingBox();
  await page.keyboard.press('w');
  await page.keyboard.press('a');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Confession open, 2 claims' })).toBeVisible();
  const after = await text.boundingBox();
  expect({ width: after?.width, height: after?.height, y: after?.y }).toEqual({
    width: before?.width,
    height: before?.height,
    y: before?.y,
  });
  const claim = page.locator('[data-claim="objective:0"]');
  await expect(claim.locator('em')).toHaveText('one');
  await expect(claim).toContainText('<b>no</b>');
  await select(page, { message: 2, part: 'content/0', from: 7, to: 12 });
  await page.keyboard.press('v');
  await expect(page.locator('mark[data-linked]')).toHaveText('look.');
  await expect(page.locator('[data-tag="c1"]')).toHaveText('C1');
  await expect(page.locator('[data-link-line] path')).toBeVisible();
  // Another claim in hand: the keyboard's focus lights what belongs together, in either pane.
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('mark[data-linked]')).toHaveCount(0);
  await page.locator('[data-tag="c1"]').focus();
  await expect(claim).toHaveAttribute('data-linked', 'true');
  await expect(page.locator('mark[data-linked]')).toHaveText('look.');
  await page.getByRole('button', { name: 'Claim 2' }).focus();
  await expect(page.locator('mark[data-linked]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Claim 1' }).focus();
  await expect(page.locator('mark[data-linked]')).toHaveText('look.');
});
