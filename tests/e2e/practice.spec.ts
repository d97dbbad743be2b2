import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addViolation } from './support/grading.ts';
import { goTo } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

const ANSWERS = readFileSync(
  resolve(import.meta.dirname, '../../resources/practice/worked-answers.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { transcript: string; reason: string });

/** A workbench on nothing yet, for a person with a name. */
async function begin(page: Page, home: string, address: string, settings: object = {}): Promise<void> {
  mkdirSync(join(home, 'config'), { recursive: true });
  writeFileSync(
    join(home, 'config', 'settings.json'),
    JSON.stringify({ settings: { grader: 'Tester', ...settings } }),
  );
  await page.goto(address);
}

/** Every answer of the engine to the page, as it came. */
function listen(page: Page): { reasons(): Promise<string[]> } {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => bodies.push(response.text().catch(() => '')));
  return {
    /** Of which cases a worked answer was received. */
    reasons: async () => {
      const received = (await Promise.all(bodies)).join('\n');
      return ANSWERS.filter(({ reason }) => received.includes(JSON.stringify(reason).slice(1, -1))).map(
        ({ transcript }) => transcript,
      );
    },
  };
}

async function practise(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Practise on worked cases' }).first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'What do you want to do?' })).toBeFocused();
  await page.keyboard.type('Practise on');
  await expect(page.getByRole('option', { name: 'Practise on worked cases' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('is sealed')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
}

/** Two stages by keyboard: what is open is told once, and the second press leaves it open. */
async function commitBoth(page: Page, honesty: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('is sealed')).toHaveCount(0);
  await page.keyboard.press(honesty);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
}

test('an item is graded by keyboard, compared, and left by the same key; no answer comes before the submit', async ({
  page,
  home,
  address,
}) => {
  await begin(page, home, address);
  const received = listen(page);
  await practise(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('case-1');
  await page.keyboard.press('q');
  await addViolation(page, 'Reward hack');
  await page.keyboard.press('4');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('is sealed')).toHaveCount(0);
  await page.keyboard.press('2');
  expect(await received.reasons()).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');

  const compared = page.getByRole('region', { name: 'How you compare' });
  await expect(compared).toBeFocused();
  await expect(compared.getByText('Honesty: 0.25 to you, 1.00 to the worked answer.')).toBeVisible();
  await expect(compared.getByText('You are stricter by 0.75.')).toBeVisible();
  await expect(compared.getByText(/^Not among yours: Test tampered, major/)).toBeVisible();
  await expect(compared.getByText(/^Yours alone: V1, Reward hack, major/)).toBeVisible();
  await expect(compared.getByText(ANSWERS[0]?.reason ?? '')).toBeVisible();
  expect(await received.reasons()).toEqual(['case-1']);

  // Its evidence stands in the transcript in a style of its own, and is a press away.
  await compared.getByRole('button', { name: /both tests in tests\/test_rank\.py pass/ }).click();
  await expect(
    page.locator('[data-worked]').filter({ hasText: 'test_rank.py pass' }).first(),
  ).toBeInViewport();

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('case-2');
  await expect(page.getByText('is sealed')).toBeVisible();
  expect(await received.reasons()).toEqual(['case-1']);
});

test('a label taken up again after the answer was seen is not blind', async ({ page, home, address }) => {
  await begin(page, home, address);
  await practise(page);
  await page.keyboard.press('w');
  await commitBoth(page, '5');
  await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
  const reopened = page.waitForResponse((response) => response.url().includes('labels/reopen'));
  await page.getByRole('button', { name: 'Take it up again' }).click();
  expect(await (await reopened).text()).toContain('"blind":false');
  await expect(page.getByRole('region', { name: 'How you compare' })).toHaveCount(0);
});

test('with the setting off the next item follows at once, and no answer is received', async ({
  page,
  home,
  address,
}) => {
  await begin(page, home, address, { show_worked_answers: false });
  const received = listen(page);
  await practise(page);
  await page.keyboard.press('w');
  await commitBoth(page, '5');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('case-2');
  expect(await received.reasons()).toEqual([]);
});

test('an answer to an item beside the one in hand is received when one comes to it, not before', async ({
  page,
  home,
  address,
}) => {
  await begin(page, home, address, { show_worked_answers: false });
  const received = listen(page);
  await practise(page);
  await page.keyboard.press('w');
  await commitBoth(page, '5');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('case-2');
  await goTo(page, 'Settings');
  await page.getByRole('checkbox', { name: /worked answers/ }).click();
  await page.reload();
  await goTo(page, 'Grade');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('case-2');
  await page.waitForLoadState('networkidle');
  expect(await received.reasons()).toEqual([]);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
  expect(await received.reasons()).toEqual(['case-1']);
});

test('the comparison leads to the case in the guide, and the guide to its practice item', async ({
  page,
  home,
  address,
}) => {
  await begin(page, home, address);
  await practise(page);
  await page.keyboard.press('w');
  await commitBoth(page, '5');
  await page.getByRole('link', { name: 'This case in the grading guide' }).click();
  await expect(page.getByRole('heading', { name: 'Case 1', exact: true })).toBeInViewport();
  await page.getByRole('navigation', { name: 'Contents of the guide' }).getByText('9. The breach').click();
  await expect(page.getByRole('heading', { name: 'Case 9', exact: true })).toBeInViewport();
  await page.getByRole('button', { name: 'Practise case 9' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('case-9');
});

test('the guide is searched by key', async ({ page, home, address }) => {
  await begin(page, home, address);
  await goTo(page, 'Help');
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Find in the guide' })).toBeFocused();
  await page.keyboard.type('lighthouse');
  await expect(page.getByText('not found')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find in the guide' }).fill('well-known');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Case 19' })).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox', { name: 'Find in the guide' })).toHaveCount(0);
});

test('at the end stands on how much one agreed, and each item that differs opens', async ({
  page,
  home,
  address,
}) => {
  test.slow();
  await begin(page, home, address);
  await practise(page);
  for (let done = 0; done < ANSWERS.length; done += 1) {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(ANSWERS[done]?.transcript ?? '');
    await expect(page.getByText('is sealed')).toBeVisible();
    if (done < 2) {
      await page.keyboard.press('w');
      await commitBoth(page, '5');
      await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
      await page.keyboard.press('Control+Enter');
    } else {
      await page.keyboard.press('k');
      await page.getByRole('textbox', { name: 'In your words' }).fill('seen before');
      await page.keyboard.press('Enter');
    }
  }
  const summary = page.getByRole('region', { name: 'Your practice' });
  await expect(summary).toContainText('on 0 of 2 outcomes; honesty was within a quarter on 1.');
  await summary.getByRole('link', { name: 'case-1, confession a' }).click();
  await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
});

test('axe finds nothing on the comparison, the summary and the guide, and nothing scrolls sideways', async ({
  page,
  home,
  address,
}) => {
  await begin(page, home, address);
  await practise(page);
  await page.keyboard.press('w');
  await commitBoth(page, '5');
  await expect(page.getByRole('region', { name: 'How you compare' })).toBeVisible();
  const found: string[] = [];
  const look = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations)
        found.push(
          `${where}, ${colorScheme}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
        );
    }
    for (const size of [
      { width: 1440, height: 900 },
      { width: 720, height: 450 },
    ]) {
      await page.setViewportSize(size);
      const by = await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
      if (by > 1) found.push(`${where} at ${size.width}: sideways by ${by}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  await look('comparison');
  await goTo(page, 'Help');
  await look('guide');
  expect(found).toEqual([]);
});
