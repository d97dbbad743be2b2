import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};
/** How long to wait for a sign that a download can work at all. */
const PROBE_MS = 3_000;
/** A slow line gets the browser instead. */
const DOWNLOAD_MS = 240_000;

/** The folder of the Electron in use: the one named by ELECTRON_OVERRIDE_DIST_PATH, else the one of the npm package. */
export function distFolder(): string {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return chosen || join(packageFolder(), 'dist');
}

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
}

/** Electron's executable where there is one; never downloads. */
export function findElectron(): string | undefined {
  const path = join(distFolder(), NAMES[process.platform] ?? 'electron');
  return existsSync(path) ? path : undefined;
}

/** Whether there is a screen to open windows on. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Why this executable does not run here, its shared libraries for instance; undefined where it does. */
export function whyNotRunnable(electron: string): string | undefined {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const tried = spawnSync(electron, ['-e', ''], { env, encoding: 'utf8', timeout: 20_000 });
  if (tried.status === 0) return undefined;
  const [line = ''] = (tried.error?.message ?? tried.stderr ?? '').trim().split('\n');
  return line === '' ? `it ends with ${tried.signal ?? tried.status}` : line;
}

async function isReachable(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Lets the npm package `electron` fetch its binary, where that can work; gives up soon where it cannot. */
export async function downloadElectron(say: (message: string) => void): Promise<string | undefined> {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return undefined;
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror;
  if (!(await isReachable(mirror || 'https://github.com/electron/electron/releases'))) return undefined;
  say('downloading Electron, once (about 110 MB) …');
  const script = join(packageFolder(), 'install.js');
  const done = spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: DOWNLOAD_MS });
  return done.status === 0 ? findElectron() : undefined;
}

/** Chromium's sandbox cannot be set up by root; so it is as root alone that it is off. */
export function sandboxArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
