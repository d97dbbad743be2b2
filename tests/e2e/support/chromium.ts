import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The package's own folder: two above its CommonJS entry. */
const PACKAGE = resolve(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../..');
const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };

/** Unpacked once, beside the packages: the temporary folder is everybody's. */
const CACHE = resolve(import.meta.dirname, '../../../node_modules/.cache/shrive');
const FOLDER = join(CACHE, `chromium-${version}`);

export interface Chromium {
  executablePath: string;
  env: Record<string, string>;
}

function fontsOf(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>`;
}

/** Unpacks into a folder of its own and renames that: a run that was cut off leaves no half of it. */
async function unpack(): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const temporary = mkdtempSync(join(CACHE, 'unpacking-'));
  const { TMPDIR } = process.env;
  // The package unpacks into the temporary folder, and has no other setting.
  process.env.TMPDIR = temporary;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    await inflate(join(PACKAGE, 'bin', 'al2023.tar.br'));
    writeFileSync(join(temporary, 'fonts.conf'), fontsOf(FOLDER));
    if (existsSync(FOLDER)) rmSync(temporary, { recursive: true, force: true });
    else renameSync(temporary, FOLDER);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/**
 * The headless Chromium that the npm package @sparticuz/chromium carries, with what it needs to run here: its own
 * system libraries where the machine lacks some, and fonts.
 */
export async function findChromium(): Promise<Chromium> {
  const executablePath = join(FOLDER, 'chromium');
  if (!existsSync(executablePath)) await unpack();
  const env: Record<string, string> = { FONTCONFIG_FILE: join(FOLDER, 'fonts.conf') };
  if (spawnSync(executablePath, ['--version']).status !== 0)
    env.LD_LIBRARY_PATH = join(FOLDER, 'al2023', 'lib');
  return { executablePath, env };
}
