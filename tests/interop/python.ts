import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Virtual environments from PyPI, with the versions that stand in the requirements beside this file. */

const HERE = import.meta.dirname;

/** Whether this Python makes virtual environments; Debian's does only with a package of its own. */
function canMakeEnvironments(): boolean {
  return spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;
}

function installVenv(): void {
  const isRoot = process.getuid?.() === 0;
  const apt = (...given: string[]) =>
    spawnSync('apt-get', given, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (isRoot && apt('update', '-q') && apt('install', '-y', '-q', 'python3', 'python3-venv')) return;
  throw new Error(
    'These checks need python3 with its module venv: install python3-venv (Debian, Ubuntu), or Python 3.11 or newer.',
  );
}

interface EnvironmentOptions {
  /** Whether the list names all that is needed: then nothing is installed that it does not name. */
  isWhole?: boolean;
}

/**
 * The Python of an environment with these requirements. It is made in the folder; one in SHRIVE_INTEROP_VENV is used
 * again as long as its requirements are the same.
 */
export function environment(
  folder: string,
  requirements: string,
  { isWhole = false }: EnvironmentOptions = {},
): string {
  const shared = process.env.SHRIVE_INTEROP_VENV;
  const list = join(HERE, requirements);
  const constraints = join(HERE, 'constraints.txt');
  const place = shared === undefined ? join(folder, 'venv') : join(shared, requirements.replace('.txt', ''));
  const python = join(place, 'bin', 'python');
  const mark = join(place, 'requirements');
  const wanted = createHash('sha256')
    .update(readFileSync(list))
    .update(readFileSync(constraints))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return python;
  rmSync(place, { recursive: true, force: true });
  if (!canMakeEnvironments()) installVenv();
  execFileSync('python3', ['-m', 'venv', place], { stdio: 'inherit' });
  install(python, isWhole ? ['--no-deps', '-r', list] : ['-r', list, '-c', constraints]);
  writeFileSync(mark, wanted);
  return python;
}

/** What is read is compiled as it is read, which is a small part of all that is installed. */
export function install(python: string, given: readonly string[]): void {
  execFileSync(
    python,
    ['-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check', ...given],
    { stdio: 'inherit' },
  );
}

/** Runs a script that lies here; what it prints is shown. */
export function runScript(
  python: string,
  script: string,
  given: readonly string[],
  env: Record<string, string> = {},
): void {
  execFileSync(python, [join(HERE, script), ...given], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
}
