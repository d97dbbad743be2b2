import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, shrive, type Workbench } from './workbench.ts';

export type PlaceName = 'Datasets' | 'Transcripts' | 'Grade' | 'Import' | 'Export' | 'Help' | 'Settings';

/** By the navigation, and waits until the page is there. */
export async function goTo(page: Page, place: PlaceName): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
  await expect(page.getByRole('main', { name: place })).toBeVisible();
}

/** The sizes that every page must stand: as drawn, small, and 200 % of 1920 and of 1440. */
export const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 960, height: 540 },
  { width: 720, height: 450 },
] as const;

/** Gives the labels of a file to the tester, as the command line does, and shows the page anew. */
export async function importLabels(
  { page, home, dataset }: Workbench,
  labels: string,
  grader = 'Tester',
): Promise<void> {
  const file = join(home, 'labels.jsonl');
  writeFileSync(file, labels);
  shrive(home, ['labels', 'import', dataset, file, '--grader', grader]);
  await page.reload();
}

/** A file with this text is chosen on the Import page. */
export async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(text) });
}

/** A file with this text is dropped on the Import page. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName));
      return data;
    },
    [name, text] as const,
  );
  const place = page.getByRole('region', { name: 'Import' });
  await place.dispatchEvent('dragenter', { dataTransfer: transfer });
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  await place.dispatchEvent('drop', { dataTransfer: transfer });
}
