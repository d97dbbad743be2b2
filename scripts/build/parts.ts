import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import type { InputOptions, OutputChunk, OutputOptions } from 'rolldown';
import { withLock } from './lock.ts';
import { ROOT, stampOf } from './sources.ts';

export const DIST = join(ROOT, 'dist');

/** Something under dist/ that is built as one, and what it is built from. */
interface Part {
  sources: readonly string[];
  isBuilt(): boolean;
  build(): Promise<void>;
}

const COMMON_SOURCES = ['shared', 'package.json', 'package-lock.json', 'scripts/build'];
/** Native, or given by the runtime: never in a bundle. */
const EXTERNAL = ['electron', 'better-sqlite3', ...builtinModules, /^node:/];

/** The engine starts its worker from beside the chunk that run-job.ts is in. */
function assertBesideWorker(chunk: OutputChunk): void {
  if (!chunk.moduleIds.some((id) => id.endsWith('engine/work/run-job.ts'))) return;
  if (!chunk.fileName.startsWith('engine/'))
    throw new Error(`run-job.ts is in ${chunk.fileName}, away from engine/worker.mjs`);
}

/** Bundles and replaces the files of `folders`, each written under another name first: a running shell keeps working. */
async function bundle(input: InputOptions, output: OutputOptions, folders: readonly string[]): Promise<void> {
  const { rolldown } = await import('rolldown');
  const build = await rolldown({ cwd: ROOT, external: EXTERNAL, platform: 'node', ...input });
  const written = new Set<string>();
  try {
    const { output: files } = await build.generate(output);
    for (const file of files) {
      if (file.type === 'chunk') assertBesideWorker(file);
      const path = join(DIST, file.fileName);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.${process.pid}.tmp`, file.type === 'chunk' ? file.code : file.source);
      renameSync(`${path}.${process.pid}.tmp`, path);
      written.add(path);
    }
  } finally {
    await build.close();
  }
  for (const folder of folders) {
    for (const name of readdirSync(join(DIST, folder))) {
      const path = join(DIST, folder, name);
      if (!written.has(path)) rmSync(path, { recursive: true, force: true });
    }
  }
}

/** The engine's process, its worker and the command line: one build, so that the engine is in it once. */
const node: Part = {
  sources: [...COMMON_SOURCES, 'main'],
  isBuilt: () => existsSync(join(DIST, 'cli/shrive.mjs')),
  build: () =>
    bundle(
      {
        input: {
          'cli/shrive': 'main/cli/shrive.ts',
          'engine/process': 'main/desktop/engine-process.ts',
          // run-job.ts looks for it beside the chunk that it is itself in.
          'engine/worker': 'main/engine/work/worker.ts',
        },
        transform: { target: 'node24' },
      },
      {
        format: 'esm',
        entryFileNames: '[name].mjs',
        chunkFileNames: 'engine/[name]-[hash].mjs',
        sourcemap: false,
        codeSplitting: true,
      },
      ['cli', 'engine'],
    ),
};

/** Electron's main process and preload: CommonJS for Node 18, which is what the oldest Electron in use has. */
const desktop: Part = {
  sources: [...COMMON_SOURCES, 'main/desktop', 'main/shell'],
  isBuilt: () => existsSync(join(DIST, 'desktop/main.cjs')),
  build: async () => {
    const output: OutputOptions = { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false };
    const input = { transform: { target: 'node18' } };
    await bundle({ ...input, input: { 'desktop/main': 'main/desktop/main.ts' } }, output, []);
    await bundle({ ...input, input: { 'desktop/preload': 'main/desktop/preload.ts' } }, output, []);
  },
};

const pages: Part = {
  sources: [...COMMON_SOURCES, 'renderer', 'vite.config.ts'],
  isBuilt: () => existsSync(join(DIST, 'renderer/index.html')),
  build: async () => {
    const { build } = await import('vite');
    await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
  },
};

export const PARTS = { node, desktop, renderer: pages };
export type PartName = keyof typeof PARTS;

function stampFile(name: PartName): string {
  return join(DIST, `.stamp-${name}`);
}

function isCurrent(name: PartName, stamp: string): boolean {
  const path = stampFile(name);
  return PARTS[name].isBuilt() && existsSync(path) && readFileSync(path, 'utf8') === stamp;
}

/**
 * Builds those of the parts that are not as their sources are, and says so through `say`.
 * Safe to call from several processes at once.
 */
export async function buildParts(
  names: readonly PartName[],
  say: (message: string) => void,
  options: { force?: boolean } = {},
): Promise<void> {
  const stale = (name: PartName) => options.force === true || !isCurrent(name, stampOf(PARTS[name].sources));
  if (!names.some(stale)) return;
  await withLock(join(DIST, '.lock'), async () => {
    for (const name of names) {
      // Another process may have built it while this one waited.
      if (!stale(name)) continue;
      const stamp = stampOf(PARTS[name].sources);
      const started = performance.now();
      await PARTS[name].build();
      writeFileSync(stampFile(name), stamp);
      say(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
  });
}
