import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, shrive, type Workbench } from './workbench.ts';

/** Opens the next open item, and waits until it can be read. */
export async function openGrading(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Grade' }).click();
  await expect(page.getByText('is sealed')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
}

/** Selects units of the text that a part shows now, as the mouse would. */
export async function select(
  page: Page,
  place: { message: number; part: string; from: number; to: number },
): Promise<string> {
  return await page.evaluate(({ message, part, from, to }) => {
    const element = document.querySelector(
      `[data-source="transcript"][data-message="${message}"][data-part="${part}"]`,
    );
    if (element === null) throw new Error(`message ${message}, ${part} is not in the page`);
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (from >= before && from < before + length) range.setStart(node, from - before);
      if (to > before && to <= before + length) range.setEnd(node, to - before);
      before += length;
    }
    window.getSelection()?.removeAllRanges();
    window.getSelection()?.addRange(range);
    return range.toString();
  }, place);
}

/** By keyboard alone: `B`, the first letters, Enter. */
export async function addViolation(page: Page, words: string): Promise<void> {
  await page.keyboard.press('b');
  await expect(page.getByRole('combobox', { name: 'What went wrong?' })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option')).toHaveCount(1);
  const list = page.getByRole('list', { name: 'Violations' });
  const before = await list.getByRole('listitem').count();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'What went wrong?' })).toHaveCount(0);
  await expect.poll(() => list.getByRole('listitem').count()).toBeGreaterThan(before);
}

/** What is marked as evidence in a part, piece by piece. */
export async function markedIn(page: Page, message: number, part = 'content/0'): Promise<string[]> {
  return await page
    .locator(`[data-source="transcript"][data-message="${message}"][data-part="${part}"] mark[data-evidence]`)
    .allTextContents();
}

/** What a label export of the dataset holds: its rows as they stand in the files. */
export function exportedLabels({
  home,
  dataset,
}: Pick<Workbench, 'home' | 'dataset'>): Record<string, unknown>[] {
  const { files } = JSON.parse(
    shrive(home, ['export', dataset, '--form', 'labels', '--jsonl', '--out', 'out', '--json']),
  );
  return (files as { path: string }[]).flatMap(({ path }) =>
    readFileSync(join(home, 'out', path), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}
