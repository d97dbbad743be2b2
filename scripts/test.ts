// Runs every test that needs no more than the clone and says, in its last lines, what was not run and why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const RESULTS = 'test-results';
const UNIT = `${RESULTS}/unit.json`;
const PAGES = `${RESULTS}/e2e.json`;

function run(command: string, args: readonly string[]): boolean {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

function read(path: string): Record<string, unknown> | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : undefined;
}

/** A run that left no report counts as one failure: it broke before it could test. */
function unitCounts(): Counts {
  const report = read(UNIT) as
    | Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests', number>
    | undefined;
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
}

function pageCounts(): Counts {
  const stats = read(PAGES)?.stats as
    | Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>
    | undefined;
  if (stats === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const built = run('node', ['scripts/build.ts']);
const unit =
  built && run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`]);
const pages = built && run('playwright', ['test']);

const counts = [unitCounts(), pageCounts()];
const sum = (name: keyof Counts) => counts.reduce((total, each) => total + each[name], 0);
console.log('');
const desktopTests = existsSync('tests/desktop') ? readdirSync('tests/desktop') : [];
if (desktopTests.length === 0) console.log('Not run: tests of the desktop window. There are none yet.');
if (sum('skipped') > 0)
  console.log(`Not run: ${sum('skipped')} tests that are marked to be skipped; their names stand above.`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = built && unit && pages && sum('failed') === 0 ? 0 : 1;
