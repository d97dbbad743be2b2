import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, type Page } from '@playwright/test';

const BIN = resolve(import.meta.dirname, '../../../main/cli/bin.mjs');
/** The transcripts of the sample, for tests that need some to look at. */
export const SAMPLE_TRANSCRIPTS = resolve(
  import.meta.dirname,
  '../../../resources/sample/airline-practice.jsonl',
);

export interface Workbench {
  page: Page;
  /** The address with the key; the page stands at it. */
  url: string;
  /** The `.shrive` file that is open. */
  dataset: string;
  /** The person's home folder: new datasets and exports go there. */
  home: string;
}

/** Settings of one person, apart from everybody else's. */
function environment(home: string): NodeJS.ProcessEnv {
  return { ...process.env, SHRIVE_CONFIG_FOLDER: join(home, 'config'), SHRIVE_HOME_FOLDER: home };
}

/** Runs a command of `shrive` in that person's home, and gives what it printed. */
export function shrive(home: string, args: readonly string[]): string {
  return execFileSync(process.execPath, [BIN, ...args], {
    cwd: home,
    env: environment(home),
    encoding: 'utf8',
  });
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

/** Settings that a person made before. */
export function giveName(home: string, grader: string): void {
  mkdirSync(join(home, 'config'), { recursive: true });
  writeFileSync(join(home, 'config', 'settings.json'), JSON.stringify({ settings: { grader } }));
}

/** Starts `shrive serve`; `stop` ends it as Ctrl+C does, and waits. */
export async function serve(home: string, args: readonly string[]) {
  const server = spawn(process.execPath, [BIN, 'serve', '--no-open', ...args], {
    cwd: home,
    env: environment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => server.once('exit', done));
  const url = await addressOf(server);
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

interface Fixtures {
  /** An empty home folder. */
  home: string;
  /** The address of a workbench on that home, with no dataset open. */
  address: string;
  /** Every address that the page asked for. */
  requests: string[];
  /** The transcripts that `workbench` begins with: a path, or the text of a JSONL file. */
  transcripts: string;
  /** The grader's name in the settings; the account's where it is undefined. */
  grader: string | undefined;
  /** A workbench of its own, open in the page on a new dataset of `transcripts`. */
  workbench: Workbench;
}

/**
 * `test` with a workbench of its own for each test: the browser shell in a process. For other transcripts:
 * `test.use({ transcripts: myJsonl })`.
 */
export const test = base.extend<Fixtures>({
  transcripts: [SAMPLE_TRANSCRIPTS, { option: true }],
  grader: ['Tester', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'shrive-e2e-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
  address: async ({ home }, use) => {
    const { url, stop } = await serve(home, []);
    await use(url);
    await stop();
  },
  requests: async ({ page }, use) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await use(requests);
  },
  workbench: async ({ page, home, transcripts, grader }, use) => {
    if (grader !== undefined) giveName(home, grader);
    const dataset = join(home, 'test.shrive');
    let source = transcripts;
    if (transcripts.trimStart().startsWith('{')) {
      source = join(home, 'transcripts.jsonl');
      writeFileSync(source, transcripts);
    }
    shrive(home, ['import', dataset, source]);
    const { url, stop } = await serve(home, [dataset]);
    await page.goto(url);
    await use({ page, url, dataset, home });
    await stop();
  },
});

export { expect } from '@playwright/test';
