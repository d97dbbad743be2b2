import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChooser, Page } from '@playwright/test';
import { expect, shrive, type Workbench } from './workbench.ts';

export type PlaceName =
  | 'Datasets'
  | 'Transcripts'
  | 'Grade'
  | 'What I did'
  | 'Rubric'
  | 'Compare'
  | 'Team'
  | 'Adjudicate'
  | 'Reports'
  | 'Import'
  | 'Export'
  | 'Help'
  | 'Settings';

/** By the navigation, and waits until the page is there. */
export async function goTo(page: Page, place: PlaceName): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
  await expect(page.getByRole('main', { name: place })).toBeVisible();
  if (place !== 'Grade') await expect(page.getByRole('heading', { level: 1 })).toContainText(place);
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
  await choose(page, { name, mimeType: 'application/jsonl', buffer: Buffer.from(text) });
}

/** A file of this machine is chosen on the Import page. */
export async function choosePath(page: Page, path: string): Promise<void> {
  await choose(page, path);
}

async function choose(page: Page, file: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: /^(Add files|Drop files here)/ })
    .first()
    .click();
  await (await chooser).setFiles(file);
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

/** Presses the key that asks for a file, again where it came before the page had its keys, and gives the chooser. */
export async function chooserBy(page: Page, key: string): Promise<FileChooser> {
  let chosen: FileChooser | undefined;
  await expect(async () => {
    const chooser = page.waitForEvent('filechooser', { timeout: 2_000 });
    await page.keyboard.press(key);
    chosen = await chooser;
  }).toPass();
  if (chosen === undefined) throw new Error(`${key} asked for no file`);
  return chosen;
}
