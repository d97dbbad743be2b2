import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../tests/e2e/support/chromium.ts';
import { type DatasetName, madeDataset, SHRIVE } from '../data.ts';
import { openBare } from './bare-pages.ts';
import { installWatch } from './watch.ts';

/** Longer than anything takes here, on a busy machine too. */
const PATIENCE_MS = 20_000;

/** A person at work: a `shrive serve` on a copy of a dataset of their own, and a page of a real Chromium at it. */
export interface Desk {
  page: Page;
  /** The server's address without its key. */
  origin: string;
  end(): Promise<void>;
}

/** The desk with the app, the one with the bare page, and the browser that both are open in. */
export interface Desks {
  app: Desk;
  bare: Desk;
  end(): Promise<void>;
}

async function addressOf(server: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of server.stdout?.setEncoding('utf8') ?? []) {
    said += chunk as string;
    const found = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said);
    if (found !== null) return found[0];
  }
  throw new Error(`shrive serve ended without an address: ${said}`);
}

async function startServer(dataset: string) {
  const home = mkdtempSync(join(tmpdir(), 'shrive-bench-home-'));
  const config = join(home, 'config');
  mkdirSync(config);
  writeFileSync(join(config, 'settings.json'), JSON.stringify({ settings: { grader: 'Bench' } }));
  const copy = join(home, 'bench.shrive');
  copyFileSync(dataset, copy);
  const server = spawn(process.execPath, [SHRIVE, 'serve', '--no-open', copy], {
    cwd: home,
    env: { ...process.env, SHRIVE_CONFIG_FOLDER: config, SHRIVE_HOME_FOLDER: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => server.once('exit', done));
  // Also where a trial fails: nothing stays behind.
  const leave = () => {
    server.kill('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  };
  process.once('exit', leave);
  const stop = async () => {
    process.off('exit', leave);
    leave();
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  return { url: await addressOf(server), stop };
}

async function sitDown(
  browser: Browser,
  dataset: string,
  open: (page: Page, origin: string) => Promise<void>,
) {
  const { url, stop } = await startServer(dataset);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(installWatch);
  await page.goto(url);
  const { origin } = new URL(url);
  await open(page, origin);
  const end = async () => {
    await context.close();
    await stop();
  };
  return { page, origin, end };
}

async function openGrading(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/#/grade`);
  await page.locator('[data-transcript] [data-source="transcript"]').first().waitFor();
}

async function launch(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env } as Record<string, string>,
    args: ['--no-sandbox', '--headless=shell'],
  });
}

/** Of the browser that the figures are taken in. */
export async function chromiumVersion(): Promise<string> {
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  return version;
}

/** Both desks, each on a copy of its own: what one submits is not missing from the other's queue. */
export async function setUpDesks(name: DatasetName, bareSearch: string): Promise<Desks> {
  const dataset = await madeDataset(name);
  const browser = await launch();
  const app = await sitDown(browser, dataset, openGrading);
  const bare = await sitDown(browser, dataset, (page, origin) => openBare(page, origin, bareSearch));
  for (const { page } of [app, bare]) await page.evaluate(() => window.bench.settled());
  return {
    app,
    bare,
    end: async () => {
      await app.end();
      await bare.end();
      await browser.close();
    },
  };
}

/**
 * Seconds of processor time that the page's main thread has had, as milliseconds: what the page itself costs, however
 * busy the machine is.
 */
export async function mainThreadMs({ page }: Desk): Promise<number> {
  let session = sessions.get(page);
  if (session === undefined) {
    session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    sessions.set(page, session);
  }
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}
const sessions = new WeakMap<Page, CDPSession>();

/** Presses the keys that lead to the next item; milliseconds until it is painted. */
export async function timeNext({ page }: Desk, keys: string): Promise<number> {
  await page.evaluate(() => window.bench.arm());
  await page.keyboard.press(keys);
  let took = await page.evaluate(() => window.bench.painted(true));
  if (took === 'told') {
    // What is still open was said once; the press that counts is the second.
    await page.keyboard.press(keys);
    took = await page.evaluate(() => window.bench.painted());
  }
  return Number(took);
}
