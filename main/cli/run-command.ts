import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Progress } from '../../shared/contract/base.ts';
import { ShriveError } from '../../shared/contract/errors.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { createEngine, type Engine, type EngineOptions, router } from '../engine/index.ts';
import { configFolder, homeFolder } from '../shell/folders.ts';
import { printable } from '../shell/printable.ts';
import { VERSION } from '../shell/version.ts';
import { type OutputOptions, printFailure, toFailure } from './output.ts';
import { ProgressLine } from './progress.ts';

/** The folder of the clone or package: two above this file, in source and in the bundle. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export type Client = ContractRouterClient<Contract>;

/** What a command works with: the contract, and the person's patience. */
export interface Running {
  client: Client;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
  /** Reads a stream to its end, showing progress, and gives its result. */
  finish<Result>(stream: Pick<AsyncIterator<Progress, Result>, 'next'>): Promise<Result>;
}

/** The engine for a command; `inline` where nothing else needs this thread meanwhile. */
export function createCommandEngine(options: Pick<EngineOptions, 'inline'>): Engine {
  return createEngine({
    configFolder: configFolder(),
    homeFolder: homeFolder(),
    resourcesFolder: join(ROOT, 'resources'),
    version: VERSION,
    ...options,
    log: (level, message) => {
      if (level !== 'info') process.stderr.write(`shrive: ${printable(message)}\n`);
    },
  });
}

/** File names on a command line are meant from where it is run; `-` is standard input. */
export function fromHere(path: string): string {
  return path === '-' ? path : resolve(path);
}

/**
 * Runs a command in a session of its own, in the coordinator's view: the command line is a researcher's tool.
 * Failures are printed and become exit status 1.
 */
export async function runCommand(
  options: OutputOptions,
  act: (running: Running) => Promise<void>,
): Promise<void> {
  const abort = new AbortController();
  const onInterrupt = () => {
    // A second Ctrl+C ends it at once: the store's own transactions keep the dataset whole.
    if (abort.signal.aborted) process.exit(130);
    abort.abort(new ShriveError('CANCELLED', 'Cancelled. Nothing was changed.'));
    process.stdin.destroy();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const line = new ProgressLine(options);
  let engine: Engine | undefined;
  try {
    engine = createCommandEngine({ inline: true });
    const session = engine.openSession();
    const client: Client = createRouterClient(router, { context: session.context });
    try {
      await client.session.setView({ view: 'coordinator' });
      await act({
        client,
        signal: abort.signal,
        async finish(stream) {
          try {
            for (;;) {
              const step = await stream.next();
              if (step.done === true) return step.value;
              line.show(step.value);
            }
          } finally {
            line.end();
          }
        },
      });
    } finally {
      await session.close();
    }
  } catch (error) {
    process.exitCode = 1;
    printFailure(toFailure(abort.signal.aborted ? asCancelled(error) : error), options);
  } finally {
    await engine?.close();
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

/** However deep Ctrl+C was noticed, it is the same answer. */
function asCancelled(error: unknown): unknown {
  const { code } = toFailure(error);
  return code === 'CANCELLED'
    ? error
    : new ShriveError('CANCELLED', 'Cancelled. Nothing was changed.', { cause: error });
}
