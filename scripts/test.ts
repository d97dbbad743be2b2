/**
 * `npm test`: everything CI runs. Builds, then Vitest, the pages in Chromium, and the desktop window where an Electron
 * is there; says at the end what was not run and why. SHRIVE_REQUIRE_DESKTOP=1 makes a missing desktop a failure.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { findElectron, hasDisplay, whyNotRunnable } from './electron.ts';
import { type Counts, playwrightCounts, sum, vitestCounts } from './test/results.ts';

const RESULTS = 'test-results';

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

/** Runs Vitest or a project of Playwright; a bad exit status is a failure, whatever the report says. */
function counted(didPass: boolean, counts: Counts): Counts {
  return didPass || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function runVitest(): Counts {
  const path = `${RESULTS}/vitest.json`;
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  return counted(run('vitest', args), vitestCounts(path));
}

function runPlaywright(project: string, through: readonly string[] = []): Counts {
  const path = `${RESULTS}/${project}.json`;
  const [command = 'playwright', ...args] = [...through, 'playwright', 'test', `--project=${project}`];
  return counted(run(command, args, { SHRIVE_PLAYWRIGHT_RESULTS: path }), playwrightCounts(path));
}

/** How the desktop tests can run here, or why they cannot. */
function desktop(): { through: readonly string[] } | { why: string } {
  const electron = findElectron();
  if (electron === undefined) {
    return { why: "Electron's binary is not here (ELECTRON_OVERRIDE_DIST_PATH names a folder that has one)" };
  }
  const problem = whyNotRunnable(electron);
  if (problem !== undefined) return { why: `Electron does not run here (${problem})` };
  if (hasDisplay()) return { through: [] };
  const hasXvfb = spawnSync('xvfb-run', ['--help']).status === 0;
  return hasXvfb ? { through: ['xvfb-run', '-a'] } : { why: 'there is no display, and no xvfb-run' };
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const notRun: string[] = [];
const counts: Counts[] = [];
if (run('node', ['scripts/build.ts'])) {
  counts.push(runVitest(), runPlaywright('chromium'));
  const how = desktop();
  if ('through' in how) counts.push(runPlaywright('desktop', how.through));
  else {
    notRun.push(`the tests of the desktop window: ${how.why}`);
    if (process.env.SHRIVE_REQUIRE_DESKTOP) counts.push({ passed: 0, failed: 1, skipped: 0 });
  }
} else {
  notRun.push('any test: the build failed');
  counts.push({ passed: 0, failed: 1, skipped: 0 });
}

const { passed, failed, skipped } = sum(counts);
console.log('');
if (skipped > 0) notRun.push(`${skipped} skipped tests; their names and reasons stand above`);
for (const what of notRun) console.log(`Not run: ${what}.`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
