/**
 * `npm start [-- FILE.shrive]`: builds what changed and opens the app: in a window where Electron and a screen are
 * there, else in a browser, saying why.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildParts } from './build/parts.ts';
import { ROOT } from './build/sources.ts';
import { downloadElectron, findElectron, hasDisplay, sandboxArguments, whyNotRunnable } from './electron.ts';

function say(message: string): void {
  process.stderr.write(`shrive: ${message}\n`);
}

/** Runs a command to its end, handing signals on; `isReady` tells whether it reported that it had started. */
function run(command: string, args: string[]): Promise<{ status: number; isReady: boolean }> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], cwd: ROOT });
    let isReady = false;
    child.on('message', (message) => {
      if (message === 'ready') isReady = true;
    });
    // Ctrl+C in a terminal reaches the child by itself.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code) => done({ status: code ?? 1, isReady }));
  });
}

/** Electron's executable, or why the browser it is. */
async function chooseElectron(): Promise<{ electron: string } | { why: string }> {
  if (!hasDisplay()) return { why: 'there is no display' };
  const electron = findElectron() ?? (await downloadElectron(say));
  if (electron === undefined) return { why: "Electron's binary is not here and cannot be downloaded" };
  const problem = whyNotRunnable(electron);
  return problem === undefined ? { electron } : { why: `Electron does not run here (${problem})` };
}

async function startInBrowser(file: string | undefined, why: string): Promise<number> {
  say(`opening in the browser, because ${why}.`);
  await buildParts(['node', 'renderer'], say);
  const dataset = file === undefined ? ['--sample'] : [file];
  return (await run(process.execPath, [`${ROOT}/dist/cli/shrive.mjs`, 'serve', ...dataset])).status;
}

async function start(file: string | undefined): Promise<number> {
  const chosen = await chooseElectron();
  if ('why' in chosen) return startInBrowser(file, chosen.why);
  await buildParts(['node', 'desktop', 'renderer'], say);
  const args = [...sandboxArguments(), ROOT, ...(file === undefined ? [] : [file])];
  const { status, isReady } = await run(chosen.electron, args);
  return isReady || status === 0 ? status : startInBrowser(file, 'the window could not be opened');
}

const [argument] = process.argv.slice(2).filter((each) => !each.startsWith('-'));
const file = argument === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), argument);
process.exitCode = await start(file);
