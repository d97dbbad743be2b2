import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { type Engine, type EngineSession, router } from '../engine/index.ts';
import { openBrowser } from './open-browser.ts';
import { startBrowserShell } from './server.ts';

export interface ServeOptions {
  engine: Engine;
  pages: string;
  /** Absolute path; `sample` opens the person's copy of the sample; missing opens none. */
  dataset: string | 'sample' | undefined;
  port: number | undefined;
  openBrowser: boolean;
  /** Called once it listens. */
  onListening: (url: string) => void;
}

/** Where it fails, the person never named the file: so its folder is said. */
async function openSample(
  session: EngineSession,
  datasets: { openSample(): Promise<{ path: string }> },
): Promise<{ path: string }> {
  const folder = join(session.context.session.options.homeFolder, 'Shrive');
  try {
    mkdirSync(folder, { recursive: true });
    return await datasets.openSample();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The sample cannot be put into ${folder}. Is that folder read-only? (${reason})`, {
      cause: error,
    });
  }
}

/** Opens the dataset once, so that what is wrong with it is said here and not in the page. */
async function tryDataset(engine: Engine, dataset: string | undefined): Promise<string | undefined> {
  if (dataset === undefined) return undefined;
  const session = engine.openSession();
  try {
    const { datasets } = createRouterClient(router, { context: session.context });
    const open = dataset === 'sample' ? openSample(session, datasets) : datasets.open({ path: dataset });
    return (await open).path;
  } finally {
    await session.close();
  }
}

/** Serves until SIGINT or SIGTERM, then closes everything. Fails where the dataset or the port cannot be had. */
export async function serve(options: ServeOptions): Promise<void> {
  const { engine, pages, port } = options;
  if (!existsSync(join(pages, 'index.html')))
    throw new Error('The pages are not built. Run "npm run build".');
  const dataset = await tryDataset(engine, options.dataset);
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const shell = await startBrowserShell({
    engine,
    pages,
    ...(dataset !== undefined && { dataset }),
    ...(port !== undefined && { port }),
    log: (message) => process.stderr.write(`shrive: ${message}\n`),
  });
  options.onListening(shell.url);
  if (options.openBrowser) await openBrowser(shell.url);
  await ended;
  await shell.close();
}
