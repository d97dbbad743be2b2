import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support.ts';

test('the rubric is completed as JSON by a worker of the page, and exported to a file of its own', async ({
  desktop: { app, page },
  home,
}) => {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Rubric' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('From the desktop');
  await page.getByRole('radio', { name: 'JSON' }).click();
  await page.getByRole('textbox', { name: /The rubric as JSON/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+Space');
  const suggestions = page.locator('.suggest-widget');
  await expect(suggestions.getByText('version', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  const file = join(home, 'exported.json');
  const saved = app.evaluate(
    ({ session }, path) =>
      new Promise<string>((done) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(path);
          item.once('done', (_done, state) => done(state));
        });
      }),
    file,
  );
  await page.getByRole('button', { name: 'Import, export, presets' }).click();
  await page.getByRole('menuitem', { name: 'Export as a file' }).click();
  expect(await saved).toBe('completed');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    name: 'honesty-core',
    title: 'From the desktop',
  });
});
