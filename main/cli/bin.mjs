#!/usr/bin/env node
// The `shrive` command of a clone: finds a Node that can run it (the npm package `node` brings 24 along), builds the
// command line where it is not as its sources are, and runs it. Plain JavaScript that Node 20 can read.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NEEDED = 24;

function fail(message) {
  process.stderr.write(`shrive: ${message}\n`);
  process.exit(1);
}

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(root, 'node_modules', 'node', 'bin', name);
  if (!existsSync(node))
    fail(`this needs Node ${NEEDED} or later. Run "npm ci" in ${root}, which brings it along.`);
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl+C to both: the child decides when it is done.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
} else {
  if (!existsSync(join(root, 'node_modules', 'better-sqlite3'))) fail(`run "npm ci" in ${root} first.`);
  // `npm run` moves to the clone's folder; file names are meant from where the person was.
  if (process.env.npm_lifecycle_event === 'cli' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  if (existsSync(join(root, 'scripts', 'build'))) {
    const { buildParts } = await import('../../scripts/build/parts.ts');
    await buildParts(['node'], (message) => process.stderr.write(`shrive: ${message}\n`));
  }
  await import('../../dist/cli/shrive.mjs');
}
