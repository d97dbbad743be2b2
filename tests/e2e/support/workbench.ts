import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base } from '@playwright/test';

const BIN = resolve(import.meta.dirname, '../../../main/cli/bin.mjs');

async function addressOf(server: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of server.stdout?.setEncoding('utf8') ?? []) {
    said += chunk as string;
    const found = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said);
    if (found !== null) return found[0];
  }
  throw new Error(`shrive serve ended without an address: ${said}`);
}

/** A workbench of its own for each test: the browser shell in a process, on an empty home folder. */
export const test = base.extend<{ home: string; address: string; requests: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'shrive-e2e-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
  address: async ({ home }, use) => {
    const server = spawn(process.execPath, [BIN, 'serve', '--no-open'], {
      env: { ...process.env, SHRIVE_CONFIG_FOLDER: join(home, 'config'), SHRIVE_HOME_FOLDER: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await use(await addressOf(server));
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  },
  /** Every address that the page asked for. */
  requests: async ({ page }, use) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await use(requests);
  },
});

export { expect } from '@playwright/test';
