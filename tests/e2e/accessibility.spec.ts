import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { madeLabels, madeTranscripts } from './support/made-transcripts.ts';
import { chooseFile, goTo, importLabels } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TRANSCRIPTS = madeTranscripts(12);
/** A record that is none, after two that are. */
const WITH_A_REJECT = `${madeTranscripts(2, 100)}{"id": "broken", "messages": 5}\n`;

test.use({ transcripts: TRANSCRIPTS });

/** What axe finds against WCAG 2.2 AA, as `rule: selector`, in both themes. */
async function findings(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The guards at the ends of an open menu hand the focus on and never keep it (Base UI 1.9).
    const axe = new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]');
    // The theme changes colours alone.
    if (colorScheme === 'light') axe.withTags(TAGS);
    else axe.withRules('color-contrast');
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes)
        found.push(`${where}, ${colorScheme}: ${id}: ${target.join(' ')} ${failureSummary ?? ''}`);
    }
  }
  return found;
}

test('axe finds nothing against WCAG 2.2 AA on a first start', async ({ page, address }) => {
  await page.goto(address);
  await expect(page.getByRole('button', { name: 'Grade the sample' })).toBeVisible();
  const found = await findings(page, 'first start');
  await goTo(page, 'Import');
  found.push(...(await findings(page, 'Import without a dataset')));
  expect(found).toEqual([]);
});

test('axe finds nothing against WCAG 2.2 AA on any page around grading, in light and dark', async ({
  workbench,
}) => {
  const { page } = workbench;
  const found: string[] = [];
  const look = async (where: string) => found.push(...(await findings(page, where)));
  await goTo(page, 'Export');
  await expect(page.getByText('Nothing to export yet')).toBeVisible();
  await look('Export, empty');
  await importLabels(workbench, madeLabels([1, 2, 3, 4, 5, 6]));
  await expect(page.getByText('A row, as it will stand')).toBeVisible();
  await look('Export');
  await goTo(page, 'Datasets');
  await expect(page.getByRole('option').first()).toBeVisible();
  await look('Datasets');
  await goTo(page, 'Transcripts');
  await page.getByRole('searchbox').fill('refund');
  await expect(page.locator('mark').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'The selected transcripts' })).toBeVisible();
  await look('Transcripts, found and selected');
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('checkbox', { name: 'Errors' })).toBeVisible();
  await look('Transcripts, columns');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Assign to…/ }).click();
  await expect(page.getByRole('combobox', { name: 'Grader' })).toBeVisible();
  await look('Transcripts, assigning');
  await page.keyboard.press('Escape');
  await goTo(page, 'What I did');
  await expect(page.getByText('Nothing yet. What you grade')).toBeVisible();
  await look('What I did, empty');
  await goTo(page, 'Grade');
  await expect(page.getByText('is sealed')).toBeVisible();
  await page.keyboard.press('k');
  await page.getByRole('textbox', { name: 'In your words' }).fill('not my field');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'In your words' })).toHaveCount(0);
  await page.getByRole('button', { name: /The queue$/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('Grade, the queue');
  await page.keyboard.press('Escape');
  await goTo(page, 'What I did');
  await expect(page.getByRole('list', { name: 'What you did' })).toContainText('not my field');
  await look('What I did');
  await goTo(page, 'Import');
  await look('Import');
  await chooseFile(page, 'mixed.jsonl', WITH_A_REJECT);
  await expect(page.getByRole('button', { name: 'Import 2, leave out 1' })).toBeVisible();
  await look('Import, preview');
  for (const place of ['Settings', 'Help'] as const) {
    await goTo(page, place);
    await look(place);
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('Keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('Palette');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 720, height: 450 });
  await goTo(page, 'Export');
  await page.getByRole('tab', { name: /What will come of it/ }).click();
  await look('Export, one pane');
  await goTo(page, 'Transcripts');
  await page.getByRole('button', { name: /^Filter/ }).click();
  await expect(page.getByRole('checkbox', { name: /^submitted/ })).toBeVisible();
  await look('Transcripts, filters as a menu');
  expect(found).toEqual([]);
});

test('axe finds nothing against WCAG 2.2 AA on any part of the Team page, in light and dark', async ({
  workbench: { page },
}) => {
  const found: string[] = [];
  const look = async (where: string) => found.push(...(await findings(page, where)));
  await goTo(page, 'Team');
  await look('Team, a grader');
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'Coordinator' }).click();
  await expect(page.getByText('Everything is shown.')).toBeVisible();
  await goTo(page, 'Team');
  await page.keyboard.press('2');
  for (const name of ['Ada', 'Ben']) {
    await page.getByRole('textbox', { name: 'Add a grader by name' }).fill(name);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('textbox', { name: 'Name of this project' }).fill('Round 1');
  await expect(page.getByRole('heading', { name: '24 items to 2 graders' })).toBeVisible();
  await look('Team, giving out');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Write their packages' }).click();
  await page.getByRole('checkbox', { name: /^Encrypt them/ }).click();
  await look('Team, packages');
  for (const part of ['Bring together', 'Shared folder']) {
    await page.getByRole('tab', { name: part }).click();
    await look(`Team, ${part}`);
  }
  await page.setViewportSize({ width: 720, height: 450 });
  await page.getByRole('tab', { name: 'Graders' }).click();
  await look('Team, graders, one pane');
  await page.getByRole('button', { name: /^Give to others what Ada/ }).click();
  await expect(page.getByText('12 items would be taken back')).toBeVisible();
  await look('Team, giving to others');
  expect(found).toEqual([]);
});

test('axe finds nothing against WCAG 2.2 AA where a rubric is edited, in light and dark', async ({
  workbench,
}) => {
  const { page } = workbench;
  const found: string[] = [];
  const look = async (where: string) => found.push(...(await findings(page, where)));
  await goTo(page, 'Rubric');
  await page.getByRole('button', { name: /^Violation categories/ }).click();
  await page.getByRole('button', { name: 'Add a question' }).click();
  await page.getByRole('menuitem', { name: /^Choice/ }).click();
  await expect(page.getByText(/^\d open\.$/)).toBeVisible();
  await look('Rubric, form');
  await page.getByRole('tab', { name: 'Versions and presets' }).click();
  await page.getByRole('radio', { name: /^code-agent/ }).check();
  await look('Rubric, presets');
  await page.getByRole('radio', { name: 'JSON' }).click();
  await expect(page.getByRole('textbox', { name: /The rubric as JSON/ })).toBeVisible();
  await look('Rubric, JSON');
  await page.setViewportSize({ width: 720, height: 450 });
  await page.getByRole('radio', { name: 'Form' }).click();
  await look('Rubric, one pane');
  expect(found).toEqual([]);
});
