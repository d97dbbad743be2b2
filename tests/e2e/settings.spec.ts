import { goTo } from './support/pages.ts';
import { expect, test } from './support/workbench.ts';

test('name, colour, theme and text size are kept over a reload', async ({ workbench: { page } }) => {
  await goTo(page, 'Settings');
  const name = page.getByRole('textbox', { name: 'Your name on your labels' });
  await expect(name).toHaveValue('Tester');
  await name.fill('Ada Lovelace');
  await name.press('Enter');
  await page.getByRole('radio', { name: 'plum' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.getByRole('radio', { name: '19 pixels' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveCSS('--reading-size', '19px');
  await page.waitForLoadState('networkidle');

  await page.reload();
  await expect(name).toHaveValue('Ada Lovelace');
  await expect(page.getByRole('radio', { name: 'plum' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(page.getByRole('radio', { name: '19 pixels' })).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveCSS('--reading-size', '19px');
  await goTo(page, 'Datasets');
  await expect(page.getByRole('heading', { name: /Ada Lovelace/ })).toBeVisible();

  // A label needs a name: an empty one is not kept.
  await goTo(page, 'Settings');
  await name.fill('');
  await name.blur();
  await expect(page.getByText('Labels need a name. It stays "Ada Lovelace".')).toBeVisible();
});

test('a key is changed, refused where it is taken, kept over a reload, and given back', async ({
  workbench: { page },
}) => {
  await goTo(page, 'Settings');
  const change = page.getByRole('button', { name: 'Change the key of: Search in transcripts' });
  await expect(change).toContainText('/');
  await change.click();
  await page.keyboard.press('x');
  await expect(page.getByRole('alert')).toContainText('This key is taken: Select this transcript.');
  await page.keyboard.press('y');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(change).toContainText('Y');
  await page.waitForLoadState('networkidle');
  await page.reload();
  await expect(change).toContainText('Y');

  const search = page.getByRole('searchbox');
  await goTo(page, 'Transcripts');
  await page.keyboard.press('/');
  await expect(search).not.toBeFocused();
  await page.keyboard.press('y');
  await expect(search).toBeFocused();

  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Give back the first key of: Search in transcripts' }).click();
  await expect(change).toContainText('/');

  // Single keys off: the key alone does nothing any more, by request of who speaks to the machine.
  await page.getByRole('checkbox', { name: /^Single keys act/ }).click();
  await page.waitForLoadState('networkidle');
  await page.reload();
  await expect(page.getByRole('checkbox', { name: /^Single keys act/ })).not.toBeChecked();
  await goTo(page, 'Transcripts');
  await page.keyboard.press('/');
  await expect(search).not.toBeFocused();
});
