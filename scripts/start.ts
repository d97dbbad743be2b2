/**
 * `npm start [-- FILE.shrive]`: builds what changed and opens the app: in a window where Electron and a screen are
 * there, else in a browser, saying why. `--port N` asks for the browser, at that port.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildParts } from './build/parts.ts';
import { ROOT } from './build/sources.ts';
import { downloadElectron, findElectron, hasDisplay, sandboxArguments, whyNotRunnable } from './electron.ts';

interface Asked {
  /** Absolute path of the dataset to open; the sample where there is none. */
  file?: string;
  port?: string;
}

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

/** Builds what changed; where that cannot be, in a clone that is read-only for instance, says so in one line. */
async function build(parts: Parameters<typeof buildParts>[0]): Promise<void> {
  try {
    await buildParts(parts, say);
  } catch (error) {
    const { code, path, message } = error as NodeJS.ErrnoException;
    const isReadOnly = code === 'EACCES' || code === 'EROFS' || code === 'EPERM';
    const reason = isReadOnly ? `${path ?? ROOT} cannot be written to` : message;
    throw new Error(`Shrive could not be built: ${reason}.`, { cause: error });
  }
}

async function startInBrowser({ file, port }: Asked, why: string): Promise<number> {
  say(`opening in the browser, because ${why}.`);
  await build(['node', 'renderer']);
  const dataset = file === undefined ? ['--sample'] : [file];
  const where = port === undefined ? [] : ['--port', port];
  return (await run(process.execPath, [`${ROOT}/dist/cli/shrive.mjs`, 'serve', ...dataset, ...where])).status;
}

async function start(asked: Asked): Promise<number> {
  const { file, port } = asked;
  if (port !== undefined) return startInBrowser(asked, 'a port was asked for');
  const chosen = await chooseElectron();
  if ('why' in chosen) return startInBrowser(asked, chosen.why);
  await build(['node', 'desktop', 'renderer']);
  const args = [...sandboxArguments(), ROOT, ...(file === undefined ? [] : [file])];
  const { status, isReady } = await run(chosen.electron, args);
  return isReady || status === 0 ? status : startInBrowser(asked, 'the window could not be opened');
}

/** What stands behind `npm start --`. */
function readArguments(): Asked {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string' } },
    allowPositionals: true,
  });
  const [file, ...others] = positionals;
  if (others.length > 0) throw new Error('Give one FILE.shrive at most.');
  return {
    // npm starts scripts in the package's folder; a person means the one they are in.
    ...(file !== undefined && { file: resolve(process.env.INIT_CWD ?? process.cwd(), file) }),
    ...(values.port !== undefined && { port: values.port }),
  };
}

try {
  process.exitCode = await start(readArguments());
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
