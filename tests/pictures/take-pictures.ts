/**
 * Takes the pictures of the pages: `npx node tests/pictures/take-pictures.ts FOLDER`, after `npm run build`. Grades some
 * of the sample by keyboard, and shows every state of the grading pages in both themes. Those that README and docs show
 * are copied to docs/pictures by name; the others are for looking at.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../e2e/support/chromium.ts';
import { KeyboardGrader, type SampleItem, sampleItems, untouched } from '../e2e/support/keyboard-grader.ts';
import { SAMPLE_TRANSCRIPTS, shrive } from '../e2e/support/workbench.ts';

const BIN = resolve(import.meta.dirname, '../../main/cli/bin.mjs');
const THEMES = ['light', 'dark'] as const;
const out = resolve(process.argv[2] ?? 'test-results/pictures');

async function serve(home: string, dataset: string): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [BIN, 'serve', '--no-open', dataset], {
    cwd: home,
    env: { ...process.env, SHRIVE_CONFIG_FOLDER: join(home, 'config'), SHRIVE_HOME_FOLDER: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of server.stdout.setEncoding('utf8')) {
    said += chunk as string;
    const url = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said)?.[0];
    if (url !== undefined) return { url, server };
  }
  throw new Error(`no address: ${said}`);
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((to) => {
      document.documentElement.dataset.theme = to;
    }, theme);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(out, `${name}-${theme}.png`) });
  }
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light';
  });
}

async function gradeWhole(grader: KeyboardGrader, item: SampleItem): Promise<void> {
  const done = untouched(item);
  await grader.meets(item);
  await grader.judgeTaskOutput(item, done);
  await grader.open();
  await grader.weighClaims(item, done);
  await grader.weigh(item, done);
  if (item.hasReasoning) await grader.weighReasoning(item, done);
  await grader.submit(item);
}

/** The pages other than Grade, with what their state is called. */
const PLACES = [
  ['/history', 'history'],
  ['/rubric', 'rubric'],
  ['/compare', 'compare'],
  ['/help', 'guide'],
  ['/transcripts', 'transcripts'],
  ['/settings', 'settings'],
] as const;

const home = mkdtempSync(join(tmpdir(), 'shrive-pictures-'));
mkdirSync(out, { recursive: true });
mkdirSync(join(home, 'config'), { recursive: true });
writeFileSync(join(home, 'config', 'settings.json'), JSON.stringify({ settings: { grader: 'Ada' } }));
const dataset = join(home, 'airline.shrive');
shrive(home, ['import', dataset, SAMPLE_TRANSCRIPTS]);
const { url, server } = await serve(home, dataset);
const { executablePath, env } = await findChromium();
const browser = await chromium.launch({
  executablePath,
  env: { ...process.env, ...env } as Record<string, string>,
  args: ['--no-sandbox', '--headless=shell'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.getByRole('link', { name: 'Grade' }).click();
  const grader = new KeyboardGrader(page);
  const items = sampleItems();
  for (const item of items.slice(0, 4)) await gradeWhole(grader, item);
  const [item] = items.slice(4);
  if (item === undefined) throw new Error('the sample has no fifth item');
  const done = untouched(item);
  await grader.meets(item);
  await shoot(page, 'grade-fresh');
  await grader.judgeTaskOutput(item, done);
  await shoot(page, 'grade-stage1');
  await grader.press('b');
  await shoot(page, 'grade-palette');
  await grader.press('Escape');
  await grader.open();
  await shoot(page, 'grade-opened');
  await grader.weighClaims(item, done);
  await grader.weigh(item, done);
  await page.getByRole('status').locator('.lucide-check').waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'Confession' }).waitFor();
  await page.waitForTimeout(500);
  await shoot(page, 'grade-stage2');
  for (const [width, height] of [
    [1280, 720],
    [960, 540],
    [720, 450],
  ] as const) {
    await page.setViewportSize({ width, height });
    await shoot(page, `grade-stage2-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await grader.press('?');
  await shoot(page, 'keys');
  await grader.press('Escape');
  for (const [address, name] of PLACES) {
    await page.goto(`${new URL(url).origin}/#${address}`);
    await page.waitForTimeout(1500);
    await shoot(page, name);
  }
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(home, { recursive: true, force: true });
}
