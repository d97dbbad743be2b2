import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium } from '@playwright/test';
import { distFolder, sandboxArguments } from '../../scripts/electron.ts';
import { shrive } from '../e2e/support/workbench.ts';
import {
  test as base,
  environment,
  expect,
  gradeItem,
  ROOT,
  SCREEN_ARGUMENTS,
  startGrading,
} from './support.ts';

/** Where electron-builder puts the executable and its resources, from the output folder. */
const PLACES: Partial<Record<string, { executable: string; resources: string }>> = {
  linux: { executable: 'linux-unpacked/shrive', resources: 'linux-unpacked/resources' },
  win32: { executable: 'win-unpacked/Shrive.exe', resources: 'win-unpacked/resources' },
  darwin: {
    executable: `mac${process.arch === 'arm64' ? '-arm64' : ''}/Shrive.app/Contents/MacOS/Shrive`,
    resources: `mac${process.arch === 'arm64' ? '-arm64' : ''}/Shrive.app/Contents/Resources`,
  },
};

interface Packaged {
  executable: string;
  resources: string;
}

/** `npm run package -- --dir`, once. */
const test = base.extend<object, { packaged: Packaged }>({
  packaged: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const output = mkdtempSync(join(tmpdir(), 'shrive-package-'));
      const args = ['scripts/package.ts', '--dir', '--output', output];
      const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: distFolder() };
      execFileSync(process.execPath, args, { cwd: ROOT, env, stdio: 'pipe' });
      const place = PLACES[process.platform];
      if (place === undefined) throw new Error('Shrive is not packaged for this system.');
      await use({ executable: join(output, place.executable), resources: join(output, place.resources) });
      rmSync(output, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

/** Paths in the archive: its header is JSON behind four 32-bit lengths. */
function archived(path: string): string[] {
  interface Entry {
    files?: Record<string, Entry>;
  }
  const archive = readFileSync(path);
  const header = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString('utf8')) as Entry;
  const under = (entry: Entry, folder: string): string[] =>
    Object.entries(entry.files ?? {}).flatMap(([name, each]) =>
      each.files === undefined ? [`${folder}${name}`] : under(each, `${folder}${name}/`),
    );
  return under(header, '');
}

test('the packaged app starts, opens the sample and grades an item of it', async ({ packaged, home }) => {
  // Its fuses keep the debugger of Node shut, so it is driven as a browser is.
  const args = [...sandboxArguments(), ...SCREEN_ARGUMENTS, '--remote-debugging-port=0'];
  const child = spawn(packaged.executable, args, {
    env: environment(home),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    const address = await new Promise<string>((found, failed) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
        const [, url] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
        if (url !== undefined) found(url);
      });
      child.once('exit', () => failed(new Error(`The app ended: ${said}`)));
    });
    // Without defaults: Electron refuses what they would set for downloads.
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('The app has no session.');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await startGrading(page);
    await gradeItem(page);
    // The sample's items have a worked answer: one sees it, and goes on.
    await expect(page.getByRole('heading', { name: 'How you compare' })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('2 of 55')).toBeVisible();
  } finally {
    child.kill();
    await ended;
  }
  const info = JSON.parse(shrive(home, ['info', join('Shrive', 'Sample.shrive'), '--json']));
  expect(info).toMatchObject({ transcripts: 24, confessions: 55, labels: { submitted: 1 } });
});

test('the package holds what is built and the addon of this system, and nothing of the workshop', ({
  packaged,
}) => {
  const files = archived(join(packaged.resources, 'app.asar'));
  const outside = files.filter(
    (path) =>
      !/^(package\.json$|dist\/(desktop|engine|renderer)\/|resources\/(sample|practice|prompts|rubrics|icons)\/)/.test(
        path,
      ) && !/^node_modules\/better-sqlite3\/(lib\/|prebuilds\/|package\.json$|LICENSE$)/.test(path),
  );
  expect(outside).toEqual([]);
  expect(files.filter((path) => path.endsWith('.node'))).toEqual([
    `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
  ]);
  expect(files).toContain('dist/engine/process.mjs');
  for (const folder of ['sample', 'practice', 'rubrics'])
    expect(files.some((path) => path.startsWith(`resources/${folder}/`) && /\.jsonl?$/.test(path))).toBe(
      true,
    );
  for (const prompt of ['confess', 'judge']) expect(files).toContain(`resources/prompts/${prompt}.md`);
  expect(files.filter((path) => /\.(ts|tsx|map)$/.test(path))).toEqual([]);
});

test('the fuses of the package are set', async ({ packaged }) => {
  const wire = await getCurrentFuseWire(packaged.executable);
  const stateOf = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: stateOf(FuseV1Options.RunAsNode),
    cookieEncryption: stateOf(FuseV1Options.EnableCookieEncryption),
    nodeOptions: stateOf(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeInspect: stateOf(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: stateOf(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyFromAsar: stateOf(FuseV1Options.OnlyLoadAppFromAsar),
    browserSnapshot: stateOf(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    // Not there before Electron 29: then nothing can turn it off.
    filePrivileges:
      FuseV1Options.GrantFileProtocolExtraPrivileges in wire &&
      stateOf(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeInspect: false,
    asarIntegrity: true,
    onlyFromAsar: true,
    browserSnapshot: false,
    filePrivileges: false,
  });
});
