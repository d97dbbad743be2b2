import { Worker } from 'node:worker_threads';
import type { Progress } from '../../../shared/contract/base.ts';
import { type ErrorCode, ShriveError, type Where } from '../../../shared/contract/errors.ts';
import { JOBS, type JobInput, type JobName, type JobResult } from './jobs.ts';

/** What a worker sends, in this order: any number of `progress`, then one of the others. */
export type FromWorker =
  | { progress: Progress }
  | { result: unknown }
  | {
      failed: {
        code: ErrorCode;
        message: string;
        where: Where | undefined;
        details: Record<string, unknown> | undefined;
      };
    }
  | { crashed: string };

/** The worker's entry lies beside this file in source, and beside the bundle when built. */
const WORKER = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.mjs';

/** Jobs that write nothing may be ended in the middle; they are, where they do not stop when they are told to. */
const ONLY_READ: ReadonlySet<JobName> = new Set(['preview', 'suggest', 'previewExport', 'check', 'report']);
const GRACE_MS = 2_000;

/** Runs a job in this thread (`inline`) or in a worker of its own; the same progress, result and errors either way. */
export function runJob<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  options: { inline: boolean; signal: AbortSignal | undefined },
): AsyncGenerator<Progress, JobResult<Name>, void> {
  if (options.inline) {
    const run = JOBS[name] as unknown as (
      input: JobInput<Name>,
      signal: AbortSignal | undefined,
    ) => AsyncGenerator<Progress, JobResult<Name>, void>;
    return run(input, options.signal);
  }
  return runInWorker(name, input, options.signal);
}

/** The result of a job whose progress nobody asks for. */
export async function resultOf<Result>(job: AsyncGenerator<Progress, Result, void>): Promise<Result> {
  for (;;) {
    const step = await job.next();
    if (step.done === true) return step.value;
  }
}

async function* runInWorker<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, JobResult<Name>, void> {
  const worker = new Worker(new URL(WORKER, import.meta.url), { workerData: { name, input } });
  const messages: FromWorker[] = [];
  let wake = () => {};
  let ended = false;
  let grace: NodeJS.Timeout | undefined;
  const cancel = () => {
    worker.postMessage('cancel');
    if (ONLY_READ.has(name)) grace ??= setTimeout(() => void worker.terminate(), GRACE_MS);
  };
  worker.on('message', (message: FromWorker) => {
    messages.push(message);
    wake();
  });
  worker.on('error', (error) => {
    messages.push({ crashed: error.stack ?? error.message });
    wake();
  });
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      ended = true;
      wake();
      resolve();
    });
  });
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  try {
    for (;;) {
      const message = messages.shift();
      if (message === undefined) {
        if (ended && grace !== undefined) throw new ShriveError('CANCELLED', 'It was cancelled.');
        if (ended) throw new Error(`the ${name} worker ended without an answer`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if ('progress' in message) yield message.progress;
      else if ('result' in message) return message.result as JobResult<Name>;
      else if ('failed' in message) {
        const { code, message: text, where, details } = message.failed;
        throw new ShriveError(code, text, { ...(where && { where }), ...(details && { details }) });
      } else throw new Error(message.crashed);
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    // The reader of the stream may have gone away: the job then cleans up before its thread ends.
    if (!ended) cancel();
    await exited;
    clearTimeout(grace);
  }
}
