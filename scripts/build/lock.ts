import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than any build: a lock of this age was left behind. */
const STALE_MS = 10 * 60_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isLeftBehind(folder: string): boolean {
  try {
    if (Date.now() - statSync(folder).mtimeMs > STALE_MS) return true;
    const pid = Number.parseInt(readFileSync(join(folder, 'pid'), 'utf8'), 10);
    return Number.isFinite(pid) && !isAlive(pid);
  } catch {
    // Gone meanwhile, or its pid is not written yet: look again.
    return false;
  }
}

/** Runs `act` while no other process does the same with this folder's lock: two commands may find the build stale. */
export async function withLock<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(folder), { recursive: true });
  for (;;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isLeftBehind(folder)) rmSync(folder, { recursive: true, force: true });
      else await sleep(100);
    }
  }
  try {
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return await act();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
